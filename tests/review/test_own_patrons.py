from ndl.registration.events import EmailChanged
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.review import decide
from ndl.registration.review.errors import OwnApplication
from ndl.registration.review.errors import OwnEntry
from ndl.registration.review.errors import StaleEntry
from ndl.registration.review.own_patrons import get_staff_patrons
from ndl.registration.review.own_patrons import is_about_me
from ndl.registration.review.own_patrons import is_same_person
from ndl.registration.review.own_patrons import link_patron
from ndl.registration.review.own_patrons import unlink_patron
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import token_of
from ndl.registration.review.suspects import dismiss_suspect
from ndl.registration.review.suspects import find_people
from ndl.registration.review.suspects import list_suspects
from ndl.registration.review.suspects import mark_of
from ndl.registration.review.suspects import note_suspect
from ndl.registration.staff.source import StaffSource
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.event import notify

import pytest


pytestmark = pytest.mark.usefixtures("portal")


def give_address(user_id, email):
    """As the stock form for personal data and PATCH @users do."""
    api.user.get(userid=user_id).setMemberProperties({"email": email})


def by_former_address_of_staff(patron):
    give_address("editor", patron.email.upper())
    give_address("editor", "elsewhere@ndl.example")


def by_address_before_the_first_login(patron):
    editor = StaffSource().get("editor")
    get_directory().change_email(patron, editor.email)
    StaffSource().logged_in(editor)
    # A way that fires no event.
    sheet = api.user.get(userid="editor").getUser().getOrderedPropertySheets()
    next(s for s in sheet if s.hasProperty("email")).setProperty(
        api.user.get(userid="editor").getUser(), "email", "elsewhere@ndl.example"
    )


def by_present_address(patron):
    get_directory().change_email(patron, "EDITOR@ndl.example")


def by_former_address_of_patron(patron):
    get_directory().change_email(patron, "Editor@ndl.example")
    get_directory().change_email(patron, "private@example.org")


def by_former_addresses_of_both(patron):
    give_address("editor", "both@example.org")
    give_address("editor", "elsewhere@ndl.example")
    get_directory().change_email(patron, "both@example.org")
    get_directory().change_email(patron, "private@example.org")


def by_link(patron):
    link_patron("editor", patron.user_id)


WAYS = (
    by_former_address_of_staff,
    by_address_before_the_first_login,
    by_present_address,
    by_former_address_of_patron,
    by_former_addresses_of_both,
    by_link,
)


@pytest.fixture
def patron(make_patron, editor):
    return make_patron()


@pytest.fixture(params=WAYS)
def own(request, patron):
    """The patron who is the editor, as the site learns in different ways."""
    request.param(patron)
    return patron


class TestOwnApplication:
    @pytest.mark.parametrize(
        "step", [ReviewStep.CLAIM, ReviewStep.VERIFY, ReviewStep.DECLINE]
    )
    def test_is_decided_by_no_way(self, own, make_application, step):
        application = make_application(own)
        values = (
            {"reasons": ("under-age",), "note": ""}
            if step == ReviewStep.DECLINE
            else {}
        )
        with pytest.raises(OwnApplication):
            getattr(decide, step)(application, seen=token_of(application), **values)
        tool = api.portal.get_tool("portal_workflow")
        with pytest.raises(WorkflowException):
            tool.doActionFor(application, step, **values)
        assert decide.possible_steps(application) == []
        assert not own.is_official

    def test_of_somebody_else_is_decided(self, own, make_patron, make_application):
        application = make_application(make_patron(email="else@example.org"))
        assert ReviewStep.VERIFY in decide.possible_steps(application)
        decide.verify(application, token_of(application))

    def test_is_so_after_the_account_was_made_anew(self, portal, patron):
        by_former_address_of_staff(patron)
        portal.acl_users.userFolderDelUsers(["editor"])
        give = {"email": "new@ndl.example", "username": "editor"}
        assert is_same_person(patron, api.user.create(**give, password="Kawabe-4711-x"))


class TestOwnEntry:
    @pytest.fixture
    def entry(self, own, make_patron):
        made = make_patron(email="twice@example.org")
        note_suspect(made)
        return made

    def test_is_not_settled(self, own, entry):
        people = find_people(entry.user_id)
        assert own in people
        with pytest.raises(OwnEntry):
            dismiss_suspect(entry.user_id, mark_of(entry.user_id, people))
        assert entry.user_id in list_suspects()


class TestEntryOfOthers:
    @pytest.fixture
    def entry(self, patron, make_patron):
        made = make_patron(email="twice@example.org")
        note_suspect(made)
        return made.user_id

    def test_is_settled(self, entry):
        dismiss_suspect(entry, mark_of(entry, find_people(entry)))
        assert list_suspects() == []

    def test_another_came_meanwhile(self, entry, make_patron):
        seen = mark_of(entry, find_people(entry))
        make_patron(email="thrice@example.org")
        with pytest.raises(StaleEntry):
            dismiss_suspect(entry, seen)

    def test_mark_of_another_entry(self, entry, make_patron):
        other = make_patron(email="thrice@example.org").user_id
        with pytest.raises(StaleEntry):
            dismiss_suspect(entry, mark_of(other, find_people(other)))
        with pytest.raises(StaleEntry):
            dismiss_suspect(entry, "")


class TestLinks:
    def test_to_nobody(self, editor):
        with pytest.raises(UnknownPatron):
            link_patron("editor", "E000000000")
        assert get_staff_patrons().patrons_of("editor") == ()

    def test_to_two_and_back(self, patron, make_patron):
        other = make_patron(email="other@example.org")
        link_patron("editor", patron.user_id)
        link_patron("editor", other.user_id)
        unlink_patron("editor", patron.user_id)
        assert not is_about_me(patron)
        assert is_about_me(other)

    def test_end_with_the_patron(self, portal, patron):
        link_patron("editor", patron.user_id)
        portal.acl_users.userFolderDelUsers([patron.user_id])
        assert get_staff_patrons().holders() == []

    def test_are_audited_once(self, patron, audited):
        link_patron("editor", patron.user_id)
        link_patron("editor", patron.user_id)
        unlink_patron("editor", patron.user_id)
        found = [e.tag.value for e in audited if e.tag.value.startswith("staff:patron")]
        assert found == ["staff:patron:linked", "staff:patron:unlinked"]


def test_no_address_is_kept_in_clear(patron):
    by_former_addresses_of_both(patron)
    kept = f"{get_staff_patrons().addresses_of('editor')} {patron.all_emails}"
    assert "@" not in kept


def test_of_patrons_no_staff_address_is_kept(patron):
    notify(EmailChanged(patron.user_id))
    assert get_staff_patrons().addresses_of(patron.user_id) == frozenset()
