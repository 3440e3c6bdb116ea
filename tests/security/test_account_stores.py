"""Accounts are held where Plone stores them, not by the addresses of forms."""

from ..forgotten import NEW_PASSWORD
from ..staff import address_of
from ..staff import LATER
from ..staff import log_in
from ..staff import STAFF_PASSWORD
from ..staff import switch_on
from ..visitor import token_for
from ..walk import accounts_of
from ..walk import last_write
from ..walk import methods_of
from ..walk import TOOLS
from ..walk import values_for
from ndl.registration.events import AuditTag
from ndl.registration.pas import stores
from plone import api
from Products.PluggableAuthService.plugins.ZODBUserManager import ZODBUserManager
from transaction import abort
from transaction import commit

import pytest
import time_machine


OWN = "acl_users/source_users/manage_updatePassword"
KIND = "IAuthenticationPlugin"
PLUGINS = {"plugin_type": KIND, "plugin_ids:list": "ndl_registration"}
ROLES = "acl_users/portal_role_manager"
GROUPS = "acl_users/source_groups"


@pytest.fixture
def worn(visit, manager, mails):
    """A manager whose last code is ten minutes old."""
    switch_on()
    visitor = visit()
    with time_machine.travel(LATER, tick=False) as clock:
        log_in(visitor, mails, manager)
        clock.shift(600)
        yield visitor


@pytest.fixture
def fresh(visit, manager, mails):
    """A manager who has just entered a code."""
    switch_on()
    visitor = visit()
    with time_machine.travel(LATER, tick=False):
        log_in(visitor, mails, manager)
        yield visitor


def send(visitor, path, **values):
    token = {"_authenticator": token_for(visitor)}
    return visitor.post(path, data=token | values, allow_redirects=False)


def own(password, user_id="manager"):
    return {"login_name": user_id, "password": password, "confirm": password}


def own_password_doors():
    """Ways to the same methods: direct, acquired, by a key of the form."""
    values = own(NEW_PASSWORD)
    return [
        (OWN, values),
        (f"news/{OWN}", values),
        (f"portal_membership/{OWN}", values),
        ("acl_users/source_users", {**values, "manage_updatePassword:method": "1"}),
        ("acl_users/source_users", {**values, ":method": "manage_updatePassword"}),
        ("acl_users/source_users", {**values, "manage_updatePassword:action": "1"}),
        ("portal_membership/setPassword", values),
        ("news/portal_membership/setPassword", values),
        ("portal_membership", {**values, "setPassword:method": "1"}),
        ("", {**values, "acl_users/source_users/manage_updatePassword:method": "1"}),
    ]


def others_doors():
    """What a manager does to other accounts."""
    user = {"user_id": "editor"}
    password = {"password": NEW_PASSWORD, "confirm": NEW_PASSWORD}
    source = "acl_users/source_users"
    return [
        (f"{source}/manage_updateUserPassword", user | password),
        (f"{source}/manage_updateUser", user | {"login_name": "other"}),
        (f"{source}/manage_removeUsers", {"user_ids:list": "editor"}),
        (f"{source}/manage_addUser", {"user_id": "x", "login_name": "x"} | password),
        (f"{ROLES}/manage_assignRoleToPrincipals", roles("Manager")),
        (f"{ROLES}/manage_removeRoleFromPrincipals", roles("Member")),
        (f"{ROLES}/assignRolesToPrincipal", roles("Manager")),
        (f"{GROUPS}/manage_addPrincipalsToGroup", group("Reviewers")),
        (
            f"{GROUPS}/manage_removePrincipalsFromGroup",
            group("registration-editors"),
        ),
        ("acl_users/userFolderDelUsers", {"names:list": "editor"}),
        ("portal_membership/deleteMembers", {"member_ids:list": "editor"}),
        ("acl_users/manage_delObjects", {"ids:list": "source_users"}),
        ("acl_users/source_users/DELETE", {}),
        ("acl_users/plugins/manage_deactivatePlugins", PLUGINS),
    ]


def roles(role):
    return {
        "role_id": role,
        "roles:list": role,
        "principal_ids:list": "editor",
        "principal_id": "editor",
    }


def group(group_id):
    return {"group_id": group_id, "principal_ids:list": "editor"}


class TestWithoutFreshCode:
    def test_own_password_stays(self, site, worn, subtests):
        for path, values in own_password_doors():
            with subtests.test(path=path, values=values):
                before = accounts_of(site)
                send(worn, path, **values)
                assert accounts_of(site) == before

    def test_accounts_of_others_stay(self, site, worn, editor, subtests):
        for path, values in others_doors():
            with subtests.test(path=path, values=values):
                before = accounts_of(site)
                send(worn, path, **values)
                assert accounts_of(site) == before

    def test_no_method_of_the_tools_changes_any(self, site, worn, editor, subtests):
        for path in TOOLS:
            with subtests.test(path=path):
                before, changing = accounts_of(site), []
                token = {"_authenticator": token_for(worn)}
                for name in methods_of(site, path):
                    values = values_for("editor", NEW_PASSWORD)
                    written = last_write(site)
                    worn.post(
                        f"{path}/{name}", data=token | values, allow_redirects=False
                    )
                    if last_write(site) != written and accounts_of(site) != before:
                        changing.append(name)
                        before = accounts_of(site)
                assert changing == []

    def test_a_refusal_is_audited(self, worn, audited):
        send(worn, OWN, **own(NEW_PASSWORD))
        (event,) = [e for e in audited if e.tag is AuditTag.ACCOUNT_CHANGE_REFUSED]
        assert event.user_id == "manager"
        assert event.details["part"] in {"login", "password"}


class TestWithFreshCode:
    def test_own_password_is_changed_audited_and_told(
        self, site, visit, fresh, mails, audited
    ):
        other = visit()
        log_in(other, mails, "manager")
        send(fresh, OWN, **own(NEW_PASSWORD))
        assert other.who() == ""
        assert fresh.who() == "manager"
        events = [e for e in audited if e.tag is AuditTag.ACCOUNT_CHANGED]
        assert ("password", "manager") in [(e.details["part"], e.by) for e in events]
        told = mails.last(address_of("manager"))
        assert "password" in told["Subject"].lower()

    @pytest.mark.parametrize(("path", "values"), others_doors())
    def test_accounts_of_others_change(self, site, fresh, editor, path, values):
        """The doors of the table are real ones."""
        before = accounts_of(site)
        send(fresh, path, **values)
        if path.endswith(("assignRolesToPrincipal", "userFolderDelUsers")):
            return
        assert accounts_of(site) != before, path

    @pytest.mark.parametrize("password", ["a", "1234567", "{SHA}abc", "{SSHA}abcdef"])
    @pytest.mark.parametrize(
        "path", [OWN, "acl_users/source_users/manage_updateUserPassword"]
    )
    def test_the_policy_holds_on_every_door(self, site, fresh, editor, path, password):
        before = accounts_of(site)
        values = own(password) | {"user_id": "editor"}
        assert send(fresh, path, **values).status_code == 400
        assert accounts_of(site) == before


class TestThoseWithoutCode:
    @pytest.fixture
    def plain(self, visitor, member):
        visitor.log_in(member, STAFF_PASSWORD)
        assert visitor.who() == member
        return visitor

    @pytest.mark.parametrize(("path", "values"), own_password_doors())
    def test_own_password_needs_the_present_one(self, site, plain, path, values):
        before = accounts_of(site)
        values = {k: v.replace("manager", "member") for k, v in values.items()}
        send(plain, path, **values)
        assert accounts_of(site) == before

    @pytest.mark.parametrize(
        ("present", "status"), [(STAFF_PASSWORD, 200), ("wrong", 403)]
    )
    def test_which_rest_asks_for(self, site, plain, present, status):
        response = plain.post(
            "@users/member/reset-password",
            json={"old_password": present, "new_password": NEW_PASSWORD},
            headers={"Accept": "application/json"},
        )
        assert response.status_code == status
        abort()
        with api.env.adopt_user(username="member"):
            new = site.acl_users.authenticate("member", NEW_PASSWORD, site.REQUEST)
        assert bool(new) == (status == 200)

    def test_own_name_and_portrait_are_free(self, site, plain):
        response = plain.patch(
            "@users/member",
            json={"fullname": "A Member"},
            headers={"Accept": "application/json"},
        )
        assert response.status_code == 204
        abort()
        assert api.user.get(userid="member").getProperty("fullname") == "A Member"


class TestScripts:
    def test_are_trusted(self, site, editor):
        users = site.acl_users
        users.source_users.updateUserPassword(editor, "a")
        users.portal_role_manager.assignRoleToPrincipal("Manager", editor)
        commit()
        assert "Manager" in api.user.get(userid=editor).getRoles()

    def test_the_stores_are_wrapped_once(self, portal):
        method = ZODBUserManager.updateUserPassword
        stores.send_events_of_stores()
        assert ZODBUserManager.updateUserPassword is method
