from datetime import date
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.duplicates import find_duplicates

import pytest


ANOTHER = {
    "email": "another@example.org",
    "family_name": "別所",
    "given_name": "桜",
    "family_kana": "ベッショ",
    "given_kana": "サクラ",
    "birth_date": date(1971, 1, 2),
    "phone": "+81398765432",
}


@pytest.fixture
def known(portal, make_patron):
    return make_patron(phone="+81312345678")


class TestDuplicates:
    @pytest.mark.parametrize(
        "common",
        [
            {"family_name": "国立", "given_name": "花子", "birth_date": None},
            {"family_kana": "コクリツ", "given_kana": "ハナコ", "birth_date": None},
            {"family_name": "国 立", "given_name": "花子", "birth_date": None},
            {"phone": "+81312345678"},
        ],
        ids=["name", "reading", "spaces", "phone"],
    )
    def test_are_found_by(self, known, make_patron, common):
        if "birth_date" in common:
            common = common | {"birth_date": known.birth_date}
        patron = make_patron(**ANOTHER | common)
        assert find_duplicates(patron) == [known]
        assert find_duplicates(known) == [patron]

    @pytest.mark.parametrize(
        "common",
        [
            {},
            {"family_name": "国立", "given_name": "花子"},
            {"birth_date": date(1990, 4, 1)},
            {"family_name": "国立", "birth_date": date(1990, 4, 1)},
        ],
        ids=["nothing", "name alone", "birth date alone", "family name"],
    )
    def test_are_not_found_by(self, known, make_patron, common):
        assert find_duplicates(make_patron(**ANOTHER | common)) == []

    def test_without_a_phone_are_not_all_the_same(self, portal, make_patron):
        make_patron(**ANOTHER | {"phone": ""})
        assert find_duplicates(make_patron(phone="")) == []

    def test_are_not_the_expired(self, known, make_patron):
        known.end_after(date(2020, 1, 1))
        assert find_duplicates(make_patron(**ANOTHER | {"phone": known.phone})) == []

    def test_are_not_the_removed(self, known, make_patron):
        patron = make_patron(**ANOTHER | {"phone": known.phone})
        get_directory().remove(known.user_id)
        assert find_duplicates(patron) == []
