from ..visitor import code_in
from ..visitor import message_of
from .test_doors import sessions_of
from ndl.registration.login.accounts import get_logins
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD


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
        assert mails[-1]["To"] == patron.email
        assert "パスワード変更" in mails[-1]["Subject"]

    def test_change_keeps_to_the_policy(self, logged_in, patron, password):
        response = logged_in.post(
            f"@users/{patron.user_id}/reset-password",
            json={"old_password": password, "new_password": "short1"},
            headers={"Accept": "application/json"},
        )
        assert response.status_code >= 400


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
