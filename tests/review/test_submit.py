from dataclasses import replace
from datetime import timedelta
from datetime import UTC
from ndl.registration.clock import now
from ndl.registration.clock import site_zone
from ndl.registration.documents.errors import NoPictures
from ndl.registration.documents.errors import TooManyPictures
from ndl.registration.errors import Code
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.decide import withdraw
from ndl.registration.review.desk import get_desk
from ndl.registration.review.errors import ApplicationOpen
from ndl.registration.review.errors import OtherApplicationOpen
from ndl.registration.review.queue import applications_of
from ndl.registration.review.queue import open_application_of
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.submit import submit_application
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import TEST_USER_NAME

import pytest
import re
import time_machine


pytestmark = pytest.mark.usefixtures("portal")


class TestSubmit:
    def test_works_for_a_stranger(self, portal, make_application):
        logout()
        application = make_application()
        assert state_of(application) is State.SUBMITTED
        assert application.getId() in get_desk()

    def test_keeps_a_copy_of_what_was_declared(self, make_patron, make_application):
        patron = make_patron()
        application = make_application(patron)
        get_directory().update(patron, replace(patron.person, family_name="別"))
        assert application.declared["family_name"] == "国立"
        assert application.declared["birth_date"] == "1990-04-01"
        assert application.patron_id == patron.user_id

    def test_second_one_waits_for_the_first(self, make_patron, make_application):
        patron = make_patron()
        make_application(patron)
        with pytest.raises(ApplicationOpen):
            make_application(patron)

    def test_second_one_is_told_of_a_change_that_waits(
        self, make_patron, make_application, pictures
    ):
        patron = make_patron()
        patron.change_class(PatronClass.OFFICIAL)
        wanted = replace(patron.person, family_name="別")
        submit_application(patron, pictures, wanted=wanted)
        with pytest.raises(OtherApplicationOpen) as refused:
            make_application(patron)
        assert refused.value.code == Code.APPLICATION_OPEN
        assert "official" not in refused.value.message

    def test_after_withdrawal_another_one_is_possible(
        self, make_patron, make_application
    ):
        patron = make_patron()
        first = make_application(patron)
        withdraw(first)
        second = make_application(patron)
        assert open_application_of(patron.user_id).getId() == second.getId()
        found = [a.getId() for a in applications_of(patron.user_id)]
        assert found == [second.getId(), first.getId()]

    def test_without_pictures(self, make_patron):
        with pytest.raises(NoPictures):
            submit_application(make_patron(), [])

    def test_three_pictures(self, make_patron, pictures):
        with pytest.raises(TooManyPictures):
            submit_application(make_patron(), pictures * 3)
        assert not get_desk().objectCount()

    def test_pictures_can_be_read_again(self, make_patron, pictures):
        application = submit_application(make_patron(), pictures * 2)
        held = application.pictures_held()
        assert [picture.read() for picture in held] == [pictures[0].data] * 2

    @time_machine.travel("2026-03-31T20:00:00Z")
    def test_number_can_be_read_out(self, make_application):
        one = make_application(email="a@example.org")
        two = make_application(email="b@example.org")
        # Random first: those of a day must not lie side by side in the desk.
        assert one.getId()[:4] != two.getId()[:4]
        assert re.fullmatch("[2-9B-DF-HJ-NP-TV-Z]{4}-260401", one.getId())

    def test_title_tells_the_kind_and_nothing_of_the_person(
        self, make_patron, make_application, pictures
    ):
        patron = make_patron()
        made = make_application(patron)
        assert made.Title() == f"First application {made.getId()}"
        withdraw(made)
        made.reasons = ("other",)
        again = make_application(patron)
        assert again.Title() == f"Application again {again.getId()}"
        withdraw(again)
        change = submit_application(patron, pictures, wanted=patron.person)
        assert change.Title() == f"Change of data {change.getId()}"

    def test_title_is_in_the_language_of_the_site(self, portal, make_application):
        api.portal.set_registry_record("plone.default_language", "ja")
        made = make_application()
        assert made.Title() == f"新規の申請 {made.getId()}"

    def test_nobody_owns_it(self, portal, make_application):
        login(portal, TEST_USER_NAME)
        application = make_application()
        assert application.Creator() == ""
        assert not getattr(application, "__ac_local_roles__", None)

    def test_deleted_by_a_manager_it_is_forgotten(self, portal, make_application):
        application = make_application()
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(application, check_linkintegrity=False)
        assert applications_of(application.patron_id) == []


@pytest.fixture
def listed(portal):
    """What the catalog knows of the only application: metadata and indexes."""
    catalog = portal.portal_catalog
    (entry,) = catalog.unrestrictedSearchResults(portal_type=APPLICATION_TYPE)
    rid = entry.getRID()
    return catalog.getMetadataForRID(rid), catalog.getIndexDataForRID(rid)


class TestCatalog:
    @pytest.fixture
    def application(self, make_application):
        return make_application()

    def test_holds_nothing_personal(self, application, listed):
        patron = get_directory()[application.patron_id]
        known = repr(listed)
        for text in (
            patron.user_id,
            patron.email,
            "国立",
            "コクリツ",
            "1990",
            "永田町",
            "312345678",
        ):
            assert text not in known, text
        assert application.getId() in known

    def test_days_alone_are_in_the_shared_indexes_of_dates(
        self, portal, make_application
    ):
        catalog, zone = portal.portal_catalog._catalog, site_zone()
        noon = now().astimezone(zone).replace(hour=12, minute=1)
        days: dict[str, set[int]] = {}
        for number in range(4):
            moment = (noon + timedelta(hours=number)).astimezone(UTC)
            with time_machine.travel(moment, tick=False):
                make_application(email=f"p{number}@example.org")
        search = portal.portal_catalog.unrestrictedSearchResults
        for entry in search(portal_type=APPLICATION_TYPE):
            data = catalog.getIndexDataForRID(entry.getRID())
            for name in ("created", "modified", "effective", "Date"):
                days.setdefault(name, set()).add(data[name])
            assert entry.created.asdatetime().astimezone(zone).date() == noon.date()
        assert [len(found) for found in days.values()] == [1] * 4
