from ..forgotten import ask_for_link
from ..forgotten import link_in
from ..forgotten import NEW_PASSWORD
from ..forgotten import set_password
from ..staff import add_staff
from ..staff import LATER
from ..staff import STAFF_PASSWORD
from ..staff import stored
from ..staff import switch_on
from ..visitor import code_in
from ..visitor import message_of
from ..visitor import token_for
from .test_doors import sessions_of
from .test_doors import TestPasswordAlone as Doors
from ndl.registration.config import DESK_ID
from ndl.registration.config import GROUP_EDITORS
from ndl.registration.config import settings
from ndl.registration.pas.staff import StaffSource
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from transaction import abort
from transaction import commit
from types import SimpleNamespace

import pytest
import time_machine


@pytest.fixture
def editor(site):
    return add_staff("editor", editor=True)


@pytest.fixture
def manager(site):
    return add_staff("manager", roles=("Member", "Manager"))


@pytest.fixture
def member(site):
    return add_staff("member")


@pytest.fixture
def visit(visit):
    def make():
        visitor = visit()
        # Connections do not outlive jumps of the clock.
        visitor.headers["Connection"] = "close"
        return visitor

    return make


def log_in(visitor, mails, user_id):
    visitor.log_in(user_id, STAFF_PASSWORD)
    return visitor.submit("login-code", code=code_in(mails.last(_address(user_id))))


def _address(user_id):
    return f"{user_id}@example.org"


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
        visitor.submit("login-code", code=code_in(mails.last(_address(editor))))
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


class TestWhoIsCovered:
    @pytest.fixture
    def needs_code(self, site):
        switch_on()
        return lambda user_id: StaffSource().get(user_id).needs_code

    @pytest.mark.parametrize(
        ("role", "is_covered"),
        [
            ("Manager", True),
            ("Site Administrator", True),
            ("Registration Editor", True),
            ("Editor", False),
            ("Contributor", False),
        ],
    )
    def test_by_what_a_role_may_do(self, needs_code, role, is_covered):
        add_staff("someone", roles=("Member", role))
        assert needs_code("someone") is is_covered

    def test_by_a_role_of_the_group(self, needs_code, editor, member):
        assert needs_code(editor)
        assert not needs_code(member)
        api.group.add_user(groupname=GROUP_EDITORS, username=member)
        assert needs_code(member)

    @pytest.mark.parametrize("place", ["", DESK_ID])
    def test_by_a_local_role(self, site, visitor, member, place):
        switch_on()
        visitor.log_in(member, STAFF_PASSWORD)
        assert visitor.who() == member
        folder = site[place] if place else site
        folder.manage_setLocalRoles(member, ["Registration Editor"])
        commit()
        assert visitor.who() == ""

    def test_by_a_permission_given_to_another_role(self, site, needs_code):
        add_staff("someone", roles=("Member", "Reviewer"))
        assert not needs_code("someone")
        site.manage_permission(
            "ndl.registration: View Identity Documents", ["Manager", "Reviewer"]
        )
        assert needs_code("someone")

    def test_by_chosen_roles_alone(self, needs_code, editor, manager):
        settings().staff_roles = ("Manager",)
        assert needs_code(manager)
        assert not needs_code(editor)

    def test_but_not_exempt_accounts(self, needs_code, editor, manager):
        settings().exempt_accounts = (editor,)
        assert not needs_code(editor)
        assert needs_code(manager)

    def test_nobody_while_it_is_off(self, editor, manager):
        assert not StaffSource().get(editor).needs_code
        assert not StaffSource().get(manager).needs_code

    def test_the_same_without_the_desk(self, site, needs_code, editor, member):
        site._delObject(DESK_ID, suppress_events=True)
        assert needs_code(editor)
        assert not needs_code(member)


class TestSessionsOfAPassword:
    def test_end_for_whoever_needs_a_code_from_now_on(self, visit, editor, member):
        first, second = visit(), visit()
        first.log_in(editor, STAFF_PASSWORD)
        second.log_in(member, STAFF_PASSWORD)
        assert first.who() == editor
        switch_on()
        assert first.who() == ""
        assert second.who() == member

    def test_end_with_a_role_gained_later(self, visitor, member):
        switch_on()
        visitor.log_in(member, STAFF_PASSWORD)
        assert visitor.who() == member
        api.group.add_user(groupname=GROUP_EDITORS, username=member)
        commit()
        assert visitor.who() == ""

    def test_live_on_for_exempt_accounts_only(self, visit, editor, manager):
        first, second = visit(), visit()
        first.log_in(editor, STAFF_PASSWORD)
        second.log_in(manager, STAFF_PASSWORD)
        switch_on(exempt_accounts=(editor,))
        assert first.who() == editor
        assert second.who() == ""
        basic = (editor, STAFF_PASSWORD)
        assert visit().get("@@test-who", auth=basic).text == editor

    def test_cost_nothing_while_it_is_off(self, visitor, editor, monkeypatch):
        visitor.log_in(editor, STAFF_PASSWORD)

        def looked_up(self, user_id):
            raise AssertionError

        monkeypatch.setattr(StaffSource, "get", looked_up)
        assert visitor.who() == editor


class TestDeleted:
    """Nobody whom the site no longer knows is anybody."""

    @pytest.fixture(params=["editor", "manager", "member"])
    def logged_in(self, request, visitor, mails):
        user_id = request.getfixturevalue(request.param)
        switch_on()
        visitor.log_in(user_id, STAFF_PASSWORD)
        if user_id != "member":
            code = code_in(mails.last(_address(user_id)))
            visitor.submit("login-code", code=code)
        assert visitor.who() == user_id
        abort()
        return user_id

    def test_is_logged_out(self, site, visitor, logged_in):
        site.acl_users.userFolderDelUsers([logged_in])
        commit()
        assert visitor.who() == ""
        add_staff(logged_in)
        assert visitor.who() == ""

    def test_is_logged_out_wherever_the_record_was_deleted(
        self, site, visitor, logged_in
    ):
        site.acl_users.source_users.removeUser(logged_in)
        commit()
        assert visitor.who() == ""


class TestOwnPassword:
    def test_is_checked_by_the_stock_form_for_oneself_only(self, site, editor, manager):
        switch_on()
        acl_users = site.acl_users
        with api.env.adopt_user(username=editor):
            found = acl_users.authenticate(editor, STAFF_PASSWORD, site.REQUEST)
            other = acl_users.authenticate(manager, STAFF_PASSWORD, site.REQUEST)
        assert found.getId() == editor
        assert other is None

    def test_set_anew_ends_the_other_sessions(self, site, visit, editor, mails):
        switch_on()
        visitor = visit()
        log_in(visitor, mails, editor)
        assert visitor.who() == editor
        abort()
        site.acl_users.userSetPassword(editor, "Staff-secret-2")
        commit()
        assert visitor.who() == ""

    @pytest.mark.parametrize(("age", "status"), [(599, 200), (600, 401)])
    def test_is_changed_after_a_fresh_code_only(
        self, visitor, editor, mails, age, status
    ):
        switch_on()
        with time_machine.travel(LATER, tick=False) as clock:
            log_in(visitor, mails, editor)
            clock.shift(age)
            assert self.change(visitor, editor).status_code == status

    def test_is_not_set_by_the_tool_without_one(self, site, visitor, editor, mails):
        switch_on()
        with time_machine.travel(LATER, tick=False) as clock:
            log_in(visitor, mails, editor)
            clock.shift(600)
            response = visitor.submit(
                "logout", "portal_membership/setPassword", password=NEW_PASSWORD
            )
            assert "/login?again=1" in response.url
        abort()
        with api.env.adopt_user(username=editor):
            assert site.acl_users.authenticate(editor, STAFF_PASSWORD, site.REQUEST)

    def test_needs_no_code_of_those_who_log_in_without(self, visitor, member):
        switch_on()
        visitor.log_in(member, STAFF_PASSWORD)
        assert self.change(visitor, member).status_code == 200

    def change(self, visitor, user_id):
        return visitor.post(
            f"@users/{user_id}/reset-password",
            json={"old_password": STAFF_PASSWORD, "new_password": NEW_PASSWORD},
            headers={"Accept": "application/json"},
        )


class TestForgottenPassword:
    def test_leads_to_our_pages_and_a_code_is_still_asked(
        self, visit, editor, mails, site
    ):
        switch_on()
        visitor = visit()
        response = visitor.get(f"mail_password_form?userid={editor}")
        assert response.url.endswith("/forgot-password")
        ask_for_link(visitor, editor, _address(editor))
        set_password(visitor, link_in(mails.last(_address(editor))))
        assert visitor.who() == ""
        response = visitor.log_in(editor, NEW_PASSWORD)
        assert response.url.endswith("/login-code")
        assert visitor.who() == ""

    def test_is_set_also_where_a_session_is_open(self, visitor, editor, mails):
        switch_on()
        with time_machine.travel(LATER, tick=False) as clock:
            log_in(visitor, mails, editor)
            clock.shift(600)
            ask_for_link(visitor, editor, _address(editor))
            link = link_in(mails.last(_address(editor)))
            response = set_password(visitor, link)
            assert response.url.endswith("/reset-password-done")


class TestBroken:
    @pytest.mark.parametrize("error", [KeyError, ValueError, RuntimeError])
    def test_parts_let_no_staff_in(self, site, visitor, editor, monkeypatch, error):
        switch_on()

        def broken(*args):
            raise error("broken")

        monkeypatch.setattr("ndl.registration.pas.two_factor.covered_roles", broken)
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

        monkeypatch.setattr("ndl.registration.pas.two_factor.covered_roles", broken)
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


class TestStockDoorsToTheSwitch:
    JSON = {"Accept": "application/json"}

    @pytest.fixture
    def worn(self, visit, manager, mails):
        """A manager whose last code is ten minutes old."""
        switch_on()
        visitor = visit()
        with time_machine.travel(LATER, tick=False) as clock:
            log_in(visitor, mails, manager)
            clock.shift(600)
            yield visitor

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("staff_code", False),
            ("staff_roles", ["Contributor"]),
            ("exempt_accounts", ["manager"]),
            ("fresh_code", 1_000_000_000),
            ("keep_life", 1_000_000_000),
        ],
    )
    def test_registry_over_rest(self, worn, name, value):
        record = f"ndl.registration.{name}"
        response = worn.patch("@registry", json={record: value}, headers=self.JSON)
        assert response.status_code == 403
        assert "new authentication code" in response.json()["message"]
        assert stored("staff_code")
        assert not stored("staff_roles")
        assert not stored("exempt_accounts")
        assert stored("fresh_code") == 600

    @pytest.mark.parametrize("name", ["staff_code", "fresh_code"])
    def test_record_taken_away_by_an_import(self, worn, name):
        record = f'<record name="ndl.registration.{name}" delete="true"/>'
        response = worn.post(
            "portal_registry/@@configuration_registry",
            data={"button.importregistry": "1", "_authenticator": token_for(worn)},
            files={"file": ("r.xml", f"<registry>{record}</registry>", "text/xml")},
        )
        assert "/login?again=1" in response.url
        assert stored(name)

    def test_uninstalling(self, worn, site):
        response = worn.post(
            "@addons/ndl.registration/uninstall", json={}, headers=self.JSON
        )
        assert response.status_code == 403
        abort()
        assert settings().staff_code

    def test_control_panel_over_rest(self, worn):
        response = worn.patch(
            "@controlpanels/ndl-registration",
            json={"exempt_accounts": ["manager"]},
            headers=self.JSON,
        )
        assert response.status_code == 403
        assert not stored("exempt_accounts")

    def test_a_password_alone_does_not_switch_it_on(self, visitor, manager):
        visitor.log_in(manager, STAFF_PASSWORD)
        json = {"ndl.registration.staff_code": True}
        response = visitor.patch("@registry", json=json, headers=self.JSON)
        assert response.status_code == 403
        assert not stored("staff_code")

    def test_nor_does_the_password_of_an_exempt_account_switch_it_off(
        self, visitor, manager
    ):
        switch_on(exempt_accounts=(manager,))
        response = visitor.patch(
            "@registry",
            json={"ndl.registration.staff_code": False},
            headers=self.JSON,
            auth=(manager, STAFF_PASSWORD),
        )
        assert response.status_code == 403
        assert stored("staff_code")

    def test_the_root_can_always_repair(self, visitor, site):
        switch_on()
        response = visitor.patch(
            "@registry",
            json={"ndl.registration.staff_code": False},
            headers=self.JSON,
            auth=(SITE_OWNER_NAME, SITE_OWNER_PASSWORD),
        )
        assert response.status_code == 204, response.text
        assert not stored("staff_code")


class TestAddressOfTheCode:
    JSON = {"Accept": "application/json"}

    def change(self, visitor, user_id):
        json = {"email": "thief@example.net"}
        return visitor.patch(f"@users/{user_id}", json=json, headers=self.JSON)

    def test_is_changed_after_a_fresh_code_only(self, visit, editor, mails, site):
        switch_on()
        visitor, other = visit(), visit()
        with time_machine.travel(LATER, tick=False) as clock:
            log_in(other, mails, editor)
            log_in(visitor, mails, editor)
            clock.shift(600)
            assert self.change(visitor, editor).status_code == 403
            abort()
            assert api.user.get(userid=editor).getProperty("email") == _address(editor)
            clock.shift(-1)
            assert self.change(visitor, editor).status_code == 204
            abort()
            changed = api.user.get(userid=editor).getProperty("email")
            assert changed == "thief@example.net"
            assert visitor.who() == editor
            assert other.who() == ""

    def test_of_whoever_needs_no_code_is_free(self, visitor, member):
        switch_on()
        visitor.log_in(member, STAFF_PASSWORD)
        assert self.change(visitor, member).status_code == 204

    def test_by_the_stock_form_leads_to_the_login_and_back(
        self, visit, editor, mails, site
    ):
        switch_on()
        visitor = visit()
        with time_machine.travel(LATER, tick=False) as clock:
            log_in(visitor, mails, editor)
            clock.shift(600)
            response = visitor.submit(
                "@@personal-information",
                **{
                    "form.widgets.email": "thief@example.net",
                    "form.widgets.fullname": "Editor",
                    "form.buttons.save": "Save",
                },
            )
            assert "/login?again=1" in response.url
            assert "personal-information" in response.url
        abort()
        assert api.user.get(userid=editor).getProperty("email") == _address(editor)
