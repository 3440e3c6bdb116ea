"""Users of the Zope root log in from the machine of Zope alone, once guarded."""

from .. import nginx
from AccessControl.users import UnrestrictedUser
from ndl.registration.events import AuditTag
from ndl.registration.pas.root_guard import install_root_guard
from ndl.registration.pas.root_guard import is_guarded
from ndl.registration.pas.root_guard import remove_root_guard
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService
from Products.SiteAccess.VirtualHostMonster import manage_addVirtualHostMonster
from transaction import commit
from urllib.parse import urlencode

import json
import pytest
import requests


FIELDS = {"__ac_name": SITE_OWNER_NAME, "__ac_password": SITE_OWNER_PASSWORD}
ACCOUNT = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
BODY = {"login": SITE_OWNER_NAME, "password": SITE_OWNER_PASSWORD}
JSON = {"Accept": "application/json", "Content-Type": "application/json"}
WHO = "@@test-who"

PAGE = "manage_main"


def by_key(key):
    return {"data": {**FIELDS, key: WHO if key == ":method" else "1"}}


# A name, the method, the path, what is sent.
WAYS = [
    ("basic", "GET", WHO, {"auth": ACCOUNT}),
    ("basic in capitals", "GET", WHO, {"basic": "BASIC"}),
    ("basic after blanks", "GET", WHO, {"basic": "  Basic"}),
    ("basic over WebDAV", "PROPFIND", "", {"auth": ACCOUNT}),
    ("query", "GET", f"{WHO}?{urlencode(FIELDS)}", {}),
    ("encoded query", "GET", f"{WHO}?{urlencode(FIELDS).replace('_', '%5f')}", {}),
    ("form", "POST", WHO, {"data": FIELDS}),
    ("parts", "POST", WHO, {"files": {k: (None, v) for k, v in FIELDS.items()}}),
    ("converter", "POST", WHO, {"data": {f"{k}:str": v for k, v in FIELDS.items()}}),
    ("key of a method", "POST", "", by_key(f"{WHO}:method")),
    ("key of an action", "POST", "", by_key(f"{WHO}:action")),
    ("bare key", "POST", "", by_key(":method")),
    ("key in the query", "GET", f"?{urlencode(FIELDS)}&{WHO}:method=1", {}),
    ("management page", "GET", f"{PAGE}?{urlencode(FIELDS)}", {}),
    ("management page by key", "POST", "", by_key(f"{PAGE}:method")),
    ("REST", "POST", "@login", {"data": json.dumps(BODY), "headers": JSON}),
    ("body of JSON", "POST", WHO, {"data": json.dumps(BODY), "headers": JSON}),
    ("cookie", "GET", WHO, {"cookies": {"__ac": "YWRtaW46c2VjcmV0"}}),
]
MARKS = [
    {"X-Forwarded-For": "127.0.0.1"},
    {"X-Forwarded-For": "192.0.2.1"},
    {"Forwarded": "for=127.0.0.1"},
    {"X-Real-IP": "127.0.0.1"},
    {"Via": "1.1 proxy"},
    {"Host": "library.example"},
]


def send(session, url, way):
    """Send one of the ways; whether it let a root user in."""
    _name, verb, path, values = way
    values = dict(values)
    headers = dict(values.pop("headers", {}))
    scheme = values.pop("basic", "")
    if scheme:
        token = requests.auth._basic_auth_str(*ACCOUNT).partition(" ")[2]
        headers["Authorization"] = f"{scheme} {token}".strip()
    answer = session.request(
        verb,
        f"{url}/{path}",
        headers=headers,
        verify=False,
        timeout=60,
        allow_redirects=False,
        **values,
    )
    is_page = PAGE in f"{path}{values}"
    return (
        answer.text.strip() == SITE_OWNER_NAME
        or (is_page and "manage_menu" in answer.text)
        or answer.status_code == 207
        or (path == "@login" and "token" in answer.text and answer.ok)
    )


@pytest.fixture
def session():
    with requests.Session() as session:
        session.headers["Connection"] = "close"
        yield session


@pytest.fixture(autouse=True)
def root(site):
    root = site.getPhysicalRoot()
    manage_addVirtualHostMonster(root)
    commit()
    return root


@pytest.fixture
def guarded(root):
    install_root_guard(root)
    commit()
    return root


@pytest.fixture
def base(functional):
    return f"http://{functional['host']}:{functional['port']}"


@pytest.fixture
def rewritten(base, site):
    """The site as a proxy asks for it."""
    place = f"VirtualHostBase/https/library.example:443/{site.getId()}/VirtualHostRoot"
    return f"{base}/{place}"


def let_in(session, url):
    return [way[0] for way in WAYS if send(session, url, way)]


class TestWays:
    def test_lead_in_without_the_guard(self, session, rewritten):
        """The table has real ways, as long as nothing closes them."""
        found = let_in(session, rewritten)
        assert {
            "basic",
            "basic in capitals",
            "basic over WebDAV",
            "query",
            "encoded query",
            "form",
            "parts",
            "converter",
            "key of a method",
            "key in the query",
            "management page",
        } <= set(found)

    def test_are_closed_behind_a_proxy(self, session, rewritten, guarded, audited):
        assert let_in(session, rewritten) == []
        assert AuditTag.ROOT_PASSWORD_REFUSED in {event.tag for event in audited}

    @pytest.mark.parametrize("mark", MARKS, ids=lambda mark: next(iter(mark)))
    def test_are_closed_to_whatever_was_passed_on(
        self, session, visitor, guarded, mark
    ):
        session.headers.update(mark)
        assert let_in(session, visitor.url) == []

    def test_are_closed_at_the_root_as_well(self, session, base, guarded):
        place = "VirtualHostBase/https/library.example:443/VirtualHostRoot"
        answer = session.get(
            f"{base}/{place}/{PAGE}", auth=ACCOUNT, allow_redirects=False
        )
        assert answer.status_code == 401

    def test_stay_open_on_the_machine(self, session, visitor, guarded):
        assert {"basic", "query", "form"} <= set(let_in(session, visitor.url))

    def test_are_open_again_without_it(self, session, rewritten, guarded):
        remove_root_guard(guarded)
        commit()
        assert "basic" in let_in(session, rewritten)


class TestPeopleOfTheSite:
    def test_log_in_behind_the_proxy(self, guarded, logged_in, patron):
        assert logged_in.who() == patron.user_id


class TestEmergencyUser:
    @pytest.fixture
    def emergency(self, monkeypatch):
        user = UnrestrictedUser("emergency", "secret-4711", ("manage",), [])
        for place in (
            "AccessControl.users.emergency_user",
            "ndl.registration.pas.root_guard.emergency_user",
            f"{PluggableAuthService.__module__}.emergency_user",
        ):
            monkeypatch.setattr(place, user)
        monkeypatch.setattr(PluggableAuthService, "_emergency_user", user)
        return "emergency", "secret-4711"

    def test_is_refused_behind_a_proxy(self, session, rewritten, guarded, emergency):
        answer = session.get(
            f"{rewritten}/{PAGE}", auth=emergency, allow_redirects=False
        )
        assert answer.status_code in {302, 401}
        assert "manage_main" not in answer.text

    def test_comes_in_on_the_machine(self, session, visitor, guarded, emergency):
        answer = session.get(f"{visitor.url}/{PAGE}", auth=emergency)
        assert answer.status_code == 200


class TestGuard:
    def test_is_first_and_only_once(self, root):
        install_root_guard(root)
        install_root_guard(root)
        assert is_guarded(root)
        assert root.acl_users.objectIds().count("ndl_root_guard") == 1

    def test_knows_when_it_is_not_first(self, root):
        install_root_guard(root)
        others = root.acl_users.plugins.listPluginIds(IAuthenticationPlugin)[1:]
        root.acl_users.plugins.movePluginsTop(IAuthenticationPlugin, others[:1])
        assert not is_guarded(root)

    def test_may_be_removed_twice(self, root):
        install_root_guard(root)
        remove_root_guard(root)
        remove_root_guard(root)
        assert not is_guarded(root)


class TestProxyExample:
    @pytest.fixture
    def proxied(self, functional, site, tmp_path):
        with nginx.running(tmp_path, functional["port"], site.getId()) as url:
            yield url

    def test_shows_the_site(self, session, proxied):
        answer = session.get(f"{proxied}/login", verify=False)
        assert answer.status_code == 200
        assert "Strict-Transport-Security" in answer.headers

    def test_lets_no_root_user_in(self, session, proxied, guarded):
        assert let_in(session, proxied) == []

    @pytest.mark.parametrize("way", [w for w in WAYS if "basic" in w[0]])
    def test_drops_basic_also_without_the_guard(self, session, proxied, way):
        assert not send(session, proxied, way)

    @pytest.mark.parametrize(
        "path",
        [
            "manage",
            "manage_main",
            "acl_users/manage_exportObject",
            "acl_users/manage%5fmain",
            "Control_Panel",
            "Control_Panel/Database",
        ],
    )
    def test_hides_the_management_pages(self, session, proxied, path):
        assert session.get(f"{proxied}/{path}", verify=False).status_code == 404
