"""A manager tries voice calls out, on the page and over REST."""

from ..staff import add_staff
from ..staff import log_in
from ..staff import STAFF_PASSWORD
from ..staff import switch_on
from ..visitor import message_of
from .provider import until
from lxml import html
from ndl.registration.clock import now
from ndl.registration.events import AuditTag
from ndl.registration.settings import settings
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.trial import SPECIMEN
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from transaction import commit

import pytest
import time_machine


PAGE, SERVICE = "@@ndl-registration-call", "@registration-call"
TYPED = "090-1234-5678"


@pytest.fixture
def manager(visitor):
    visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    return visitor


@pytest.fixture
def program(manager):
    manager.headers["Accept"] = "application/json"
    return manager


def press(visitor, phone=TYPED, **fields):
    return visitor.submit(PAGE, phone=phone, call="1", **fields)


def state(visitor):
    return visitor.get(f"{PAGE}-state").text


class TestPage:
    def test_calls_the_manager_and_tells_how_far_it_is(
        self, manager, telephone, audited
    ):
        telephone.state = CallStatus(CallState.RINGING)
        page = press(manager, language="en")
        assert "You are being called" in message_of(page)
        telephone.wait()
        (job,) = telephone.jobs
        assert (job.number, job.code, job.language) == ("+819012345678", SPECIMEN, "en")
        until(lambda: "ringing" in state(manager))
        telephone.state = CallStatus(CallState.BUSY, Failure.BUSY, 0)
        until(lambda: "busy" in state(manager))
        text = html.fromstring(manager.get(PAGE).text).text_content()
        assert SPECIMEN in text
        assert "30 of 10000 yen" in " ".join(text.split())
        tried, ended = audited[-2:]
        assert tried.tag is AuditTag.CALL_TRIED
        assert tried.by == tried.user_id == ended.user_id == "admin"
        assert tried.details == {"number": "*****5678"}
        assert ended.details["outcome"] == "busy"
        assert ended.details["cost_class"] == "mobile"

    def test_refuses_beside_the_field(self, manager, telephone):
        for phone, words in {
            "": "Enter your telephone number.",
            "nonsense": "This number is not called",
            "0990-500-123": "This number is not called",
            "+1 202 555 0143": "This number is not called",
        }.items():
            tree = html.fromstring(press(manager, phone).text)
            (error,) = tree.xpath("//*[@id='phone-error']")
            assert words in error.text
        assert telephone.jobs == []

    def test_keeps_the_caps(self, manager, telephone):
        settings().voice_cost_day = 30
        commit()
        press(manager)
        until(lambda: "was read out" in state(manager))
        assert "No more voice calls" in message_of(press(manager))
        assert len(telephone.jobs) == 1

    def test_tells_what_is_in_the_way(self, manager, telephone):
        telephone.faults = ["The line is cut."]
        assert "The line is cut." in manager.get(PAGE).text
        settings().voice_key_first = True
        commit()
        page = manager.get(PAGE).text
        assert "does not support" in page
        assert 'name="call"' not in page
        settings().voice_provider = None
        commit()
        assert "None: voice calls are not offered." in manager.get(PAGE).text
        manager.post(PAGE, data={"phone": TYPED, "call": "1"})
        assert telephone.jobs == []

    def test_asks_staff_for_a_fresh_code(self, visitor, telephone, mails):
        add_staff("manager", roles=("Member", "Manager"))
        switch_on()
        log_in(visitor, mails, "manager")
        page = html.fromstring(visitor.get(PAGE).text)
        tokens = page.xpath("//input[@name='_authenticator']/@value")
        sent = {"_authenticator": tokens[0], "phone": TYPED, "call": "1"}
        with time_machine.travel(now().timestamp() + settings().fresh_code + 1):
            page = visitor.post(PAGE, data=sent).text
            assert "Nothing has been changed yet" in page
            assert TYPED in page
        assert telephone.jobs == []

    def test_is_for_managers(self, visitor, telephone):
        add_staff("editor", editor=True)
        visitor.log_in("editor", STAFF_PASSWORD)
        assert visitor.who() == "editor"
        for page in (PAGE, f"{PAGE}-state"):
            assert "ndl-call" not in visitor.get(page).text
        visitor.submit("login", PAGE, phone=TYPED, call="1")
        assert telephone.jobs == []


class TestService:
    def test_calls_and_tells(self, program, telephone):
        telephone.state = CallStatus(CallState.DELIVERED, None, 31)
        before = program.get(SERVICE).json()
        assert before["call"] is None
        assert (before["provider"], before["is_offered"]) == ("Test", True)
        answer = program.post(SERVICE, json={"phone": TYPED, "language": "ja"})
        assert answer.status_code == 204
        until(lambda: program.get(SERVICE).json()["call"]["is_over"])
        after = program.get(SERVICE).json()
        assert after["call"] == {
            "state": "delivered",
            "is_over": True,
            "reason": "",
            "seconds": 31,
        }
        assert (after["cost"], after["cost_limit"]) == (30, 10000)
        assert after["code"] == telephone.jobs[0].code

    def test_refuses(self, program, telephone):
        for body, status, code in (
            ({}, 400, "phone-missing"),
            ({"phone": "+1 202 555 0143"}, 400, "phone-not-called"),
            ({"phone": ["090"]}, 400, "request-malformed"),
            ({"phone": TYPED, "language": "fr"}, 400, "request-malformed"),
        ):
            answer = program.post(SERVICE, json=body)
            assert (answer.status_code, answer.json()["error"]["code"]) == (
                status,
                code,
            )
        settings().voice_provider = None
        commit()
        answer = program.post(SERVICE, json={"phone": TYPED})
        assert answer.json()["error"]["code"] == "channel-closed"
        assert telephone.jobs == []

    def test_is_for_managers(self, visit, telephone):
        stranger = visit()
        stranger.headers["Accept"] = "application/json"
        assert stranger.get(SERVICE).status_code == 401
        assert stranger.post(SERVICE, json={"phone": TYPED}).status_code == 401
        assert telephone.jobs == []
