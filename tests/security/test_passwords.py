from ..forgotten import NEW_PASSWORD
from ..staff import add_staff
from ..staff import STAFF_PASSWORD
from ..visitor import code_in
from ..visitor import message_of
from ..visitor import token_for
from .test_doors import sessions_of
from lxml import html
from ndl.registration.login.tally import counts_of
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import verify_password
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from transaction import abort

import pytest
import time_machine


def change(password):
    return {
        "form.widgets.current_password": password,
        "form.widgets.new_password": NEW_PASSWORD,
        "form.widgets.new_password_ctl": NEW_PASSWORD,
        "form.buttons.reset_passwd": "Change Password",
    }


def stored(patron):
    abort()
    return get_directory()[patron.user_id].password


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


class TestGuesses:
    """Of the present password, by whoever has got hold of a session."""

    def guess(self, visitor, patron, password):
        return visitor.post(
            f"@users/{patron.user_id}/reset-password",
            json={"old_password": password, "new_password": NEW_PASSWORD},
            headers={"Accept": "application/json"},
        )

    def test_are_limited_over_rest(self, logged_in, patron, password):
        for _ in range(5):
            assert self.guess(logged_in, patron, "wrong").status_code == 403
        assert self.guess(logged_in, patron, password).status_code == 403
        abort()
        assert counts_of(patron.user_id).locked_until
        assert verify_password(stored(patron), password)

    def test_are_limited_in_the_form(self, logged_in, patron, password):
        for _ in range(5):
            response = logged_in.submit("change-password", **change("wrong"))
            assert "current password is not correct" in response.text
        response = logged_in.submit("change-password", **change(password))
        assert "current password is not correct" in response.text
        assert verify_password(stored(patron), password)

    def test_count_with_those_at_the_login(self, visitor, logged_in, patron, password):
        for _ in range(4):
            visitor.log_in(patron.user_id, "wrong")
        self.guess(logged_in, patron, "wrong")
        assert self.guess(logged_in, patron, password).status_code == 403


class TestFreshCode:
    """Whoever finds a session open must not make it their own."""

    @pytest.fixture
    def clock(self):
        with time_machine.travel("2036-11-21T03:00:00Z", tick=False) as traveller:
            yield traveller

    @pytest.fixture
    def late(self, clock, logged_in, patron):
        """A session whose code was entered ten minutes ago."""
        clock.shift(600)
        assert logged_in.who() == patron.user_id
        return logged_in

    def test_page_asks_for_it_before_the_form(self, late):
        response = late.get("change-password", allow_redirects=False)
        assert response.status_code == 302
        assert "login?again=1" in response.headers["Location"]
        assert "change-password" in response.headers["Location"]

    def test_page_is_shown_with_one(self, logged_in):
        response = logged_in.get("change-password")
        assert "form.widgets.current_password" in response.text
        assert "no-store" in response.headers["Cache-Control"]

    def test_changes_the_password(self, logged_in, patron, password):
        response = logged_in.submit("change-password", **change(password))
        assert response.status_code == 200
        assert verify_password(stored(patron), NEW_PASSWORD)

    def test_form_says_what_the_password_lacks(self, logged_in, patron, password):
        logged_in.cookies.set("I18N_LANGUAGE", "ja")
        weak = {"new_password": "short1", "new_password_ctl": "short1"}
        fields = {f"form.widgets.{name}": value for name, value in weak.items()}
        response = logged_in.submit("change-password", **change(password) | fields)
        tree = html.fromstring(response.text)
        errors = [box.text_content() for box in tree.cssselect(".invalid-feedback")]
        assert len(errors) == 1
        assert "12文字以上20文字以内" in errors[0]
        (field,) = tree.cssselect("#formfield-form-widgets-new_password")
        assert "英字と数字をそれぞれ1文字以上" in field.text_content()
        assert "8" not in field.text_content()
        assert verify_password(stored(patron), password)

    def test_form_says_where_the_two_differ(self, logged_in, patron, password):
        fields = change(password) | {"form.widgets.new_password_ctl": "Otherwise-815-k"}
        response = logged_in.submit("change-password", **fields)
        tree = html.fromstring(response.text)
        (field,) = tree.cssselect("#formfield-form-widgets-new_password_ctl")
        assert "not the same" in field.text_content()
        assert verify_password(stored(patron), password)

    def test_form_of_staff_keeps_the_policy_of_the_site(self, visitor):
        visitor.log_in(add_staff("member"), STAFF_PASSWORD)
        response = visitor.get("change-password")
        assert "at least 8 characters" in response.text

    def test_form_without_it_changes_nothing(self, late, patron, password):
        token = token_for(late)
        response = late.post(
            "change-password",
            data={**change(password), "_authenticator": token},
            allow_redirects=False,
        )
        assert response.status_code == 200
        assert "Nothing has been changed yet" in message_of(response)
        assert NEW_PASSWORD not in response.text
        assert verify_password(stored(patron), password)

    def test_tool_without_it_changes_nothing(self, late, patron, password):
        token = token_for(late)
        response = late.post(
            "portal_membership/setPassword",
            data={"password": NEW_PASSWORD, "_authenticator": token},
            allow_redirects=False,
        )
        assert "login?again=1" in response.headers["Location"]
        assert verify_password(stored(patron), password)

    def test_is_asked_over_rest(self, late, patron, password):
        response = late.post(
            f"@users/{patron.user_id}/reset-password",
            json={"old_password": password, "new_password": NEW_PASSWORD},
            headers={"Accept": "application/json"},
        )
        assert response.status_code == 401
        assert "insufficient_user_authentication" in response.text
        assert verify_password(stored(patron), password)


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
        assert counts_of(patron.user_id).locked_until
