from .conftest import COPY
from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.clock import today
from ndl.registration.library.requests import export
from ndl.registration.library.requests import handle
from ndl.registration.library.requests import queue
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.requests.queue import Filters
from ndl.registration.library.requests.queue import find_page
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.request import State
from ndl.registration.settings import settings
from ndl.registration.web.download import read_apart

import csv
import io
import pytest
import time_machine
import transaction


@pytest.fixture
def many(portal, make_patron, mails, staff):
    """Six requests of two patrons, an hour after the other; the second is accepted."""
    settings().public_url = "https://library.example"
    patrons = make_patron(), make_patron(email="b@example.org")
    made = []
    for number in range(6):
        with time_machine.travel(now() - timedelta(hours=9 - number)):
            values = {"title": f"Book {number}"}
            patron = patrons[number % 2]
            made.append(place_request(patron, "article-research", values))
            if number == 1:
                handle.take_step(made[1], RequestStep.ACCEPT, made[1].mark)
    return made


def shown(page):
    return [request.title[-1] for request in page.requests]


class TestPages:
    def test_lead_forth_and_back_through_several_states(self, many):
        first = find_page(Filters(), size=2)
        assert (shown(first), first.has_before) == (["0", "1"], False)
        second = find_page(Filters(), after=first.last, size=2)
        assert shown(second) == ["2", "3"]
        third = find_page(Filters(), after=second.last, size=2)
        assert (shown(third), third.has_after) == (["4", "5"], False)
        back = find_page(Filters(), before=third.first, size=2)
        assert (shown(back), back.has_before, back.has_after) == (
            ["2", "3"],
            True,
            True,
        )
        assert shown(find_page(Filters(), before=back.first, size=2)) == ["0", "1"]

    def test_pass_none_over_when_one_moves_meanwhile(self, many):
        first = find_page(Filters(state=State.REQUESTED), size=2)
        assert shown(first) == ["0", "2"]
        handle.take_step(many[2], RequestStep.ACCEPT, many[2].mark)
        after = find_page(Filters(state=State.REQUESTED), after=first.last, size=2)
        assert shown(after) == ["3", "4"]

    def test_load_no_more_than_they_show(self, many, portal):
        transaction.savepoint(optimistic=True)
        portal._p_jar.cacheMinimize()

        def loaded():
            return sum(request._p_changed is not None for request in many)

        assert queue.count_requests()[State.REQUESTED] == 5
        assert loaded() == 0
        assert len(find_page(Filters(), size=2).requests) == 2
        assert loaded() == 3
        assert len(find_page(Filters(user_id=many[3].user_id), size=1).requests) == 1
        assert loaded() == 4

    def test_of_a_patron_have_closed_ones_too(self, many):
        handle.take_step(many[0], RequestStep.REFUSE, many[0].mark, "not-held")
        mine = Filters(user_id=many[0].user_id)
        first = find_page(mine, size=2)
        assert shown(first) == ["0", "2"]
        last = find_page(mine, after=first.last, size=2)
        assert (shown(last), last.has_after) == (["4"], False)
        assert shown(find_page(mine, before=last.first, size=2)) == ["0", "2"]
        refused = Filters(user_id=many[0].user_id, state=State.REFUSED)
        assert shown(find_page(refused)) == ["0"]
        other = Filters(user_id=many[0].user_id, service="reference")
        assert shown(find_page(other)) == []

    def test_of_a_day(self, many):
        with time_machine.travel(now() + timedelta(days=3)):
            handle.take_step(many[5], RequestStep.ACCEPT, many[5].mark)
            day = today()
        assert shown(find_page(Filters(day=day))) == ["5"]
        of_patron = Filters(day=day, user_id=many[5].user_id)
        assert shown(find_page(of_patron)) == ["5"]


class TestFilters:
    def test_that_are_not_understood_are_named(self, many):
        for texts, faulty in (
            ({"state": "x"}, {"state"}),
            ({"day": "9999-12-31"}, {"day"}),
            ({"day": "0001-01-01", "service": "x"}, {"day", "service"}),
            ({"patron": "E1", "other": "x"}, {"patron"}),
            ({"patron": f" {many[0].user_id.lower()}"}, set()),
        ):
            assert queue.parse_filters(texts)[1] == faulty


class TestExport:
    def test_is_a_table_that_runs_nothing(self, functional_portal, make_patron, mails):
        settings().public_url = "https://library.example"
        patron = make_patron(family_name="\u202e＝1+1", given_name="花子")
        values = COPY | {"title": "=HYPERLINK(1)\u202e", "note": "-2\n+3"}
        made = place_request(patron, "remote-photoduplication", values)
        transaction.commit()
        data = b"".join(export.export_requests(Filters(), "ja")).decode("utf-8")
        assert data.startswith("\ufeff番号,")
        [row] = csv.DictReader(io.StringIO(data.removeprefix("\ufeff")))
        assert row["番号"] == made.request_id
        assert row["氏名"] == "'＝1+1 花子"
        assert row["電話番号"] == "03-1234-5678"
        assert row["状態"] == "申込済み"
        assert "\u202e" not in data
        assert all(not text.startswith(("=", "+", "-", "@")) for text in row.values())

    def test_is_read_piece_by_piece_in_a_connection_of_its_own(
        self, functional_portal, make_patron, mails
    ):
        settings().public_url = "https://library.example"
        for number in range(3):
            patron = make_patron(email=f"p{number}@example.org")
            place_request(patron, "remote-photoduplication", COPY)
        transaction.commit()
        database = functional_portal._p_jar.db()

        def opened():
            return sum(bool(c["opened"]) for c in database.connectionDebugInfo())

        before = opened()
        pieces = read_apart(lambda: export.export_requests(Filters(), "en"))
        assert len(list(pieces)) == 5
        pieces = read_apart(lambda: export.export_requests(Filters(), "en"))
        next(pieces)
        assert opened() == before + 1
        # The reader leaves in the middle.
        pieces.close()
        assert opened() == before
