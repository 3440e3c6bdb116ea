"""A patron whose application was declined applies again."""

from .conftest import CLIENT
from dataclasses import replace
from ndl.registration.account.change_application import open_change_application
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.documents.intake import take_picture
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.record import PatronClass
from ndl.registration.registration.official import open_official
from ndl.registration.registration.submission import EntriesChanged
from ndl.registration.review import decide
from ndl.registration.review.queue import applications_of
from ndl.registration.review.queue import declined_application_of
from ndl.registration.review.retention import erase_pictures
from ndl.registration.review.states import token_of
from ndl.registration.review.submit import submit_application
from plone import api

import pytest


pytestmark = pytest.mark.usefixtures("public_url")


@pytest.fixture
def patron(make_patron):
    return make_patron(language="en")


@pytest.fixture
def declined(patron, kept):
    """Has an application of the patron declined for the parts that are named."""

    def make(*parts, reasons=("under-age",), pictures=1):
        shown = [kept.picture] * pictures
        application = submit_application(patron, shown, "passport")
        with api.env.adopt_roles(["Manager"]):
            seen = token_of(application)
            decide.decline(application, reasons, "", seen, parts)
        return application

    return make


@pytest.fixture
def reopen(patron):
    return lambda: open_official(patron, "of the browser")


def open_step(form):
    return form.open_step.name if form.open_step else None


class TestFirstStep:
    @pytest.mark.parametrize(
        ("parts", "first"),
        [
            (("first-image",), "document"),
            (("birth-date",), "document"),
            (("kind", "second-image"), "document"),
            (("address", "first-image"), "address"),
            (("name", "address"), "name"),
            ((), "class"),
        ],
    )
    def test_is_the_first_with_something_wrong(self, declined, reopen, parts, first):
        declined(*parts)
        assert open_step(reopen()) == first

    def test_follows_the_reasons(self, declined, reopen):
        declined(reasons=("work-address",))
        assert open_step(reopen()) == "address"

    def test_is_that_of_everybody_without_a_decline(self, reopen):
        assert open_step(reopen()) == "class"

    def test_is_asked_where_what_is_known_does_not_hold(self, declined, reopen, patron):
        declined("first-image")
        faulty = replace(patron.person, family_kana="")
        get_directory().update(patron, faulty)
        assert open_step(reopen()) == "name"

    def test_is_the_address_after_a_move_abroad(self, declined, reopen):
        declined("first-image")
        reopen().choose(LivesIn.OVERSEAS)
        assert open_step(reopen()) in ("name", "address")


class TestKind:
    def test_is_that_of_the_last_time(self, declined, reopen):
        declined("first-image")
        assert reopen().kind == "passport"

    def test_that_was_wrong_is_asked(self, declined, reopen):
        declined("kind", "first-image")
        assert reopen().kind == ""


class TestPictures:
    def test_that_were_right_are_carried_over(self, declined, reopen, patron):
        old = declined("second-image", "address", pictures=2)
        (carried,) = reopen().answers.pictures
        assert carried.slot == 1
        assert carried.carried
        assert carried.picture.data == old.pictures_held()[0].read()

    def test_that_were_right_need_no_step_beside_what_was_wrong(self, declined, reopen):
        declined("name")
        form = reopen()
        assert open_step(form) == "name"
        form.answer(form.step("name"), form.values(form.step("name")))
        assert open_step(reopen()) is None
        reopen().submit(reopen().seen, CLIENT)
        newest, old = applications_of(reopen().application.patron.user_id)
        assert len(newest.pictures_held()) == len(old.pictures_held()) == 1

    def test_that_are_replaced_or_removed_do_not_come_back(
        self, declined, reopen, photo
    ):
        declined("address", pictures=2)
        other = take_picture("new.jpg", photo("maroon"))
        _first, second = reopen().answers.pictures
        reopen().answers.put_pictures((other, second))
        shown = reopen().answers.pictures
        assert [one.carried for one in shown] == [False, True]
        reopen().answers.put_pictures(())
        assert reopen().answers.pictures == ()
        reopen().answer_document("passport", {})
        assert reopen().answers.pictures == ()

    def test_that_were_erased_or_not_judged_are_not(self, declined, reopen):
        old = declined("address")
        erase_pictures(old)
        assert reopen().answers.pictures == ()
        assert "document" not in reopen().application.taken_over

    def test_without_a_word_on_what_was_wrong_are_not(self, declined, reopen):
        declined()
        assert reopen().answers.pictures == ()

    def test_are_handed_to_the_telephone(self, declined, reopen):
        declined("second-image", pictures=2)
        reopen().answers.keep_carried()
        place = reopen().application.place
        assert len(get_drafts().get(place.owner, place.secret)) == 1


class TestChange:
    def test_begins_with_what_was_applied_for(self, patron, kept):
        patron.change_class(PatronClass.OFFICIAL)
        wanted = replace(patron.person, family_name="髙橋")
        application = submit_application(patron, [kept.picture], "passport", wanted)
        with api.env.adopt_roles(["Manager"]):
            seen = token_of(application)
            decide.decline(application, ("under-age",), "", seen, ("address",))
        form = open_change_application(patron, "of the browser")
        assert form.application.wrong_parts == ("address",)
        assert form.given(form.step("name"))["family_name"] == "髙橋"
        assert len(form.answers.pictures) == 1

    def test_an_official_application_is_no_matter_of_it(self, declined, patron):
        declined("address")
        patron.change_class(PatronClass.OFFICIAL)
        form = open_change_application(patron, "of the browser")
        assert form.application.wrong_parts == ()
        assert form.answers.pictures == ()


class TestApplyingAgain:
    @pytest.fixture
    def ready(self, declined, reopen, kept):
        declined("first-image")
        reopen().answer_document("passport", {})
        reopen().answers.put_pictures((kept,))
        return reopen()

    def test_hands_in_what_is_known(self, ready, patron):
        ready.submit(ready.seen, CLIENT)
        newest, _declined = applications_of(patron.user_id)
        assert newest.declared["street"] == patron.residence.street
        assert declined_application_of(patron.user_id) is None

    def test_what_has_changed_meanwhile_was_not_confirmed(self, ready, patron, reopen):
        seen = ready.seen
        other = replace(patron.person, family_name="髙橋")
        get_directory().update(patron, other)
        with pytest.raises(EntriesChanged):
            reopen().submit(seen, CLIENT)
        assert len(applications_of(patron.user_id)) == 1
