"""A patron whose application was declined applies again."""

from .conftest import CLIENT
from dataclasses import replace
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.patrons.directory import get_directory
from ndl.registration.registration.errors import EntriesChanged
from ndl.registration.registration.official import open_official
from ndl.registration.review import decide
from ndl.registration.review.queue import applications_of
from ndl.registration.review.queue import declined_application_of
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

    def make(*parts, reasons=("other",)):
        application = submit_application(patron, [kept.picture], "passport")
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
