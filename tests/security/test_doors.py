from ..visitor import code_in
from ..visitor import message_of
from base64 import b64encode
from lxml import html
from ndl.registration.config import KEY_RING
from ndl.registration.config import PLUGIN_ID
from ndl.registration.interfaces import ILoginStore
from ndl.registration.interfaces import IPatronDirectory
from ndl.registration.login.accounts import get_logins
from ndl.registration.patrons.directory import get_directory
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.keyring.interfaces import IKeyManager
from plone.registry.interfaces import IRegistry
from transaction import abort
from transaction import commit
from zope.component import getUtility

import pytest


AC_NAMES = ("__ac_name", "__ac_password")


@pytest.fixture
def account(patron, password):
    return {"login": patron.user_id, "password": password}


@pytest.fixture
def basic(patron, password):
    return (patron.user_id, password)


def sessions_of(patron):
    abort()
    account = get_logins().peek(patron.user_id)
    return account.sessions if account else frozenset()


class TestPasswordAlone:
    """A right password of a patron, tried at every door."""

    def test_basic_on_a_page(self, visitor, basic):
        assert visitor.get("@@test-who", auth=basic).text == ""
        assert "/login" in visitor.get("my-account", auth=basic).url

    @pytest.mark.parametrize("page", ["", "@@test-who", "@@personal-information"])
    def test_fields_of_the_stock_form_by_post(self, visitor, account, page):
        fields = {
            "__ac_name": account["login"],
            "__ac_password": account["password"],
            "form.submitted": "1",
        }
        visitor.post(page, data=fields)
        assert visitor.post("@@test-who", data=fields).text == ""
        assert visitor.who() == ""

    def test_fields_of_the_stock_form_by_get(self, visitor, account):
        query = f"__ac_name={account['login']}&__ac_password={account['password']}"
        assert visitor.get(f"@@test-who?{query}").text == ""

    @pytest.mark.parametrize("page", ["failsafe_login", "failsafe_login_form"])
    def test_stock_login_forms(self, visitor, account, page):
        visitor.submit(
            page,
            __ac_name=account["login"],
            __ac_password=account["password"],
            **{"buttons.login": "Log in"},
        )
        assert visitor.who() == ""

    @pytest.mark.parametrize("names", [("login", "password"), AC_NAMES])
    @pytest.mark.parametrize("page", ["@@test-who", "++api++/@@test-who"])
    def test_json_body(self, visitor, account, names, page):
        body = dict(zip(names, account.values(), strict=True))
        assert visitor.post(page, json=body).text == ""

    def test_multipart_form(self, visitor, account):
        fields = {
            name: (None, value)
            for name, value in zip(AC_NAMES, account.values(), strict=True)
        }
        assert visitor.post("@@test-who", files=fields).text == ""
        assert visitor.who() == ""

    def test_cookie_of_the_stock_form(self, visitor, account):
        both = ":".join(text.encode().hex() for text in account.values())
        visitor.cookies.set("__ac", b64encode(both.encode()).decode())
        assert visitor.who() == ""

    def test_rest_login(self, visitor, account):
        headers = {"Accept": "application/json"}
        response = visitor.post("@login", json=account, headers=headers)
        assert response.status_code == 202
        assert "token" not in response.json()
        assert not visitor.cookies
        assert visitor.who() == ""

    def test_rest_with_basic(self, visitor, basic, patron):
        headers = {"Accept": "application/json"}
        path = f"@users/{patron.user_id}"
        assert visitor.get(path, auth=basic, headers=headers).status_code == 401

    @pytest.mark.parametrize("method", ["PROPFIND", "PUT", "LOCK", "MKCOL", "DELETE"])
    @pytest.mark.parametrize("path", ["", "news", "new-file", "registration-desk"])
    def test_webdav(self, visitor, basic, method, path):
        with_password = visitor.request(method, path, auth=basic)
        without = visitor.request(method, path)
        assert with_password.status_code == without.status_code
        assert without.status_code >= 400

    def test_webdav_opens_for_who_may(self, visitor, site):
        """The doors above are doors: a user of the root gets through."""
        basic = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert visitor.request("PROPFIND", "", auth=basic).status_code == 207

    def test_xml_rpc(self, visitor, site, basic):
        body = (
            "<?xml version='1.0'?><methodCall><methodName>test-who</methodName>"
            "<params></params></methodCall>"
        )
        headers = {"Content-Type": "text/xml"}
        response = visitor.post("", data=body, headers=headers, auth=basic)
        assert basic[0] not in response.text
        root = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        response = visitor.post("", data=body, headers=headers, auth=root)
        assert SITE_OWNER_NAME in response.text

    def test_case_and_width_of_the_user_id(self, visitor, basic):
        user_id, password = basic
        wide = "".join(chr(ord(c) + 0xFEE0) for c in user_id)
        for name in (user_id.lower(), f" {user_id}", wide):
            assert visitor.get("@@test-who", auth=(name.encode(), password)).text == ""

    def test_pas_authenticate(self, site, patron, password):
        request = site.REQUEST
        acl_users = site.acl_users
        assert acl_users.authenticate(patron.user_id, password, request) is None

    def test_no_session_came_of_any_of_it(self, visitor, patron, account, basic):
        visitor.get("@@test-who", auth=basic)
        visitor.post("@login", json=account)
        assert sessions_of(patron) == frozenset()


class TestMintedTickets:
    """What the stock plugins would hand out is worth nothing here."""

    def test_stock_ticket_as_cookie_or_in_the_address(self, site, visitor, patron):
        response = site.REQUEST.response
        site.acl_users.session._setupSession(patron.user_id, response)
        ticket = response.cookies["__ac"]["value"].decode()
        commit()
        visitor.cookies.set("__ac", ticket)
        assert visitor.who() == ""
        assert visitor.get(f"@@test-who?__ac={ticket}").text == ""

    def test_stock_token(self, site, visitor, patron):
        token = site.acl_users.jwt_auth.create_token(patron.user_id)
        headers = {"Authorization": f"Bearer {token}"}
        assert visitor.get("@@test-who", headers=headers).text == ""

    def test_our_ticket_in_query_or_form(self, logged_in, visitor):
        (ticket,) = [c.value for c in logged_in.cookies if c.name == "ndl_session"]
        assert visitor.get(f"@@test-who?ndl_session={ticket}").text == ""
        assert visitor.post("@@test-who", data={"ndl_session": ticket}).text == ""


class TestHalfLogin:
    """After the password and before the code, one is nobody."""

    def test_every_page_treats_one_as_anonymous(self, visitor, patron, password, mails):
        visitor.log_in(patron.user_id, password)
        assert visitor.who() == ""
        assert "/login" in visitor.get("my-account").url

    def test_cookie_of_the_attempt_is_no_session(self, visitor, patron, password):
        visitor.log_in(patron.user_id, password)
        (token,) = [c.value for c in visitor.cookies if c.name == "ndl_login"]
        for name in ("ndl_session", "__ac"):
            visitor.cookies.set(name, token)
            assert visitor.who() == ""

    def test_step_two_without_step_one(self, visitor):
        visitor.get("login")
        visitor.submit("login", "login-code", code="000000")
        assert visitor.who() == ""

    def test_second_tab_sees_nobody(self, visitor, patron, password, mails):
        visitor.log_in(patron.user_id, password)
        for page in ("my-account", "notices", "registration-desk"):
            assert "/login" in visitor.get(page).url
        answer = visitor.get(
            f"@users/{patron.user_id}", headers={"Accept": "application/json"}
        )
        assert answer.status_code == 401

    def test_attempt_is_no_bearer_token(self, visitor, patron, password):
        visitor.log_in(patron.user_id, password)
        (token,) = [c.value for c in visitor.cookies if c.name == "ndl_login"]
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        assert visitor.get("@@test-who", headers=headers).text == ""
        assert visitor.post("@login-renew", headers=headers).status_code == 401

    def test_of_a_second_tab_ends_the_first(self, visitor, patron, password, mails):
        visitor.log_in(patron.user_id, password)
        first = visitor.cookies.copy()
        visitor.log_in(patron.user_id, password)
        visitor.cookies.update(first)
        answer = visitor.submit("login-code", code=code_in(mails[0]))
        assert "has ended" in message_of(answer)
        assert visitor.who() == ""

    def test_replay_of_the_code_form(self, visitor, patron, password, mails):
        visitor.log_in(patron.user_id, password)
        attempt = visitor.cookies.copy()
        visitor.submit("login-code", code=code_in(mails[-1]))
        visitor.submit("logout")
        visitor.cookies.update(attempt)
        visitor.submit("login-code", code=code_in(mails[-1]))
        assert visitor.who() == ""


class TestAfterLogout:
    """What stayed in the browser is worth nothing."""

    def test_back_button_finds_no_page(self, logged_in):
        pages = ("", "my-account", "notices")
        for page in pages:
            assert "no-store" in logged_in.get(page).headers["Cache-Control"]
        logged_in.submit("logout")
        for page in pages[1:]:
            assert "/login" in logged_in.get(page).url

    @pytest.mark.parametrize("bearer", [True, False])
    def test_replay_of_the_ticket(self, logged_in, visitor, bearer):
        ticket = logged_in.cookies["ndl_session"]
        logged_in.submit("logout")
        if bearer:
            visitor.headers["Authorization"] = f"Bearer {ticket}"
        else:
            visitor.cookies.set("ndl_session", ticket, path="/")
        assert visitor.who() == ""

    def test_form_of_a_page_that_was_left_open_changes_nothing(
        self, logged_in, patron, password
    ):
        page = logged_in.get("logout").text
        (token, *_) = html.fromstring(page).xpath("//*[@name='_authenticator']/@value")
        logged_in.submit("logout")
        answer = logged_in.post(
            f"@users/{patron.user_id}/reset-password",
            json={"old_password": password, "new_password": "Kawaguchi-815-k"},
            headers={"Accept": "application/json", "X-CSRF-TOKEN": token},
        )
        assert answer.status_code == 401


class TestStockReset:
    def test_mails_are_not_sent_to_patrons_by_strangers(self, visitor, patron, mails):
        for user in (patron.user_id, "E000000000"):
            response = visitor.post("mail_password", data={"userid": user})
            assert response.url.endswith("/forgot-password")
        assert mails == []

    def test_answers_of_rest_do_not_tell_who_exists(self, visitor, patron, mails):
        headers = {"Accept": "application/json"}
        answers = set()
        for user in (patron.user_id, "E000000000"):
            response = visitor.post(
                f"@users/{user}/reset-password", json={}, headers=headers
            )
            answers.add((response.status_code, response.text))
        assert len(answers) == 1
        assert mails == []

    def test_a_stock_reset_token_sets_no_password(self, site, visitor, patron):
        before = patron.password
        reset = site.portal_password_reset.requestReset(patron.user_id)
        commit()
        query = (
            f"userid={patron.user_id}&randomstring={reset['randomstring']}"
            "&password=Mizuumi-4711-c"
        )
        visitor.get(f"portal_password_reset/resetPassword?{query}")
        abort()
        assert get_directory().get(patron.user_id).password == before

    def test_nobody_is_logged_in_by_a_reset(self, site):
        assert not api.portal.get_registry_record(
            "plone.autologin_after_password_reset"
        )


class TestPlugin:
    def test_stands_first_everywhere(self, site):
        plugins = site.acl_users.plugins
        for info in plugins.listPluginTypeInfo():
            active = plugins.listPluginIds(info["interface"])
            if PLUGIN_ID in active:
                assert active[0] == PLUGIN_ID

    @pytest.mark.parametrize(
        "error", [KeyError, TypeError, AttributeError, NameError, ValueError]
    )
    def test_fails_closed(self, visitor, basic, monkeypatch, caplog, error):
        def broken(*args):
            raise error("broken")

        target = "ndl.registration.pas.authentication.find_identity"
        monkeypatch.setattr(target, broken)
        assert visitor.get("@@test-who", auth=basic).text == ""
        assert "nobody is let in" in caplog.text

    @pytest.mark.parametrize("error", [KeyError, ValueError])
    def test_emptied_credentials_reach_no_later_plugin(
        self, site, staff, monkeypatch, error
    ):
        def broken(*args):
            raise error("broken")

        target = "ndl.registration.pas.authentication.find_identity"
        monkeypatch.setattr(target, broken)
        login, password = staff
        assert site.acl_users.authenticate(login, password, site.REQUEST) is None

    def test_writes_nothing_while_authenticating(self, site, logged_in):
        before = site._p_jar.db().lastTransaction()
        logged_in.get("@@test-who")
        assert site._p_jar.db().lastTransaction() == before


def without_logins(site, monkeypatch):
    site.getSiteManager().unregisterUtility(provided=ILoginStore)


def without_directory(site, monkeypatch):
    site.getSiteManager().unregisterUtility(provided=IPatronDirectory)


def without_stores_in_the_plugin(site, monkeypatch):
    plugin = site.acl_users[PLUGIN_ID]
    del plugin._directory
    del plugin._logins
    without_logins(site, monkeypatch)
    without_directory(site, monkeypatch)


def without_keys(site, monkeypatch):
    del getUtility(IKeyManager)[KEY_RING]


def without_settings(site, monkeypatch):
    records = getUtility(IRegistry).records
    for name in list(records.keys("ndl.registration.", "ndl.registration/")):
        del records[name]


def with_broken_sources(site, monkeypatch):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr("ndl.registration.pas.staff.StaffSource.find", broken)
    monkeypatch.setattr("ndl.registration.login.sources.PatronSource.find", broken)


def with_broken_sessions(site, monkeypatch):
    def broken(*args):
        raise TypeError

    target = "ndl.registration.pas.authentication.find_session"
    monkeypatch.setattr(target, broken)


BREAKAGES = [
    without_logins,
    without_directory,
    without_stores_in_the_plugin,
    without_keys,
    without_settings,
    with_broken_sources,
    with_broken_sessions,
]


class TestOutOfOrder:
    """With a part of the login missing, nobody is let in but to repair it."""

    @pytest.fixture(params=BREAKAGES, ids=lambda breakage: breakage.__name__)
    def broken(self, request, site, patron, staff, monkeypatch):
        request.param(site, monkeypatch)
        commit()

    def test_no_password_opens(self, broken, visitor, account, basic):
        assert visitor.get("@@test-who", auth=basic).text == ""
        visitor.log_in(*basic)
        assert visitor.who() == ""
        fields = dict(zip(AC_NAMES, basic, strict=True))
        assert visitor.post("@@test-who", data=fields).text == ""
        answer = visitor.post(
            "@login", json=account, headers={"Accept": "application/json"}
        )
        assert "token" not in answer.text

    def test_managers_of_the_root_can_repair_it(self, broken, visitor):
        basic = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert visitor.get("@@test-who", auth=basic).text == SITE_OWNER_NAME
        for page in (
            "manage_main",
            "acl_users/manage_main",
            "acl_users/plugins/manage_plugins",
            "portal_setup/manage_main",
            "@@overview-controlpanel",
            "prefs_install_products_form",
        ):
            answer = visitor.get(page, auth=basic)
            assert answer.status_code == 200, page
            assert "/login" not in answer.url


class TestSessionOutOfOrder:
    @pytest.mark.parametrize(
        "breakage",
        [
            without_logins,
            without_directory,
            without_stores_in_the_plugin,
            with_broken_sessions,
        ],
    )
    def test_is_nobodys(self, site, logged_in, patron, monkeypatch, breakage):
        breakage(site, monkeypatch)
        commit()
        assert patron.user_id not in logged_in.who()


class TestOwnPassword:
    def test_is_checked_for_the_patron_who_is_logged_in(self, site, patron, password):
        with api.env.adopt_user(username=patron.user_id):
            acl_users = site.acl_users
            user = acl_users.authenticate(patron.user_id, password, site.REQUEST)
            assert user.getId() == patron.user_id
            wrong = acl_users.authenticate(patron.user_id, "no", site.REQUEST)
            assert wrong is None

    def test_of_somebody_else_is_not(self, site, patron, make_patron, password):
        other = make_patron(email="taro@example.org")
        with api.env.adopt_user(username=patron.user_id):
            acl_users = site.acl_users
            found = acl_users.authenticate(other.user_id, password, site.REQUEST)
            assert found is None

    def test_change_ends_the_other_sessions(
        self, site, visit, logged_in, patron, password, mails
    ):
        other = visit()
        other.log_in(patron.user_id, password)
        other.submit("login-code", code=code_in(mails[-1]))
        headers = {"Accept": "application/json"}
        response = logged_in.post(
            f"@users/{patron.user_id}/reset-password",
            json={"old_password": password, "new_password": "Kawaguchi-815-k"},
            headers=headers,
        )
        assert response.status_code == 200, response.text
        assert logged_in.who() == patron.user_id
        assert other.who() == ""

    def test_change_keeps_to_the_policy(self, logged_in, patron, password):
        response = logged_in.post(
            f"@users/{patron.user_id}/reset-password",
            json={"old_password": password, "new_password": "short1"},
            headers={"Accept": "application/json"},
        )
        assert response.status_code >= 400


@pytest.fixture
def staff(site, visit):
    api.user.create(
        username="editor", email="editor@example.org", password="Staff-secret-1"
    )
    commit()
    return "editor", "Staff-secret-1"


class TestStaff:
    def test_logs_in_through_the_same_form(self, visitor, staff):
        visitor.log_in(*staff)
        assert visitor.who() == "editor"

    def test_is_limited_like_everybody(self, visitor, staff):
        login, password = staff
        for _ in range(5):
            response = visitor.log_in(login, "wrong")
            assert "not correct" in message_of(response)
        visitor.log_in(login, password)
        assert visitor.who() == ""

    def test_logout_ends_the_session(self, visitor, staff):
        visitor.log_in(*staff)
        stolen = visitor.cookies.copy()
        visitor.submit("logout")
        visitor.cookies.update(stolen)
        assert visitor.who() == ""


class TestRootUser:
    def test_is_not_locked_out(self, visitor, site):
        visitor.log_in(SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert visitor.who() == SITE_OWNER_NAME

    def test_is_not_covered(self, visitor, site):
        basic = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert visitor.get("@@test-who", auth=basic).text == SITE_OWNER_NAME


class TestCounting:
    def test_stranger_gets_no_further_than_five(self, visitor, patron, password):
        for _ in range(30):
            visitor.log_in(patron.user_id, "wrong")
        visitor.log_in(patron.user_id, password)
        assert sessions_of(patron) == frozenset()
        assert get_logins().account(patron.user_id).locked_until
