from datetime import date
from ndl.registration.review.calendar import add_business_days
from ndl.registration.review.calendar import due_date
from ndl.registration.review.calendar import is_business_day
from ndl.registration.settings import settings

import pytest


pytestmark = pytest.mark.usefixtures("portal")


class TestBusinessDays:
    def test_weekends_do_not_count(self):
        assert add_business_days(date(2026, 6, 5), 1) == date(2026, 6, 8)

    def test_holidays_do_not_count(self):
        assert not is_business_day(date(2026, 5, 4))
        assert add_business_days(date(2026, 5, 1), 1) == date(2026, 5, 7)

    def test_over_new_year(self):
        assert add_business_days(date(2026, 12, 31), 1) == date(2027, 1, 4)

    def test_none(self):
        assert add_business_days(date(2026, 6, 6), 0) == date(2026, 6, 6)


class TestClosingDays:
    def test_do_not_count(self):
        settings().closing_days = ("2026-06-08",)
        assert not is_business_day(date(2026, 6, 8))
        assert add_business_days(date(2026, 6, 5), 1) == date(2026, 6, 9)

    def test_of_every_year_over_new_year(self):
        before = due_date(date(2026, 12, 21))
        settings().closing_days = ("12-28/01-04",)
        # From Monday to Thursday, and the first Monday.
        assert (before, due_date(date(2026, 12, 21))) == (
            date(2027, 1, 13),
            date(2027, 1, 20),
        )
        assert not is_business_day(date(2030, 12, 30))

    @pytest.mark.parametrize("text", ["New Year", "01-01/12-31"])
    def test_that_no_form_would_take_close_nothing(self, text):
        settings().closing_days = (text,)
        assert add_business_days(date(2026, 6, 5), 1) == date(2026, 6, 8)
