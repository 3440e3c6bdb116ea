from ..forgotten import ask_for_link
from ..forgotten import link_in
from ..forgotten import NEW_PASSWORD
from ..forgotten import set_password
from ..staff import add_staff
from ..staff import address_of
from ..staff import LATER
from ..staff import log_in
from ..staff import STAFF_PASSWORD
from ..staff import switch_on
from ..visitor import code_in
from ..visitor import message_of
from .test_doors import sessions_of
from .test_doors import TestPasswordAlone as Doors
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from transaction import commit
from types import SimpleNamespace

import pytest
import time_machine


class TestDoorsOfStaff(Doors):
    """A right password of an editor, tried at every door a patron's is tried at."""

    @pytest.fixture
    def patron(self, editor):
        switch_on()
        return SimpleNamespace(user_id=editor)

    @pytest.fixture
    def account(self, patron):
        return {"login": patron.user_id, "password": STAFF_PASSWORD}

    @pytest.fixture
    def basic(self, patron):
        return (patron.user_id, STAFF_PASSWORD)

    @pytest.fixture
    def password(self):
        return STAFF_PASSWORD

    def test_user_id_where_the_login_name_is_another(self, site, visitor, patron):
        site.acl_users.updateLoginName(patron.user_id, "editor@example.org")
        commit()
        for name in (patron.user_id, "editor@example.org"):
            basic = (name, STAFF_PASSWORD)
            assert visitor.get("@@test-who", auth=basic).text == ""

    def test_management_pages(self, visitor, manager):
        switch_on()
        for page in ("manage_main", "acl_users/manage_main", "@@overview-controlpanel"):
            response = visitor.get(
                page, auth=(manager, STAFF_PASSWORD), allow_redirects=False
            )
            assert response.status_code in (302, 401)


class TestStockTickets:
    def test_are_worth_nothing(self, site, visitor, editor):
        switch_on()
        response = site.REQUEST.response
        site.acl_users.session._setupSession(editor, response)
        visitor.cookies.set("__ac", response.cookies["__ac"]["value"].decode())
        token = site.acl_users.jwt_auth.create_token(editor)
        headers = {"Authorization": f"Bearer {token}"}
        assert visitor.who() == ""
        assert visitor.get("@@test-who", headers=headers).text == ""


class TestLogin:
    def test_takes_both_steps(self, visitor, editor, mails):
        switch_on()
        response = visitor.log_in(editor, STAFF_PASSWORD)
        assert response.url.endswith("/login-code")
        assert visitor.who() == ""
        visitor.submit("login-code", code=code_in(mails.last(address_of(editor))))
        assert visitor.who() == editor

    def test_is_limited_like_that_of_patrons(self, visitor, editor, mails):
        switch_on()
        visitor.log_in(editor, STAFF_PASSWORD)
        wrong = f"{(int(code_in(mails[-1])) + 1) % 10**6:06d}"
        for _ in range(5):
            response = visitor.submit("login-code", code=wrong, enter="1")
        assert "too often" in message_of(response)
        assert sessions_of(SimpleNamespace(user_id=editor)) == frozenset()

    def test_without_an_address_is_refused_and_none_can_be_given(self, site, visitor):
        user_id = add_staff("nomail", email="", editor=True)
        switch_on()
        response = visitor.log_in(user_id, STAFF_PASSWORD)
        assert response.url.endswith("/login")
        assert "No email address" in message_of(response)
        assert visitor.who() == ""

    def test_is_remembered_by_the_browser_for_a_day(self, visitor, editor, mails):
        switch_on()
        log_in(visitor, mails, editor)
        visitor.submit("logout")
        visitor.log_in(editor, STAFF_PASSWORD)
        assert visitor.who() == editor

    def test_of_others_stays_as_it_was(self, visitor, member):
        switch_on()
        visitor.log_in(member, STAFF_PASSWORD)
        assert visitor.who() == member
        basic = (member, STAFF_PASSWORD)
        assert visitor.get("@@test-who", auth=basic).text == member


class TestForgottenPassword:
    def test_leads_to_our_pages_and_a_code_is_still_asked(
        self, visit, editor, mails, site
    ):
        switch_on()
        visitor = visit()
        response = visitor.get(f"mail_password_form?userid={editor}")
        assert response.url.endswith("/forgot-password")
        ask_for_link(visitor, editor, address_of(editor))
        set_password(visitor, link_in(mails.last(address_of(editor))))
        assert visitor.who() == ""
        response = visitor.log_in(editor, NEW_PASSWORD)
        assert response.url.endswith("/login-code")
        assert visitor.who() == ""

    def test_is_set_also_where_a_session_is_open(self, visitor, editor, mails):
        switch_on()
        with time_machine.travel(LATER, tick=False) as clock:
            log_in(visitor, mails, editor)
            clock.shift(600)
            ask_for_link(visitor, editor, address_of(editor))
            link = link_in(mails.last(address_of(editor)))
            response = set_password(visitor, link)
            assert response.url.endswith("/reset-password-done")


class TestBroken:
    @pytest.mark.parametrize("error", [KeyError, ValueError, RuntimeError])
    def test_parts_let_no_staff_in(self, site, visitor, editor, monkeypatch, error):
        switch_on()

        def broken(*args):
            raise error("broken")

        monkeypatch.setattr("ndl.registration.staff.policy.covered_roles", broken)
        basic = (editor, STAFF_PASSWORD)
        assert editor not in visitor.get("@@test-who", auth=basic).text
        headers = {"Accept": "application/json"}
        response = visitor.get(f"@users/{editor}", auth=basic, headers=headers)
        assert response.status_code >= 401

    def test_parts_let_no_password_session_go_on(self, visitor, editor, monkeypatch):
        visitor.log_in(editor, STAFF_PASSWORD)
        switch_on()

        def broken(*args):
            raise KeyError("broken")

        monkeypatch.setattr("ndl.registration.staff.policy.covered_roles", broken)
        assert editor not in visitor.who()


class TestRootUser:
    def test_is_never_asked_for_a_code(self, visitor, site):
        switch_on()
        visitor.log_in(SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        assert visitor.who() == SITE_OWNER_NAME

    def test_is_not_taken_for_a_user_of_the_site_with_the_same_name(
        self, site, visitor
    ):
        basic = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        add_staff(SITE_OWNER_NAME, roles=("Member", "Manager"))
        switch_on()
        assert visitor.get("@@test-who", auth=basic).text == SITE_OWNER_NAME
        wrong = (SITE_OWNER_NAME, STAFF_PASSWORD)
        assert visitor.get("@@test-who", auth=wrong).text == ""
