"""Each message fits the schema; whatever the system does, nothing is there twice."""

from ...requests.conftest import COPY
from ...requests.conftest import open_day
from ..test_handover import left
from ..test_handover import work
from .agency import confirmation
from .agency import is_valid
from .agency import KEY
from .agency import report
from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.health.handover import requests_leave
from ndl.registration.library.handover.iso18626.answers import STATES
from ndl.registration.library.handover.iso18626.receiving import take_report
from ndl.registration.library.requests import mine
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.requests.request import State
from ndl.registration.library.search.record import make_record
from ndl.registration.settings import settings
from ndl.registration.settings.addresses import is_optional_safe_address
from transaction import abort
from transaction import commit
from zope.i18n import translate
from zope.interface import Invalid

import pytest
import requests
import time_machine


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;">]>'
    b"<a>&c;</a>"
)
STRANGE = "\u202e<b>&amp; みだれ髪 \U0001f4da"


def order_copy(patron, **values):
    record = make_record(
        title="みだれ髪", publisher="東京新詩社", year="1901", identifiers=[]
    )
    return place_request(patron, "remote-photoduplication", COPY | values, record)


class TestMessages:
    def test_fit_the_schema_and_tell_what_is_needed(self, agency, patron, mails):
        settings().iso18626_names = True
        made = order_copy(patron, title=STRANGE, number="978-4-00-310001-2")
        reading = {"title": "Genji", "day": open_day(), "number": "call 7"}
        place_request(patron, "reservation", reading)
        work()
        assert agency.invalid == []
        assert len(agency.requests) == 2
        # What is due in the same second goes in any order.
        assert sorted(agency.text("serviceType")) == ["Copy", "Loan"]
        assert set(agency.text("title")) == {made.title, "Genji"}
        assert agency.text("pagesRequested") == ["pp. 12-25"]
        assert agency.text("securityCode") == ["s3cret"] * 2
        assert agency.text("patronId") == [patron.user_id] * 2
        assert agency.text("surname") == ["国立"] * 2
        assert agency.text("locality") == ["千代田区"]
        copy, loan = sorted(agency.text("note"))
        assert "colour: grey" in copy
        assert "number: call 7" in loan
        mine.cancel_request(patron, made.request_id)
        work()
        assert agency.invalid == []
        assert agency.cancelled == [made.request_id]

    def test_tell_no_name_unless_the_setting_says_so(self, agency, patron):
        order_copy(patron)
        place_request(patron, "article-research", {"title": "stays here"})
        work()
        assert agency.text("surname") == agency.text("locality") == []
        assert len(agency.requests) == 1


class TestSystem:
    def test_that_fails_gets_each_request_once(self, agency, patron, subtests, caplog):
        """Down, slow, HTML, 5xx, 404, cut, too large, a bomb, refused."""
        ways = (
            ("silent", {"way": "silent"}, 1),
            ("html", {"body": b"<html><p>Login</p></html>"}, 1),
            ("500", {"status": 500, "body": b"oops"}, 1),
            ("503", {"status": 503, "way": "deaf"}, 0),
            ("404", {"status": 404, "way": "deaf"}, 0),
            ("302", {"status": 302, "way": "deaf"}, 0),
            ("502", {"status": 502, "way": "deaf"}, 0),
            ("huge", {"body": b"<a>" + b"x" * 2**19}, 1),
            ("bomb", {"body": BOMB}, 1),
            ("half", {"body": b"<ISO18626"}, 1),
            ("other", {"body": confirmation("requestConfirmation", "X")}, 1),
        )
        for name, how, arrived in ways:
            with subtests.test(name), time_machine.travel(now(), tick=True) as clock:
                made = order_copy(patron)
                before = dict(vars(agency))
                vars(agency).update(how)
                settings().iso18626_seconds = 2 if name == "silent" else 20
                work()
                assert agency.requests.count(made.request_id) == arrived
                assert left(made) is not None
                for key in how:
                    setattr(agency, key, before[key])
                settings().iso18626_seconds = 20
                clock.shift(timedelta(hours=2))
                work()
                assert left(made) is None
                assert agency.requests.count(made.request_id) == 1
        assert agency.invalid == []
        assert "みだれ髪" not in caplog.text
        assert patron.user_id not in caplog.text

    def test_that_is_down_gets_it_later(self, agency, patron):
        settings().iso18626_url = "http://127.0.0.1:9/iso18626"
        made = order_copy(patron)
        work()
        assert not left(made).is_taken
        settings().iso18626_url = agency.url
        with time_machine.travel(now() + timedelta(hours=1)):
            work()
        assert agency.requests == [made.request_id]
        assert agency.text("action") == []

    def test_that_refuses_is_not_asked_again(self, agency, patron):
        made = order_copy(patron)
        agency.body = confirmation(
            "requestConfirmation", made.request_id, "BadlyFormedMessage"
        )
        work()
        assert left(made).is_refused
        assert left(made).trouble == "BadlyFormedMessage"

    def test_is_not_asked_without_https_or_secrets(self, agency, monkeypatch):
        monkeypatch.delenv("NDL_REGISTRATION_ISO18626_KEY")
        assert "key" in translate(requests_leave().words)
        monkeypatch.setenv("NDL_REGISTRATION_ISO18626_KEY", KEY)
        assert requests_leave().level == "ok"
        settings().iso18626_url = "http://ill.example.org"
        assert "https" in translate(requests_leave().words)
        with pytest.raises(Invalid):
            is_optional_safe_address("http://ill.example.org")


class TestReports:
    def test_of_each_status_lead_to_a_state(self, agency, patron, mails, subtests):
        ends = {
            "RequestReceived": State.REQUESTED,
            "ExpectToSupply": State.ACCEPTED,
            "WillSupply": State.IN_PROGRESS,
            "Loaned": State.READY,
            "Unfilled": State.REFUSED,
            "RetryPossible": State.REFUSED,
            "CopyCompleted": State.DONE,
            "LoanCompleted": State.DONE,
            "CompletedWithoutReturn": State.DONE,
            "Cancelled": State.CANCELLED,
        }
        for status in STATES:
            with subtests.test(status):
                made = order_copy(patron)
                answer = take_report(report(made.request_id, status), "")
                assert is_valid(answer)
                assert b">OK<" in answer
                assert made.state is ends.get(status, State.REQUESTED)
                assert made.remote_id == "S-1"

    def test_refuse_with_a_reason_and_a_note(self, agency, patron):
        made = order_copy(patron)
        why = "<note>Vol. 2 only</note><reasonUnfilled>NotHeld</reasonUnfilled>"
        take_report(report(made.request_id, "Unfilled", why), "")
        assert (made.refusal.reason, made.refusal.text) == ("not-held", "Vol. 2 only")

    def test_of_a_cancellation_that_came_too_late_is_for_the_staff(
        self, agency, patron
    ):
        made = order_copy(patron)
        work()
        mine.cancel_request(patron, made.request_id)
        no = "<answerYesNo>N</answerYesNo>"
        message = report(made.request_id, "CopyCompleted", no, "CancelResponse")
        take_report(message, "")
        assert made.state is State.CANCELLED
        assert made.history[-1].text == "CopyCompleted: CancelResponse N"
        assert made.history[-1].is_internal

    def test_after_the_entitlement_has_ended_change_nothing(self, agency, patron):
        made = order_copy(patron)
        patron.end_after(patron.valid_until.replace(year=2020))
        take_report(report(made.request_id, "WillSupply"), "")
        assert made.state is State.REQUESTED

    def test_that_are_none_are_answered_so(self, agency, patron, subtests):
        number = order_copy(patron).request_id
        for name, data, error in (
            ("bomb", BOMB, "BadlyFormedMessage"),
            ("html", b"<html></html>", "BadlyFormedMessage"),
            ("nothing", b"", "BadlyFormedMessage"),
            ("unknown", report("X", "Loaned"), "UnrecognisedDataValue"),
            ("status", report(number, "Eaten"), "UnrecognisedDataValue"),
            ("system", report(number, "Loaned", system="X"), "UnrecognisedDataValue"),
            (
                "reason",
                report(number, "Loaned", reason="Whim"),
                "UnsupportedReasonForMessageType",
            ),
        ):
            with subtests.test(name):
                answer = take_report(data, "")
                assert is_valid(answer), answer
                assert error.encode() in answer

    def test_need_the_key_and_a_sane_size(self, agency, patron, site):
        made = order_copy(patron)
        commit()
        url = f"{settings().public_url}/@iso18626"
        data = report(made.request_id, "WillSupply")

        def post(key, body=data):
            headers = {"Accept": "application/json", "Content-Type": "application/xml"}
            headers |= {"X-API-Key": key} if key else {}
            return requests.post(url, data=body, headers=headers, timeout=60)

        assert post("").status_code == 401
        assert post(KEY[:-1]).status_code == 401
        assert post(KEY, b" " * 300_000).status_code == 413
        abort()
        assert made.state is State.REQUESTED
        answer = post(KEY)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("application/xml")
        assert is_valid(answer.content)
        abort()
        assert made.state is State.IN_PROGRESS
