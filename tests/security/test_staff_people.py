from ..staff import add_staff
from ..staff import address_of
from ..staff import STAFF_PASSWORD
from ..staff import switch_on
from ..visitor import code_in
from ndl.registration.config import DESK_ID
from ndl.registration.config import GROUP_EDITORS
from ndl.registration.settings import settings
from ndl.registration.staff.source import StaffSource
from plone import api
from transaction import abort
from transaction import commit

import pytest


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
            ("Request Editor", True),
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
            code = code_in(mails.last(address_of(user_id)))
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
