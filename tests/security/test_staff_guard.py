from ..forgotten import NEW_PASSWORD
from ..staff import address_of
from ..staff import LATER
from ..staff import log_in
from ..staff import STAFF_PASSWORD
from ..staff import stored
from ..staff import switch_on
from ..visitor import token_for
from ndl.registration.settings import settings
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from transaction import abort
from transaction import commit

import pytest
import time_machine


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
            ("fresh_code", 86_400),
            ("keep_life", 400 * 86_400),
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

    def test_control_panel_over_rest(self, worn, caplog):
        response = worn.patch(
            "@controlpanels/ndl-registration",
            json={"exempt_accounts": ["manager"]},
            headers=self.JSON,
        )
        assert response.status_code == 403
        assert "new authentication code" in response.json()["error"]["message"]
        assert not stored("exempt_accounts")
        assert not [r for r in caplog.records if r.levelname == "ERROR"]

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
            assert api.user.get(userid=editor).getProperty("email") == address_of(
                editor
            )
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
        assert api.user.get(userid=editor).getProperty("email") == address_of(editor)
