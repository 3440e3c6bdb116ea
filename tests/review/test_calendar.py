from datetime import date
from ndl.registration.review.calendar import add_business_days
from ndl.registration.review.calendar import is_business_day


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
