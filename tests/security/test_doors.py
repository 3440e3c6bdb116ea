from base64 import b64encode
from ndl.registration.config import PLUGIN_ID
from ndl.registration.login.accounts import get_logins
from ndl.registration.patrons.directory import get_directory
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from transaction import abort
from transaction import commit

import pytest


AC_NAMES = ("__ac_name", "__ac_password")


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

    def test_webdav(self, visitor, basic, subtests):
        for method in ["PROPFIND", "PUT", "LOCK", "MKCOL", "DELETE"]:
            for path in ["", "news", "new-file", "registration-desk"]:
                with subtests.test(method=method, path=path):
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

        target = "ndl.registration.pas.password_guard.find_identity"
        monkeypatch.setattr(target, broken)
        assert visitor.get("@@test-who", auth=basic).text == ""
        assert "nobody is let in" in caplog.text

    @pytest.mark.parametrize("error", [KeyError, ValueError])
    def test_emptied_credentials_reach_no_later_plugin(
        self, site, staff, monkeypatch, error
    ):
        def broken(*args):
            raise error("broken")

        target = "ndl.registration.pas.password_guard.find_identity"
        monkeypatch.setattr(target, broken)
        login, password = staff
        assert site.acl_users.authenticate(login, password, site.REQUEST) is None

    def test_writes_nothing_while_authenticating(self, site, logged_in):
        before = site._p_jar.db().lastTransaction()
        logged_in.get("@@test-who")
        assert site._p_jar.db().lastTransaction() == before
