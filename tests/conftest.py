from .demo_site import DemoSites
from .order import longest_first
from .redis_server import running
from .visitor import code_in
from .visitor import Visitor
from AccessControl import getSecurityManager
from chameleon.loader import ModuleLoader
from chameleon.template import BaseTemplate
from datetime import date
from email import message_from_bytes
from email import policy
from hypothesis import HealthCheck
from hypothesis import settings as examples
from ndl.registration.events import AuditEvent
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import Strength
from ndl.registration.login.sources import find_identity
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence
from ndl.registration.settings import settings
from ndl.registration.testing import FUNCTIONAL_TESTING
from ndl.registration.testing import INTEGRATION_TESTING
from pathlib import Path
from Products.Five.browser import BrowserView
from pytest_plone import fixtures_factory
from transaction import commit
from zope.component import getGlobalSiteManager
from zope.component import provideAdapter
from zope.i18n.compile import compile_mo_file
from zope.interface import Interface
from zope.publisher.interfaces.browser import IBrowserRequest
from zope.pytestlayer.plugin import gather_layers

import gc
import os
import pytest
import sysconfig


# Folders of message catalogues: those of the environment and of this package.
CATALOGUES = (
    Path(sysconfig.get_path("purelib")),
    Path(__file__).parents[1] / "src" / "ndl" / "registration" / "locales",
)
PASSWORD = "Mizuumi-4711-b"
# No deadlines: a slow machine is not a fault of the tested code.
examples.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
examples.load_profile("busy")


def pytest_configure(config):
    """Compile changed catalogues, before any worker reads them.

    Includes Plone's: in a new environment, parallel workers would compile them at the
    same time, and one might read what another has half written.
    """
    if hasattr(config, "workerinput"):
        return
    for folder in CATALOGUES:
        for source in folder.glob("**/LC_MESSAGES/*.po"):
            compile_mo_file(source.stem, source.parent)


globals().update(
    fixtures_factory(
        (
            (FUNCTIONAL_TESTING, "functional"),
            (INTEGRATION_TESTING, "integration"),
        ),
        keep_session=False,
    )
)

LAYERS = ("functional", "integration")
# Parts of paths whose tests run system programs or read a whole table.
NOT_FAST = frozenset(
    {
        "benchmarks",
        "browser",
        "deploy",
        "extend",
        "pages",
        "test_at_rest.py",
        "test_engine.py",
        "test_kills.py",
        "test_postal_table.py",
        "test_cli.py",
        "test_pool.py",
        "test_scanner.py",
    }
)


def pytest_addoption(parser):
    parser.addoption(
        "--fast", action="store_true", help="only the tests that need no Plone"
    )


def pytest_collection_modifyitems(config, items):
    if config.getoption("--fast"):
        slow = [item for item in items if not is_fast(item)]
        items[:] = [item for item in items if is_fast(item)]
        config.hook.pytest_deselected(items=slow)
    if hasattr(config, "workerinput"):
        longest_first(items)


def is_fast(item):
    return (
        NOT_FAST.isdisjoint(item.path.parts)
        and not needs_plone(item)
        and item.get_closest_marker("slow") is None
    )


def needs_plone(item):
    return any(name.startswith("zope_layer_") for name in item.fixturenames)


@pytest.fixture(autouse=True, scope="session")
def _keep_layers(request):
    """Set each layer up once, and only if a test needs it; see tests/layers.py."""
    if any(needs_plone(item) for item in request.session.items):
        for layer in LAYERS:
            request.getfixturevalue(f"{layer}_session")
        # The layers stay: scanning them for garbage takes a tenth of the total time.
        gc.collect()
        gc.freeze()
    yield
    ours = []
    for layer in (FUNCTIONAL_TESTING, INTEGRATION_TESTING):
        gather_layers(layer, ours)
    left = request.session.zopelayer_state.keep_for_whole_session.difference(ours)
    assert not left, f"later tests have met {left}"


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """The folder shared by all test processes of a run."""
    folder = tmp_path_factory.getbasetemp()
    is_one_of_several = "PYTEST_XDIST_WORKER" in os.environ
    return folder.parent if is_one_of_several else folder


@pytest.fixture(autouse=True, scope="session")
def _compile_templates_once(shared):
    """Keep compiled templates, as a portal does: Plone compiles some for each page."""
    compiled = shared / "templates"
    compiled.mkdir(exist_ok=True)
    BaseTemplate.loader = ModuleLoader(str(compiled))


@pytest.fixture(scope="session")
def demo_sites(shared):
    """The site of `make start`, shared by all test processes of a run."""
    return DemoSites(shared)


@pytest.fixture
def password():
    return PASSWORD


@pytest.fixture
def residence():
    return Residence("JP", "100-0014", "東京都", "千代田区", "永田町1-10-1", "")


@pytest.fixture
def make_patron(residence):
    """Adds a patron to the site of the test and returns the record."""

    def make(**values):
        defaults = {
            "user_id": get_directory().unused_user_id(),
            "email": "hanako@example.org",
            "password": hash_password(PASSWORD),
            "family_name": "国立",
            "given_name": "花子",
            "family_kana": "コクリツ",
            "given_kana": "ハナコ",
            "birth_date": date(1990, 4, 1),
            "residence": residence,
            "phone": "+81312345678",
            "language": "ja",
            "terms_version": "1",
        }
        patron = Patron(**(defaults | values))
        get_directory().add(patron)
        return patron

    return make


class Mails(list):
    def last(self, to):
        return next(mail for mail in reversed(self) if mail["To"] == to)


@pytest.fixture
def mails(monkeypatch):
    """The mails sent after commit, as EmailMessage objects."""
    sent = Mails()

    def send(self, fromaddr, toaddrs, message):
        sent.append(message_from_bytes(message, policy=policy.default))

    monkeypatch.setattr("zope.sendmail.mailer.SMTPMailer.send", send)
    monkeypatch.setattr("zope.sendmail.mailer.SMTPMailer.vote", lambda *a: None)
    return sent


@pytest.fixture
def redis_server(tmp_path):
    with running(tmp_path) as server:
        yield server


@pytest.fixture
def audited():
    """The audit events of the test, including those of parallel requests."""
    events, manager = [], getGlobalSiteManager()
    handler = events.append
    manager.registerHandler(handler, (AuditEvent,))
    yield events
    manager.unregisterHandler(handler, (AuditEvent,))


@pytest.fixture
def logins(portal):
    return get_logins()


class WhoView(BrowserView):
    """Returns the ID of the current user; empty if anonymous."""

    def __call__(self):
        user = getSecurityManager().getUser()
        return "" if user.getId() is None else user.getId()


@pytest.fixture
def site(functional, functional_portal, mails):
    """The site as served over HTTP, with its public URL set."""
    host, port = functional["host"], functional["port"]
    url = f"http://{host}:{port}/{functional_portal.getId()}"
    settings().public_url = url
    provideAdapter(
        WhoView,
        (Interface, IBrowserRequest),
        Interface,
        name="test-who",
    )
    commit()
    return functional_portal


@pytest.fixture
def visit(site):
    """Makes visitors, each with a browser of their own."""
    url = settings().public_url
    return lambda **kw: Visitor(url, **kw)


@pytest.fixture
def visitor(visit):
    return visit()


@pytest.fixture
def patron(site, make_patron):
    patron = make_patron()
    commit()
    return patron


@pytest.fixture
def official(patron):
    """The patron of the test, with an official registration."""
    patron.change_class(PatronClass.OFFICIAL)
    commit()
    return patron


@pytest.fixture
def logged_in(visit, patron):
    """A visitor with a session as opened by password and code."""
    visitor = visit()
    ticket = open_session(find_identity(patron.user_id), Strength.CODE)
    commit()
    visitor.cookies.set("ndl_session", ticket)
    return visitor


@pytest.fixture
def logged_in_by_steps(visit, patron, mails, password):
    """A visitor who has taken both steps of the login."""
    visitor = visit()
    visitor.log_in(patron.user_id, password)
    visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
    assert visitor.who() == patron.user_id
    return visitor
