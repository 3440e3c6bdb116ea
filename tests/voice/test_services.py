from ..services.conftest import Program
from .provider import until
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Failure

import pytest


PHONE = "03-1234-5678"
REFUSED = (
    ({}, "phone-missing"),
    ({"phone": ""}, "phone-missing"),
    ({"phone": "0" * 41}, "phone-missing"),
    ({"phone": "03-1234-5679"}, "phone-differs"),
    ({"phone": [PHONE]}, "request-malformed"),
)


@pytest.fixture
def program(visit):
    return Program(visit(agent="program/1.0"))


@pytest.fixture
def begun(program, official, password, mails):
    body = {"login": official.user_id, "password": password}
    return program.post("@login", body).json()


def call(program, begun, **values):
    body = {"attempt": begun["attempt"], "channel": "voice"} | values
    return program.post("@login", body)


def state(program, begun):
    body = {"attempt": begun["attempt"], "call_status": True}
    return program.post("@login", body).json()


class TestLoginByVoice:
    def test_is_listed_with_what_it_needs(self, begun):
        assert begun["channels"] == [
            {
                "name": "voice",
                "title": "Authentication code by automated voice call",
                "needs": "phone",
            }
        ]

    def test_lets_the_patron_in(self, program, begun, official, telephone):
        response = call(program, begun, phone=PHONE)
        assert response.status_code == 202
        assert response.json()["recipient"] == "*****5678"
        until(lambda: state(program, begun) == {"state": "delivered", "is_over": True})
        body = {"attempt": begun["attempt"], "code": telephone.jobs[0].code}
        answer = program.post("@login", body).json()
        assert program.who(answer["token"]) == official.user_id

    def test_is_called_again(self, program, begun, telephone):
        call(program, begun, phone=PHONE)
        until(lambda: state(program, begun)["is_over"])
        again = {"attempt": begun["attempt"], "send_again": True}
        assert program.post("@login", again).status_code == 202
        telephone.wait(2)
        assert len({job.call_id for job in telephone.jobs}) == 2

    def test_refuses(self, program, begun, telephone):
        for values, code in REFUSED:
            response = call(program, begun, **values)
            assert response.status_code == 400
            assert response.json()["error"]["code"] == code, values
        assert telephone.jobs == []

    def test_tells_that_a_call_is_under_way(self, program, begun, telephone):
        telephone.state = CallStatus(CallState.RINGING)
        call(program, begun, phone=PHONE)
        telephone.wait()
        response = call(program, begun, phone=PHONE)
        assert response.status_code == 429
        assert response.json()["error"]["code"] == "call-under-way"
        telephone.state = CallStatus(CallState.NO_ANSWER, Failure.NO_ANSWER)

    def test_has_no_state_without_a_call_or_an_attempt(self, program, begun):
        assert state(program, begun)["error"]["code"] == "login-ended"
        assert state(program, {"attempt": "x"})["error"]["code"] == "login-ended"
