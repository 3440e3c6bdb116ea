from .conftest import code_of
from .conftest import COPY
from .conftest import MAP
from .conftest import VALUES
from datetime import date
from datetime import timedelta
from ndl.registration.account.deregister import remove_patron
from ndl.registration.clock import now
from ndl.registration.clock import today
from ndl.registration.errors import Code
from ndl.registration.events import AuditTag
from ndl.registration.library.requests import handle
from ndl.registration.library.requests import mine
from ndl.registration.library.requests.errors import ValuesFaulty
from ndl.registration.library.requests.fields import clean_values
from ndl.registration.library.requests.fields import fields_of
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.requests.request import MOVES
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.request import STAFF_STEPS
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.requestable import find_service
from ndl.registration.library.requests.requestable import values_of_record
from ndl.registration.library.requests.store import get_requests
from ndl.registration.library.requests.words import STATES
from ndl.registration.library.requests.words import STATES_FOR_STAFF
from ndl.registration.library.requests.words import STEPS
from ndl.registration.library.requests.words import STEPS_FOR_STAFF
from ndl.registration.library.search.record import make_record
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.patrons.record import PatronClass
from ndl.registration.settings import settings
from zope.i18n import translate

import pytest


SIMPLE, OFFICIAL = PatronClass


def bring_to(request, state):
    """Take the shortest way to a state."""
    ways = {request.state: ()}
    for here in MOVES:
        for step, there in MOVES[here].items():
            if here in ways:
                ways.setdefault(there, (*ways[here], step))
    for step in ways[state]:
        if step is RequestStep.CANCEL:
            mine.cancel_request(handle.look_at(request), request.request_id)
        else:
            reason = "not-held" if step is RequestStep.REFUSE else ""
            handle.take_step(request, step, request.mark, reason)


@pytest.fixture(autouse=True)
def site(portal, mails):
    settings().public_url = "https://library.example"
    return portal


class TestWhoMayRequest:
    """Beside what the matrix says."""

    def test_ends_with_the_registration_and_with_the_service(self, make_patron):
        patron = make_patron()
        patron.end_after(date(2020, 1, 1))
        refused = code_of(place_request, patron, "article-research", {"title": "x"})
        assert refused is Code.NOT_ENTITLED
        patron.extend()
        row = SERVICE_TABLE.values_of("article-research")
        SERVICE_TABLE.change("article-research", row | {"offered": False})
        refused = code_of(place_request, patron, "article-research", {"title": "x"})
        assert refused is Code.UNKNOWN_SERVICE
        assert mine.filed_requests(patron) == []

    def test_is_limited_by_the_setting_and_free_again_after_closing(self, make_patron):
        patron = make_patron()
        settings().open_requests = 1
        first = place_request(patron, "article-research", {"title": "x"})
        again = (place_request, patron, "article-research", {"title": "y"})
        assert code_of(*again) is Code.TOO_MANY_OPEN
        mine.cancel_request(patron, first.request_id)
        assert code_of(*again) is None
        assert mine.count_open(patron) == 1


class TestValues:
    def test_are_folded_and_what_is_unknown_is_dropped(self, make_patron):
        values = {"title": " Akiko\u202e\u200b ", "note": "a \r\n\u2066b", "strange": 1}
        made = place_request(make_patron(), "article-research", values)
        assert made.values == {"title": "Akiko", "note": "a\nb"}

    def test_that_do_not_fit_are_named(self, make_patron):
        closed = today() + timedelta(days=1)
        settings().closing_days = (closed.isoformat(),)
        for name, values, faulty in (
            ("remote-photoduplication", {**COPY, "title": "\u200b"}, "title"),
            ("remote-photoduplication", {**COPY, "size": "a0"}, "size"),
            ("remote-photoduplication", {**COPY, "pages": "1" * 301}, "pages"),
            ("remote-photoduplication", {**COPY, "pages": 12}, "pages"),
            ("reservation", {"title": "x", "day": closed}, "day"),
            ("reservation", {"title": "x", "day": today()}, "day"),
            ("reservation", {"title": "x", "day": date(2999, 1, 4)}, "day"),
            ("interfacility", {**MAP, "held": "kansai"}, "place"),
        ):
            with pytest.raises(ValuesFaulty) as refused:
                clean_values(fields_of(find_service(name)), values)
            assert list(refused.value.problems) == [faulty], values

    def test_come_from_a_record(self):
        record = make_record(
            title="x" * 400,
            authors=["与謝野晶子"],
            publisher="東京新詩社",
            year="1901",
            identifiers=[("isbn", "9784000000000")],
        )
        asked = fields_of(find_service("remote-photoduplication"))
        found = values_of_record(asked, record)
        assert found["publishing"] == "東京新詩社, 1901"
        assert found["number"] == "9784000000000"
        clean_values(asked, COPY | found)


class TestSteps:
    def test_allow_each_state_what_the_workflow_says(self, make_patron, staff):
        patron = make_patron()
        for state in State:
            for step in (*STAFF_STEPS, RequestStep.CANCEL, RequestStep.CHANGE):
                made = place_request(patron, "article-research", {"title": "x"})
                bring_to(made, state)
                assert made.state is state
                if step is RequestStep.CANCEL:
                    refused = code_of(mine.cancel_request, patron, made.request_id)
                    allowed = step in MOVES[state]
                elif step is RequestStep.CHANGE:
                    new = ({"title": "y"}, made.mark)
                    refused = code_of(
                        mine.change_request, patron, made.request_id, *new
                    )
                    allowed = state is State.REQUESTED
                else:
                    arguments = (made, step, made.mark, "not-held")
                    refused = code_of(handle.take_step, *arguments)
                    allowed = step in MOVES[state]
                assert refused is (None if allowed else Code.REQUEST_MOVED), (
                    state,
                    step,
                )
                get_requests().remove(made)
        assert get_requests().of_patron(patron.user_id) is None

    def test_ask_for_the_entitlement_again_at_acceptance(self, make_patron, staff):
        patron = make_patron()
        patron.change_class(OFFICIAL)
        patron.issue_card("C1")
        made = place_request(patron, "closed-stacks", VALUES["closed-stacks"]())
        patron.change_class(SIMPLE)
        accept = (handle.take_step, made, RequestStep.ACCEPT, made.mark)
        assert code_of(*accept) is Code.NOT_ENTITLED
        assert made.state is State.REQUESTED
        handle.take_step(made, RequestStep.REFUSE, made.mark, "not-entitled")
        assert made.state is State.REFUSED

    def test_of_an_old_page_are_refused(self, make_patron, staff):
        patron = make_patron()
        made = place_request(patron, "article-research", {"title": "x"})
        seen = made.mark
        mine.change_request(patron, made.request_id, {"title": "y"}, seen)
        refused = code_of(handle.take_step, made, RequestStep.ACCEPT, seen)
        assert refused is Code.STALE_REQUEST
        refused = code_of(mine.change_request, patron, made.request_id, {}, seen)
        assert refused is Code.STALE_REQUEST

    def test_need_a_reason_to_refuse_and_for_some_a_message(self, make_patron, staff):
        made = place_request(make_patron(), "article-research", {"title": "x"})
        for reason, text, code in (
            ("", "", Code.REFUSAL_MISSING),
            ("strange", "", Code.REFUSAL_MISSING),
            ("other", " ", Code.MESSAGE_FAULTY),
            ("other", "x" * 2001, Code.MESSAGE_FAULTY),
        ):
            arguments = (made, RequestStep.REFUSE, made.mark, reason, text)
            assert code_of(handle.take_step, *arguments) is code
        handle.take_step(made, RequestStep.REFUSE, made.mark, "other", "It was lost.")
        assert made.refusal.text == "It was lost."

    def test_are_not_taken_in_own_requests(self, make_patron, staff):
        patron = make_patron(email="clerk@ndl.example")
        made = place_request(patron, "article-research", {"title": "x"})
        refused = code_of(handle.take_step, made, RequestStep.ACCEPT, made.mark)
        assert refused is Code.OWN_REQUEST


class TestWhatIsTold:
    def test_is_audited_without_what_was_asked_for(self, make_patron, staff, audited):
        made = place_request(make_patron(), "remote-photoduplication", COPY)
        handle.look_at(made)
        handle.take_step(made, RequestStep.ACCEPT, made.mark)
        events = [e for e in audited if e.tag.value.startswith("request:")]
        assert [event.tag for event in events] == [
            AuditTag.REQUEST_PLACED,
            AuditTag.REQUEST_VIEWED,
            AuditTag.REQUEST_MOVED,
        ]
        assert events[1].by == "clerk"
        assert "みだれ髪" not in repr(events)


class TestStore:
    def test_finds_by_patron_by_state_and_by_day(self, make_patron, staff):
        patron, other = make_patron(), make_patron(email="b@example.org")
        made = [
            place_request(patron, "article-research", {"title": str(number)})
            for number in range(3)
        ]
        copy = place_request(other, "remote-photoduplication", COPY)
        handle.take_step(made[1], RequestStep.ACCEPT, made[1].mark)
        lanes = get_requests().lanes
        numbers = [request.request_id for request in made]
        waiting = [numbers[0], numbers[2], copy.request_id]
        assert list(lanes.ids(State.REQUESTED)) == waiting
        assert list(lanes.ids(State.REQUESTED, newest_first=True)) == waiting[::-1]
        assert list(lanes.ids(State.REQUESTED, "article-research")) == waiting[:2]
        assert list(lanes.ids(State.ACCEPTED)) == [numbers[1]]
        assert list(lanes.ids(State.REQUESTED, first=now())) == []
        assert list(lanes.ids(State.REQUESTED, last=made[0].placed)) == []
        filed = mine.filed_requests(patron)
        assert [one.request_id for one in filed] == numbers[::-1]
        accepted = mine.filed_requests(patron, State.ACCEPTED)
        assert mine.load_requests(accepted) == [made[1]]
        assert code_of(mine.find_own, other, numbers[0]) is Code.UNKNOWN_REQUEST

    def test_knows_a_form_that_is_sent_twice(self, make_patron):
        patron = make_patron()
        send = (patron, "article-research", {"title": "x"}, None, "key")
        assert place_request(*send) is place_request(*send)

    def test_forgets_what_belonged_to_a_removed_patron(self, make_patron):
        patron = make_patron()
        made = place_request(patron, "article-research", {"title": "x"})
        remove_patron(patron, AuditTag.PATRON_DEREGISTERED)
        assert get_requests().get(made.request_id) is None
        assert list(get_requests().lanes.ids(State.REQUESTED)) == []

    def test_finds_a_number_however_it_is_typed(self, make_patron):
        made = place_request(make_patron(), "article-research", {"title": "x"})
        typed = made.request_id.replace("-", " ").lower()
        assert handle.find_request(f" {typed} ") is made


def test_a_refusal_is_told_to_patrons_in_other_words_than_to_staff(portal):
    told = [
        translate(words[key], target_language="ja")
        for words, key in (
            (STATES, State.REFUSED),
            (STEPS, RequestStep.REFUSE),
            (STATES_FOR_STAFF, State.REFUSED),
            (STEPS_FOR_STAFF, RequestStep.REFUSE),
        )
    ]
    assert told == [*["お受けできませんでした"] * 2, *["謝絶"] * 2]
