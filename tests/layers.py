"""Layers that only a few tests use and no other test may see.

Layers share resources: if one is kept after its tests, later tests of the process see
its site and its configuration.
"""

from contextlib import contextmanager
from zope.pytestlayer.fixture import create
from zope.pytestlayer.fixture import session_fixture


def fixtures_of(layer, prefix, function):
    """Fixtures of a layer; tests use the name `function`, as with the usual layer.

    Session and class fixtures have names of their own, since pytest looks session
    fixtures up by name, from whichever test runs first.
    """
    return create(
        layer,
        session_fixture_name=f"{prefix}_session",
        class_fixture_name=f"{prefix}_class",
        function_fixture_name=function,
    )


@contextmanager
def kept(request, layers):
    """Set layers up once for the scope of `request`, and tear them down after it."""
    for layer in layers:
        session_fixture(request, layer)
    yield
    request.session.zopelayer_state.keep_for_whole_session.difference_update(layers)
