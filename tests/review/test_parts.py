from ndl.registration.declaration.declaration import VARIANTS
from ndl.registration.review import decide
from ndl.registration.review.parts import fields_of_parts
from ndl.registration.review.parts import known_parts
from ndl.registration.review.parts import Part
from ndl.registration.review.parts import TITLES
from ndl.registration.review.reasons import parts_of
from ndl.registration.review.reasons import REASONS
from ndl.registration.review.states import token_of

import pytest


pytestmark = pytest.mark.usefixtures("portal")

# Boxes that say that there is nothing to fill in.
BOXES = {"single_name", "no_building"}


@pytest.fixture
def patron(make_patron):
    return make_patron(language="en")


@pytest.fixture
def application(patron, make_application, editor):
    return make_application(patron)


class TestParts:
    def test_cover_the_names_and_addresses_of_all_forms(self):
        marked = fields_of_parts(Part)
        for variant in VARIANTS.values():
            asked = {*variant.names, *variant.address}
            assert asked - BOXES <= marked

    def test_have_titles(self):
        assert set(TITLES) == set(Part)

    @pytest.mark.parametrize(
        "given", [None, "name", 7, ("x", 3, None), object(), {"a": "name"}]
    )
    def test_that_are_none_are_left_out(self, given):
        assert known_parts(given) == ()

    def test_stand_in_one_order_and_once(self):
        given = ["kind", "name", "name", Part.ADDRESS]
        assert known_parts(given) == (Part.NAME, Part.ADDRESS, Part.KIND)


class TestReasons:
    def test_stand_for_parts(self):
        assert parts_of(["no-back", "work-address"]) == (
            Part.ADDRESS,
            Part.SECOND_IMAGE,
        )
        assert parts_of(["other", "nonsense"]) == ()

    def test_that_speak_of_the_document_name_an_image(self):
        spoken = [one for one in REASONS if one.category == "document"]
        assert spoken
        for reason in spoken:
            assert Part.FIRST_IMAGE in reason.parts


class TestDecline:
    def test_keeps_the_parts_of_the_reasons(self, application, patron):
        decide.decline(application, ("no-back",), "", token_of(application))
        assert application.wrong_parts == ("second-image",)
        assert patron.notices[0].fact("parts") == ("second-image",)

    def test_keeps_what_the_editor_marks_instead(self, application, patron):
        marked = ("address", "nonsense", "name")
        seen = token_of(application)
        decide.decline(application, ("no-back",), "", seen, marked)
        assert application.wrong_parts == ("name", "address")
        assert patron.notices[0].fact("parts") == ("name", "address")
