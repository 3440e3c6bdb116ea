from datetime import date
from ndl.registration.settings.days import known_days
from ndl.registration.settings.days import parse_days


class TestDays:
    def test_hold_what_was_meant(self, subtests):
        for text, inside, outside in [
            ("2026-12-28", ["2026-12-28"], ["2026-12-27", "2027-12-28"]),
            ("12-28", ["2026-12-28", "2040-12-28"], ["2026-12-29"]),
            ("02-29", ["2028-02-29"], ["2027-02-28", "2027-03-01"]),
            ("08-10/08-12", ["2027-08-10", "2028-08-12"], ["2027-08-09", "2027-08-13"]),
            (
                "12-28/01-04",
                ["2026-12-28", "2026-12-31", "2027-01-01", "2027-01-04"],
                ["2026-12-27", "2027-01-05", "2027-06-01"],
            ),
            (
                "2026-12-28/2027-01-05",
                ["2026-12-28", "2027-01-01", "2027-01-05"],
                ["2026-01-01", "2027-01-06", "2027-12-28"],
            ),
            ("　２０２６－１２－２８／２０２７－０１－０５", ["2027-01-05"], []),
            ("12-28 / 01-04", ["2027-01-01"], []),
        ]:
            with subtests.test(text=text, inside=inside, outside=outside):
                days = parse_days(text)
                assert all(date.fromisoformat(day) in days for day in inside)
                assert not any(date.fromisoformat(day) in days for day in outside)

    def test_are_not_guessed(self, subtests):
        for text in [
            "",
            "monday",
            "2026-13-01",
            "02-30",
            "2026-02-29",
            "1-4",
            "20261228",
            "2026-12-28/01-04",
            "2027-01-05/2026-12-28",
            "2026-01-01/9999-12-31",
            "12-28/",
            "12-28/01-04/05",
        ]:
            with subtests.test(text=text):
                assert known_days([text, "12-28"]) == [parse_days("12-28")]
