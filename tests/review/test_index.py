"""The desk's own index follows applications by whatever door they are changed."""

from collections import Counter
from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.clock import site_zone
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.keys import fold_name
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence
from ndl.registration.review import decide
from ndl.registration.review.desk import get_desk
from ndl.registration.review.entry import entry_of
from ndl.registration.review.errors import NothingWaits
from ndl.registration.review.filters import Filters
from ndl.registration.review.filters import parse_filters
from ndl.registration.review.index import get_index
from ndl.registration.review.index import QueueOrder
from ndl.registration.review.indexing import rebuild_index
from ndl.registration.review.own_patrons import link_patron
from ndl.registration.review.queue import count_applications
from ndl.registration.review.queue import count_late
from ndl.registration.review.queue import find_page
from ndl.registration.review.queue import take_next
from ndl.registration.review.search import find_by_text
from ndl.registration.review.shelf import Tally
from ndl.registration.review.states import State
from ndl.registration.review.states import token_of
from ndl.registration.review.submit import submit_application
from ndl.registration.review.suspects import note_suspect
from plone import api
from random import Random
from zope.lifecycleevent import modified

import pytest
import time_machine
import transaction


pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def make(make_application):
    """Submits applications, the first one longest ago."""
    count = iter(range(1, 100))

    def submit(**values):
        number = next(count)
        with time_machine.travel(now() - timedelta(days=90 - number), tick=False):
            values.setdefault("family_name", f"図書{number:02}")
            values.setdefault("phone", f"+8131234{number:04}")
            if "country" in values:
                home = Residence(values.pop("country"), "1", "", "", "Street 1")
                values["residence"] = home
            return make_application(email=f"a{number}@example.org", **values)

    return submit


def listed(**filters):
    return [entry.number for entry in find_page(Filters(**filters)).entries]


def is_whole():
    """Whether the index says of each application what the application says."""
    index = get_index()
    return {number: index.get(number) for number in index.numbers()} == {
        application.getId(): entry_of(application)
        for application in get_desk().objectValues()
    }


class TestFollows:
    def test_every_door(self, portal, make, editor):
        first, second, third, fourth = (make() for _number in range(4))
        decide.claim(first, token_of(first))
        assert listed(holder="editor") == [first.getId()]
        assert listed(is_unclaimed=True) == [
            application.getId() for application in (second, third, fourth)
        ]
        portal.portal_workflow.doActionFor(second, "verify")
        assert second.getId() not in listed()
        assert get_index().get(second.getId()).patron_class == PatronClass.OFFICIAL
        third.own_note = "Rings back on Monday"
        modified(third)
        assert listed(sign="note") == [third.getId()]
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(fourth, check_linkintegrity=False)
        assert is_whole()
        assert listed() == [first.getId(), third.getId()]
        assert count_applications() == {
            **dict.fromkeys(State, 0),
            State.IN_REVIEW: 1,
            State.SUBMITTED: 1,
            State.VERIFIED: 1,
        }

    def test_what_is_rolled_back(self, make):
        application = make()
        transaction.savepoint()
        before = get_index().counts()
        mark = transaction.savepoint()
        decide.withdraw(application)
        make()
        mark.rollback()
        assert is_whole()
        assert get_index().counts() == before
        assert listed() == [application.getId()]

    def test_people_who_become_similar(self, make, make_patron):
        application = make()
        assert listed(sign="duplicate") == []
        values = {"family_name": "図書01", "email": "b@example.org"}
        note_suspect(make_patron(**values, phone="+81312340001"))
        assert listed(sign="duplicate") == listed(sign="any") == [application.getId()]
        other = make(family_name="図書01")
        assert listed(sign="duplicate") == [application.getId(), other.getId()]

    def test_patron_who_is_removed(self, make):
        application = make()
        with api.env.adopt_roles(["Manager"]):
            api.user.delete(username=application.patron_id)
        entry = get_index().get(application.getId())
        assert entry.state == State.WITHDRAWN
        assert (entry.name, entry.kana, entry.phone) == ("", "", "")
        assert find_by_text("図書") == find_by_text("03-1234-0001") == []

    def test_what_came_before(self, make, make_patron, pictures, editor):
        first = make()
        decide.decline(first, ("unreadable",), "", token_of(first))
        patron = get_directory()[first.patron_id]
        second = submit_application(patron, pictures)
        assert listed(kind="again", sign="second") == [second.getId()]
        decide.verify(second, token_of(second))
        third = submit_application(patron, pictures, wanted=patron.person)
        assert listed(kind="change") == [third.getId()]
        assert get_index().get(third.getId()).signs == ()

    def test_rebuilt_it_is_the_same(self, make, editor):
        for number in range(5):
            application = make()
            if number % 2:
                decide.claim(application, token_of(application))
        before, counts = listed(), get_index().counts()
        assert sum(rebuild_index()) == 5
        assert is_whole()
        assert listed() == before
        assert get_index().counts() == counts


class TestList:
    def test_is_confined_and_sorted(self, make):
        """Against the same done by hand, with all filters together."""
        random = Random(4)
        for _number in range(30):
            kana = random.choice(["アオキ", "ババ", "チバ"])
            make(family_kana=kana, country=random.choice(["JP", "IE"]))
        entries = [entry_of(one) for one in get_desk().objectValues()]
        for order, key in {
            QueueOrder.RECEIVED: lambda e: e.moment,
            QueueOrder.DUE: lambda e: (e.due, e.moment),
            QueueOrder.NAME: lambda e: (fold_name(e.kana), e.moment),
        }.items():
            for is_reversed in (False, True):
                for country in ("", "IE"):
                    found = sorted(
                        (e for e in entries if country in ("", e.country)),
                        key=key,
                        reverse=is_reversed,
                    )
                    filters = Filters(
                        country=country, order=order, is_reversed=is_reversed
                    )
                    assert pages(filters) == [entry.number for entry in found]
        first = min(entries, key=lambda entry: entry.moment)
        day = first.received.astimezone(site_zone()).date()
        assert (
            listed(day=day) == listed(day=day, order=QueueOrder.DUE) == [first.number]
        )

    def test_goes_on_after_what_is_gone(self, make, editor):
        numbers = [make().getId() for _number in range(9)]
        page = find_page(Filters(), size=3)
        last = get_desk()[page.entries[-1].number]
        decide.verify(last, token_of(last))
        page = find_page(Filters(), after=last.getId(), size=3)
        assert [entry.number for entry in page.entries] == numbers[3:6]

    def test_overdue(self, make):
        first, second = make(), make()
        with time_machine.travel(now() - timedelta(days=20)):
            assert count_late() == 2
        first.due = now().date() + timedelta(days=9)
        modified(first)
        assert count_late() == 1
        assert listed(is_overdue=True) == [second.getId()]
        decide.withdraw(second)
        assert count_late() == 0

    def test_faulty_filters(self):
        texts = {"who": "x", "marked": "x", "kind": "x", "country": "jp", "day": "x"}
        texts |= {"state": "x", "sort": "x", "overdue": "x"}
        assert parse_filters(texts, "editor") == (Filters(), set(texts))


def pages(filters):
    """All numbers, page by page; on the way back there are the same."""
    there, back, page = [], [], find_page(filters, size=7)
    while True:
        there.append([entry.number for entry in page.entries])
        if not page.has_after:
            break
        page = find_page(filters, after=there[-1][-1], size=7)
    while page.has_before:
        page = find_page(filters, before=page.entries[0].number, size=7)
        back.insert(0, [entry.number for entry in page.entries])
    assert back == there[:-1]
    return [number for numbers in there for number in numbers]


class TestSearch:
    def test_finds_by_what_one_is_told(self, make):
        make()
        values = {
            "given_name": "陽子",
            "family_kana": "ナカムラ",
            "given_kana": "ヨウコ",
        }
        one = make(family_name="中村", **values)
        for text in (
            one.getId(),
            one.getId().lower().replace("-", ""),
            one.patron_id,
            one.patron_id.lower(),
            "中村",
            "中村 陽",
            "陽子",
            "なかむら",
            "ﾅｶﾑﾗ ﾖｳｺ",
            "03-1234-0002",
            "a2@example",
        ):
            assert [e.number for e in find_by_text(text)] == [one.getId()], text
        for text in ("", "  ", "%", "中山", "03-1234-9999"):
            assert find_by_text(text) == [], text


class TestNext:
    def test_is_the_oldest_that_one_may_decide(self, make, editor):
        own, other, last = make(), make(), make(country="IE")
        link_patron("editor", own.patron_id)
        assert take_next(Filters(country="IE")).getId() == last.getId()
        assert take_next(Filters(is_reversed=True)).getId() == other.getId()
        assert listed(holder="editor") == [other.getId(), last.getId()]
        with pytest.raises(NothingWaits):
            take_next(Filters())


class TestTally:
    def test_counts_what_both_counted(self):
        states = [{"counts": {("a", ""): n, ("b", ""): 1}} for n in (3, 4, 2)]
        del states[2]["counts"]["b", ""]
        assert Tally()._p_resolveConflict(*states) == {"counts": {("a", ""): 3}}
        assert Counter(Tally().counts) == Counter()
