"""Layers of a few tests only, which no other test may meet.

Layers share their resources: one that is kept after its tests has all later
tests of the process find its site and its configuration.
"""

from contextlib import contextmanager
from zope.pytestlayer.fixture import create
from zope.pytestlayer.fixture import session_fixture


def fixtures_of(layer, prefix, function):
    """Fixtures of a layer; tests name it `function`, as they do the usual one.

    The names of the others are their own: fixtures for the whole session are
    found by name from whatever test is the first.
    """
    return create(
        layer,
        session_fixture_name=f"{prefix}_session",
        class_fixture_name=f"{prefix}_class",
        function_fixture_name=function,
    )


@contextmanager
def kept(request, layers):
    """Set layers up once for the scope of the request, and take them down after it."""
    for layer in layers:
        session_fixture(request, layer)
    yield
    request.session.zopelayer_state.keep_for_whole_session.difference_update(layers)
