from ..visitor import message_of
from lxml import html
from ndl.registration.config import ROLE_OFFICIAL
from ndl.registration.config import ROLE_SIMPLE
from ndl.registration.patrons.directory import get_directory
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from transaction import abort
from transaction import commit
from zExceptions import Forbidden

import pytest


PANEL = "@@usergroup-userprefs"


@pytest.fixture
def manager(visit, site):
    visitor = visit()
    visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    return visitor


@pytest.fixture
def editor(site):
    api.user.create(
        username="editor", email="editor@example.org", password="Staff-secret-1"
    )
    commit()
    return "editor"


@pytest.fixture
def granted(site):
    """The roles that a manager gave to somebody, stored for good."""

    def look(user_id):
        abort()
        return site.acl_users.portal_role_manager._principal_roles.get(user_id, ())

    return look


def form_of(answer):
    """What a browser sends of the list, nothing changed."""
    page = html.fromstring(answer.text)
    [form] = page.xpath("//form[.//*[@name='form.button.Modify']]")
    return [*form.form_values(), ("form.button.Modify", "Apply")]


def with_role(fields, user_id, role):
    """The same with one more role of somebody, ticked."""
    at = next(i for i, pair in enumerate(fields) if pair[1] == user_id)
    return [*fields[: at + 1], ("users.roles:list:records", role), *fields[at + 1 :]]


class TestList:
    def test_offers_no_roles_of_patrons(self, manager, patron, editor):
        page = html.fromstring(manager.get(PANEL).text)

        def are_open(user_id):
            row = f"//tr[contains(., '{user_id}')]"
            boxes = page.xpath(f"{row}//input[contains(@name, 'roles')]")
            found = {not b.get("disabled") for b in boxes if b.get("type") != "hidden"}
            assert len(found) == 1
            return found.pop()

        assert are_open(editor)
        assert not are_open(patron.user_id)

    def test_stores_no_roles_of_patrons_beside_the_directory(
        self, manager, patron, editor, granted
    ):
        fields = with_role(form_of(manager.get(PANEL)), editor, "Reviewer")
        answer = manager.post(PANEL, data=fields)
        assert "Changes applied" in message_of(answer)
        assert "Reviewer" in granted(editor)
        assert granted(patron.user_id) == ()

    def test_refuses_all_when_a_patron_is_to_be_changed(
        self, manager, patron, editor, granted
    ):
        fields = with_role(form_of(manager.get(PANEL)), patron.user_id, ROLE_OFFICIAL)
        fields = with_role(fields, editor, "Reviewer")
        answer = manager.post(PANEL, data=fields)
        assert "Nothing has been changed" in message_of(answer)
        assert "Changes applied" not in message_of(answer)
        assert granted(patron.user_id) == ()
        assert "Reviewer" not in granted(editor)

    def test_removes_a_patron(self, manager, patron):
        fields = form_of(manager.get(PANEL))
        answer = manager.post(PANEL, data=[*fields, ("delete:list", patron.user_id)])
        assert "Changes applied" in message_of(answer)
        abort()
        assert patron.user_id not in get_directory()


class TestForms:
    @pytest.mark.parametrize("page", ["@@user-information", "@@user-preferences"])
    @pytest.mark.parametrize("name", ["userid", "userid:list"])
    def test_say_that_a_patron_is_not_changed_there(self, manager, patron, page, name):
        values = {
            "form.widgets.email": "other@example.org",
            "form.buttons.save": "Save",
        }
        for answer in (
            manager.get(page, params={name: patron.user_id}),
            manager.post(page, params={name: patron.user_id}, data=values),
        ):
            assert "Nothing has been changed" in message_of(answer)
            assert "Changes saved" not in answer.text
            assert patron.user_id in answer.text
        abort()
        assert get_directory()[patron.user_id].email == "hanako@example.org"

    def test_work_for_staff(self, manager, editor):
        page = f"@@user-information?userid={editor}"
        values = {
            "form.widgets.email": "other@example.org",
            "form.buttons.save": "Save",
        }
        answer = manager.submit(page, **values)
        assert "Changes saved" in message_of(answer)
        abort()
        assert api.user.get(editor).getProperty("email") == "other@example.org"


class TestRoles:
    def test_that_plone_assigns_with_a_password_are_not_stored(
        self, site, patron, granted
    ):
        roles = api.user.get(patron.user_id).getRoles()
        assert ROLE_SIMPLE in roles
        site.acl_users.userFolderEditUser(patron.user_id, None, roles, [])
        commit()
        assert granted(patron.user_id) == ()
        assert set(api.user.get(patron.user_id).getRoles()) == set(roles)

    def test_are_not_assigned_by_code(self, portal, make_patron):
        patron = make_patron()
        with pytest.raises(Forbidden):
            api.user.grant_roles(username=patron.user_id, roles=[ROLE_OFFICIAL])
        assert ROLE_OFFICIAL not in api.user.get_roles(username=patron.user_id)
