"""Figures of the desk, against what was done day by day."""

from .conftest import later
from collections import Counter
from datetime import date
from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.clock import today
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review import decide
from ndl.registration.review.calendar import count_business_days
from ndl.registration.review.duration import median_of
from ndl.registration.review.duration import told_days
from ndl.registration.review.figures import get_figures
from ndl.registration.review.indexing import rebuild_index
from ndl.registration.review.span import parse_span
from ndl.registration.review.span import SpanFaulty
from ndl.registration.review.states import token_of
from ndl.registration.review.statistics import Statistics
from ndl.registration.settings import settings
from plone import api

import pytest
import time_machine


pytestmark = pytest.mark.usefixtures("portal")
# A Monday, with no public holiday in the weeks after it.
MONDAY = date(2026, 6, 1)


def on(number):
    """At noon of the n-th day."""
    moment = now().replace(hour=3, minute=0, microsecond=0)
    days = MONDAY - moment.date() + timedelta(days=number)
    return time_machine.travel(moment + days, tick=False)


@pytest.fixture
def history(make_application, editor):
    """Three weeks: what came, and what became of it."""
    settings().review_days = 3
    made = []
    for number, day in enumerate((0, 0, 1, 8, 8)):
        with on(day):
            made.append(make_application(email=f"p{number}@example.org"))
    with on(2):
        decide.verify(made[0], token_of(made[0]))
    with on(7):
        decide.decline(made[1], ("expired", "no-back"), "", token_of(made[1]))
    with on(9):
        decide.withdraw(made[2])
    with on(10):
        decide.claim(made[3], token_of(made[3]))
    return made


def lines(**texts):
    known = {"since": str(MONDAY), "until": str(MONDAY + timedelta(days=20))}
    return Statistics(parse_span(known | texts)).lines


def figures_of(line):
    return (line.received, line.decided, line.withdrawn, line.waiting, line.overdue)


class TestStatistics:
    def test_by_week_and_day(self, history):
        with on(20):
            assert [figures_of(line) for line in lines()] == [
                (3, 1, 0, 2, 2),
                (2, 1, 1, 2, 2),
                (0, 0, 0, 2, 2),
            ]
            found = lines(by="day", until=str(MONDAY + timedelta(days=9)))
            waiting = [2, 3, 2, 2, 2, 2, 2, 1, 3, 2]
            assert [line.waiting for line in found] == waiting
            assert [line.overdue for line in found] == [0, 0, 0, 0, 1, 2, 2, 1, 1, 0]
            assert [line.median for line in lines()] == [2, 5, None]
            total = Statistics(parse_span({"since": str(MONDAY)})).total
            assert (total.verified, total.declined, total.median) == (1, 1, 2)

    def test_days_to_come_have_no_line(self, history):
        with on(10):
            assert len(lines(by="day")) == 11
            assert len(lines(since=str(MONDAY + timedelta(days=11)))) == 0

    def test_reasons_and_editors(self, history):
        with on(20):
            found = Statistics(parse_span({"since": str(MONDAY)}))
            assert {one.reason: one.declined for one in found.reasons} == {
                "expired": 1,
                "no-back": 1,
            }
            assert found.editors == []
            settings().figures_by_editor = True
            decide.verify(history[3], token_of(history[3]))
            (line,) = Statistics(parse_span({"since": str(MONDAY)})).editors
            assert (line.editor, line.decided) == ("editor", 1)

    def test_rebuilt_they_are_the_same(self, history):
        with on(20):
            before = lines(by="day")
            assert any(figures_of(line)[0] for line in before)
            assert sum(rebuild_index()) == 5
            assert lines(by="day") == before

    def test_what_is_removed_does_not_wait(self, history):
        with on(20), api.env.adopt_roles(["Manager"]):
            api.content.delete(history[3], check_linkintegrity=False)
            assert lines()[-1].waiting == 1
            user_id = history[4].patron_id
            api.user.delete(username=user_id)
            assert user_id not in get_directory()
            assert lines()[-1].waiting == 0
            assert lines()[-1].withdrawn == 2
            assert lines()[-2].waiting == 2

    def test_are_kept_for_a_time(self, history, make_application):
        settings().figure_days = 190
        with on(189):
            make_application(email="new@example.org")
            assert {day for day, _key, _n in get_figures().since(date.min)} >= {MONDAY}
        with on(195):
            get_figures().keep(today() - timedelta(days=190))
            kept = {day for day, _key, _n in get_figures().since(date.min)}
            assert min(kept) > MONDAY

    def test_a_decision_that_waits_is_none(self, waiting):
        settings().undo_minutes = 5
        decide.verify(waiting, token_of(waiting))
        with later(1):
            line = Statistics(parse_span({})).total
            assert (line.received, line.decided, line.waiting) == (1, 0, 1)


class TestSpan:
    def test_faulty(self, subtests):
        for texts, fields in (
            ({"since": "2026-13-01", "until": "x"}, ("since", "until")),
            ({"by": "year"}, ("by",)),
            ({"since": "2026-06-02", "until": "2026-06-01"}, ("since",)),
            ({"since": "2025-06-01", "until": "2026-06-02"}, ("since",)),
        ):
            with subtests.test(texts=texts):
                with pytest.raises(SpanFaulty) as caught:
                    parse_span(texts)
                assert caught.value.fields == fields


class TestToldDays:
    def test_follow_the_queue_where_that_is_wanted(self, portal):
        figures, values = get_figures(), settings()
        told, took = [], [(today() - timedelta(weeks=5), 2, 30), (today(), 3, 7)]
        took += [(today(), 4, 7), (today(), 9, 7)]
        for day, days, number in took:
            figures._v_median = None
            told.append(told_days())
            figures.add(day, ("took", str(days)), number)
            values.follows_queue = True
        figures._v_median = None
        assert [*told, told_days()] == [15, 15, 15, 15, 4]
        # For an hour it is not read again.
        figures.add(today(), ("took", "12"), 100)
        assert told_days() == 4
        with later(60):
            assert told_days() == 12

    def test_median(self):
        assert median_of(Counter()) is None
        assert median_of(Counter({2: 1, 10: 1})) == 2
        assert median_of(Counter({2: 1, 3: 1, 10: 1})) == 3

    def test_business_days(self, portal):
        assert count_business_days(MONDAY, MONDAY) == 0
        assert count_business_days(MONDAY, MONDAY + timedelta(days=7)) == 5
