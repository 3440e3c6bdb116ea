from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from ndl.registration.declaration.fold import is_old_enough
from ndl.registration.declaration.fold import NotUnderstood
from ndl.registration.declaration.fold import parse_address
from ndl.registration.declaration.fold import parse_foreign_postal_code
from ndl.registration.declaration.fold import parse_phone
from ndl.registration.declaration.fold import show_phone

import pytest
import time_machine


class TestPhone:
    @pytest.mark.parametrize(
        "typed",
        ["03-3581-2331", "０３－３５８１－２３３１", "0335812331", "+81 3 3581 2331"],
    )
    def test_one_number_is_stored_in_one_way(self, typed):
        assert parse_phone(typed, "JP") == "+81335812331"

    def test_mobile_and_foreign_numbers_are_taken(self):
        assert parse_phone("090-1234-5678", "JP") == "+819012345678"
        assert parse_phone("+44 20 7946 0958", "JP") == "+442079460958"

    @pytest.mark.parametrize("typed", ["", "12345", "none", "090", "9" * 500])
    def test_what_is_no_number_is_refused(self, typed):
        with pytest.raises(NotUnderstood):
            parse_phone(typed, "JP")

    def test_label_before_the_number_is_dropped(self):
        assert parse_phone("FAX: 03-3581-2331", "JP") == "+81335812331"
        assert parse_phone("電話 03(3581)2331", "JP") == "+81335812331"

    @pytest.mark.parametrize(
        "typed", ["03-3581-2331 ext. 5", "1-800-FLOWERS", "03-3581-2331 (home)"]
    )
    def test_what_would_be_lost_is_refused(self, typed):
        with pytest.raises(NotUnderstood):
            parse_phone(typed, "US" if "800" in typed else "JP")

    def test_is_shown_as_people_write_it(self):
        assert show_phone("+81335812331", True) == "03-3581-2331"
        assert show_phone("+442079460958", True) == "+44 20 7946 0958"
        assert show_phone("+81335812331", False) == "+81 3-3581-2331"
        assert show_phone("", True) == ""

    @given(st.text(max_size=60))
    def test_nothing_else_is_raised(self, text):
        try:
            show_phone(parse_phone(text, "JP"), True)
        except NotUnderstood:
            return


class TestOverseasAddress:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("１０１１５", "10115"),
            ("sw1a  1aa", "SW1A 1AA"),
            ("1234‐567", "1234-567"),
            ("-", "-"),
            ("－", "-"),
            ("ー", "-"),
            ("---", "-"),
        ],
    )
    def test_postal_code(self, typed, stored):
        assert parse_foreign_postal_code(typed) == stored

    @pytest.mark.parametrize("typed", ["", " ", "〒100", "12/34", "-1", "A" * 99 + "!"])
    def test_no_postal_code(self, typed):
        with pytest.raises(NotUnderstood):
            parse_foreign_postal_code(typed)

    def test_lines_become_one(self):
        typed = " Flat 1,\r\n\r\n3  Kimberley Road \n, Hong Kong"
        assert parse_address(typed) == "Flat 1, 3 Kimberley Road, Hong Kong"

    @pytest.mark.parametrize("typed", ["", "\n ,\n", "\u202e", "a\ue000b"])
    def test_no_address(self, typed):
        with pytest.raises(NotUnderstood):
            parse_address(typed)


@pytest.mark.usefixtures("portal")
class TestAge:
    # The site of the tests is in Tokyo, nine hours ahead of UTC.
    @pytest.mark.parametrize(
        ("born", "moment", "old_enough"),
        [
            (date(2008, 3, 2), datetime(2026, 3, 1, 14, 59, 59, tzinfo=UTC), False),
            (date(2008, 3, 2), datetime(2026, 3, 1, 15, 0, 0, tzinfo=UTC), True),
            (date(2008, 2, 29), datetime(2026, 2, 28, 14, 59, 59, tzinfo=UTC), False),
            (date(2008, 2, 29), datetime(2026, 2, 28, 15, 0, 0, tzinfo=UTC), True),
            (date(2002, 2, 28), datetime(2020, 2, 27, 15, 0, 0, tzinfo=UTC), True),
        ],
    )
    def test_is_counted_in_the_zone_of_the_site(self, born, moment, old_enough):
        with time_machine.travel(moment, tick=False):
            assert is_old_enough(born, 18) is old_enough

    @given(st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 12, 31)))
    def test_nobody_is_of_age_before_the_day(self, born):
        day = born.replace(year=born.year + 18, day=min(born.day, 28))
        before = datetime.combine(day, datetime.min.time(), UTC) - timedelta(days=2)
        with time_machine.travel(before, tick=False):
            assert not is_old_enough(born, 18)
