"""Logins by calls of the cloud service: pages, worker, the real client, the server."""

from ..provider import until
from ndl.registration.settings import settings
from ndl.registration.voice import speech
from tests.voice.twilio.conftest import use
from tests.voice.twilio.service import drop
from tests.voice.twilio.service import refused
from tests.voice.twilio.service import SECRET
from transaction import commit

import pytest
import re


TYPED = "03-1234-5678"
DIGITS = speech._JAPANESE.split()


@pytest.fixture
def called(at_code, cloud):
    """A visitor at the code page, whom the cloud service calls."""
    use(cloud)
    settings().voice_provider = "twilio"
    commit()
    return at_code


def press(visitor):
    return visitor.submit("login-voice", phone=TYPED, call="1")


def shown(visitor):
    return visitor.get("login-call").text


def code_of(ring):
    """The code as somebody hears it, the first time."""
    heard = re.search("認証コードは、(.*?)です", ring.said)[1].strip("、").split("、")
    return "".join(str(DIGITS.index(word)) for word in heard)


def test_lets_the_patron_in_and_logs_no_secret(called, cloud, official, caplog):
    caplog.set_level("DEBUG")
    cloud.status, cloud.seconds = "ringing", None
    press(called)
    until(lambda: "ringing" in shown(called))
    (ring,) = cloud.rings
    ring.status, ring.seconds = "completed", 30
    until(lambda: "was read out" in shown(called))
    code = code_of(ring)
    called.submit("login-code", code=code, enter="1")
    assert called.who() == official.user_id
    for secret in (code, ring.number, TYPED, "ゼロ", SECRET):
        assert secret not in caplog.text


@pytest.mark.parametrize("trouble", [refused(503, 20503), drop])
def test_there_is_no_second_question_where_there_may_have_been_a_call(
    called, cloud, trouble
):
    cloud.trouble = trouble
    press(called)
    until(lambda: "could not be made" in shown(called))
    assert cloud.asked == ["CreateCall"]


def test_there_is_one_where_there_certainly_was_none(called, cloud):
    cloud.trouble = refused(429, 20429)
    press(called)
    until(lambda: "was read out" in shown(called))
    assert cloud.asked.count("CreateCall") == 2
    assert len(cloud.rings) == 1
