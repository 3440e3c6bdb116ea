from ..dates import IMPOSSIBLE
from ..dates import WRITTEN
from datetime import date
from hypothesis import given
from hypothesis import strategies as st
from ndl.registration.browser.dates import show_birth
from ndl.registration.declaration.dates import era_of
from ndl.registration.declaration.dates import parse_date
from ndl.registration.declaration.fold import NotUnderstood

import pytest


@pytest.mark.parametrize(
    ("day", "written"), [(day, one) for day, texts in WRITTEN.items() for one in texts]
)
def test_usual_ways_of_writing(day, written):
    assert parse_date(written) == date.fromisoformat(day)


@pytest.mark.parametrize("written", IMPOSSIBLE)
def test_impossible_dates(written):
    with pytest.raises(NotUnderstood):
        parse_date(written)


@given(st.dates(min_value=date(1868, 10, 23), max_value=date(2100, 1, 1)))
def test_year_of_the_era_leads_back_to_the_day(day):
    era = era_of(day)
    written = f"{era.name}{era.year_of(day)}年{day.month}月{day.day}日"
    assert parse_date(written) == day


@given(st.text(max_size=40))
def test_nothing_else_is_raised(text):
    try:
        parse_date(text)
    except NotUnderstood:
        return


@pytest.mark.parametrize(
    ("day", "japanese", "english"),
    [
        (date(1985, 4, 1), "1985年(昭和60年)4月1日", "April 1, 1985 (Shōwa 60)"),
        (date(1989, 1, 8), "1989年(平成元年)1月8日", "January 8, 1989 (Heisei 1)"),
        (date(1850, 1, 1), "1850年1月1日", "January 1, 1850"),
    ],
)
def test_is_shown_with_the_era(monkeypatch, day, japanese, english):
    for language, words in (("ja", japanese), ("en", english)):
        place = "ndl.registration.browser.dates.page_language"
        monkeypatch.setattr(place, lambda language=language: language)
        assert show_birth(day) == words
