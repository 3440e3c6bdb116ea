from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.settings import settings
from ndl.registration.settings.telephone import ITwilioSettings
from ndl.registration.voice.channel import has_provider
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.twilio import client
from ndl.registration.voice.twilio.account import SECRET as VARIABLE
from ndl.registration.voice.twilio.provider import TwilioProvider
from requests import ConnectionError as Lost
from tests.certificates import write_certificate
from tests.redis_server import free_port
from tests.voice.twilio.service import babble
from tests.voice.twilio.service import drop
from tests.voice.twilio.service import hang
from tests.voice.twilio.service import lead_away
from tests.voice.twilio.service import refused
from tests.voice.twilio.service import SECRET
from tests.voice.twilio.service import service
from tests.voice.twilio.service import trickle
from tests.voice.twilio.service import yes_without_a_call
from twilio.base.exceptions import TwilioRestException
from zope.component import getUtility
from zope.interface import Invalid
from zope.interface.verify import verifyObject

import pytest
import subprocess
import sys


NUMBER, CODE = "+81312345678", "407193"
# Status of HTTP and code of the service: the reason, and whether it is asked again.
ERRORS = {
    (400, 21211): (Failure.NUMBER_REFUSED, False),
    (400, 21215): (Failure.NUMBER_REFUSED, False),
    (400, 21217): (Failure.NUMBER_REFUSED, False),
    (400, 21219): (Failure.NUMBER_REFUSED, False),
    (400, 21210): (Failure.NOT_CONFIGURED, False),
    (400, 21212): (Failure.NOT_CONFIGURED, False),
    (400, 21205): (Failure.REJECTED, False),
    (401, 20003): (Failure.REJECTED, False),
    (403, 10001): (Failure.REJECTED, False),
    (404, 20404): (Failure.REJECTED, False),
    (400, 10004): (Failure.LINES_BUSY, True),
    (429, 20429): (Failure.LINES_BUSY, True),
    (408, 20408): (Failure.UNSURE, False),
    (500, 20500): (Failure.UNSURE, False),
    (502, 21211): (Failure.UNSURE, False),
    (503, 20503): (Failure.UNSURE, False),
}
# A connection that ends in another way than with an answer.
LOSSES = {
    hang: Failure.UNSURE,
    drop: Failure.UNSURE,
    babble: Failure.UNSURE,
    yes_without_a_call: Failure.UNSURE,
    lead_away: Failure.NOT_CONFIGURED,
}
STATES = {
    ("queued", None): CallStatus(CallState.QUEUED),
    ("ringing", None): CallStatus(CallState.RINGING),
    ("in-progress", None): CallStatus(CallState.IN_PROGRESS),
    ("completed", 31): CallStatus(CallState.DELIVERED, None, 31),
    ("completed", 2): CallStatus(CallState.FAILED, Failure.HUNG_UP, 2),
    ("busy", None): CallStatus(CallState.BUSY, Failure.BUSY),
    ("no-answer", None): CallStatus(CallState.NO_ANSWER, Failure.NO_ANSWER),
    ("failed", None): CallStatus(CallState.FAILED, Failure.NETWORK),
    ("canceled", None): CallStatus(CallState.FAILED, Failure.INTERRUPTED),
}

UNSAFE = (
    ("twilio_url", "http://api.twilio.com"),
    ("twilio_url", "http://192.0.2.1"),
    ("twilio_url", "https://key:secret@api.twilio.com"),
    ("twilio_url", "api.twilio.com"),
    ("twilio_account", "AC/../Other"),
    ("twilio_caller", "050-3642-5814"),
    ("twilio_voice_ja", 'x"><Dial>'),
    ("twilio_ring_seconds", 61),
)

# Ends with an error where a question has more of the library loaded.
LOADS = """
import sys
from ndl.registration.voice.twilio import client
before = set(sys.modules)
client.Client("AC", "x", "AC").calls
sys.exit(sorted(set(sys.modules) - before) or 0)
"""


def job(language="ja", minutes=15, **values):
    expires = now() + timedelta(minutes=minutes)
    return VoiceJob("call-1", NUMBER, CODE, expires, language, **values)


@pytest.fixture
def made(configured):
    return TwilioProvider()


class TestProvider:
    def test_is_registered_and_keeps_its_promises(self, portal):
        assert verifyObject(IVoiceProvider, getUtility(IVoiceProvider, "twilio"))
        settings().voice_provider = "twilio"


class TestCall:
    @pytest.mark.parametrize(
        ("language", "voice", "digits"),
        [
            ("ja", "Polly.Mizuki", "ヨン、ゼロ、ナナ、イチ、キュウ、サン、"),
            ("en", "Polly.Joanna", "four, zero, seven, one, nine, three,"),
        ],
    )
    def test_has_the_code_read_out(self, made, cloud, language, voice, digits):
        placed = made.place(job(language))
        (ring,) = cloud.rings
        assert placed.handle == ring.sid
        assert (ring.number, ring.caller) == (NUMBER, "+815036425814")
        # Nothing leads back to the portal, and nothing is recorded.
        assert ring.options == {"Timeout": 30, "TimeLimit": 120, "Record": False}
        parts = list(ring.document)
        assert [part.tag for part in parts] == ["Pause", "Say"] * 3
        assert {part.get("length") for part in parts[::2]} == {"1"}
        assert {part.get("voice") for part in parts[1::2]} == {voice}
        assert parts[1].get("language").startswith(language)
        assert ring.said.count(digits) == 2

    def test_takes_what_is_set(self, made, cloud, configured):
        configured.twilio_key = cloud.user = "SK0123"
        configured.twilio_caller = "+815011112222"
        configured.twilio_voice_ja = ""
        configured.twilio_ring_seconds = 20
        made.place(job())
        (ring,) = cloud.rings
        assert ring.caller == "+815011112222"
        assert ring.document.find("Say").get("voice") is None
        assert ring.options["Timeout"] == 20

    def test_is_not_made_with_an_expired_code(self, made, cloud):
        assert made.place(job(minutes=0)).reason is Failure.EXPIRED
        assert cloud.asked == []


class TestErrors:
    def test_have_a_reason_of_the_closed_list(self, made, cloud, caplog):
        caplog.set_level("DEBUG")
        for (status, code), (reason, is_retriable) in ERRORS.items():
            cloud.asked.clear()
            cloud.trouble = refused(status, code)
            placed = made.place(job())
            assert (placed.reason, placed.is_retriable) == (reason, is_retriable), code
            assert cloud.asked == ["CreateCall"]
        assert cloud.rings == []
        assert "urllib3" in {record.name.split(".")[0] for record in caplog.records}
        for secret in ("312345678", CODE, "ヨン", SECRET):
            assert secret not in caplog.text

    def test_after_the_question_leave_it_unsure(self, made, cloud, monkeypatch):
        monkeypatch.setattr(client, "_READ", 0.3)
        for loss, reason in LOSSES.items():
            cloud.asked.clear()
            cloud.trouble = loss
            placed = made.place(job())
            assert (placed.reason, placed.is_retriable) == (reason, False), loss
            assert cloud.asked == ["CreateCall"]

    def test_before_the_question_may_be_asked_again(
        self, made, configured, cloud, tmp_path
    ):
        paths = tmp_path / "other.pem", tmp_path / "other.key"
        write_certificate("api.twilio.com", *paths)
        with service(paths) as stranger:
            for url in (
                f"http://127.0.0.1:{free_port()}",
                "https://cloud.invalid",
                stranger.url,
            ):
                configured.twilio_url = url
                placed = made.place(job())
                assert placed.reason is Failure.UNREACHABLE, url
                assert placed.is_retriable
            assert stranger.asked == []

    def test_never_take_longer_than_the_limit(self, made, cloud, monkeypatch):
        monkeypatch.setattr("ndl.registration.voice.twilio.provider.PATIENCE", 1)
        cloud.trouble = trickle
        # The service would go on for as long as the test.
        assert made.place(job()).reason is Failure.UNSURE
        assert not cloud.over.is_set()


class TestLibrary:
    def test_is_loaded_before_the_time_of_a_question_begins(self):
        subprocess.run([sys.executable, "-c", LOADS], check=True)


class TestStatus:
    def test_is_told_for_each_word_of_the_service(self, made, cloud):
        handle = made.place(job()).handle
        for (word, seconds), status in STATES.items():
            cloud.rings[0].status, cloud.rings[0].seconds = word, seconds
            # By any process.
            assert TwilioProvider().status(handle) == status, word

    def test_that_is_not_known_now_is_asked_again(self, made, cloud):
        handle = made.place(job()).handle
        for trouble, kind in ((refused(500, 20500), TwilioRestException), (drop, Lost)):
            cloud.trouble = trouble
            with pytest.raises(kind):
                made.status(handle)
        assert made.status(handle).state is CallState.DELIVERED


class TestProblems:
    def test_none_are_told_of_what_works(self, made):
        assert made.problems() == []

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"twilio_account": ""}, "account"),
            ({"voice_caller": "ask us"}, "no number"),
        ],
    )
    def test_what_is_missing_is_told(self, made, configured, cloud, values, words):
        for name, value in values.items():
            setattr(configured, name, value)
        (problem,) = made.problems()
        assert words in problem
        assert made.place(job()).reason is Failure.NOT_CONFIGURED
        assert cloud.asked == []

    def test_a_missing_secret_and_library_are_told(self, made, cloud, monkeypatch):
        monkeypatch.delenv(VARIABLE)
        monkeypatch.setattr(
            "ndl.registration.voice.twilio.account.find_spec", lambda name: None
        )
        problems = made.problems()
        assert "voice-twilio" in problems[0]
        assert problems[1].mapping == {"variable": VARIABLE}
        assert made.place(job()).reason is Failure.NOT_CONFIGURED

    def test_an_open_way_is_not_taken(self, made, configured, cloud, monkeypatch):
        # However it has come into the settings.
        monkeypatch.setattr(
            "ndl.registration.voice.twilio.account.is_safe", lambda _address: False
        )
        assert ["https" in text for text in made.problems()] == [True]
        assert made.place(job()).reason is Failure.NOT_CONFIGURED
        assert cloud.asked == []


class TestKeyFirst:
    """The service cannot wait for a key without an address that it can ask."""

    def test_is_not_offered_and_not_called(self, made, configured, cloud):
        configured.voice_provider = "twilio"
        assert has_provider()
        configured.voice_key_first = True
        assert not has_provider()
        assert made.place(job(key_first=True)).reason is Failure.NOT_CONFIGURED
        assert cloud.asked == []
        configured.voice_provider = "sip"
        assert has_provider()


class TestSettings:
    def test_what_is_not_safe_is_refused(self, portal):
        for name, value in UNSAFE:
            with pytest.raises(Invalid):
                ITwilioSettings[name].bind(portal).validate(value)

    @pytest.mark.parametrize(
        "url",
        [
            "https://example.signalwire.com/api/laml",
            "http://localhost:8000",
            "http://127.0.0.1:8000",
            "http://[::1]:8000",
        ],
    )
    def test_addresses_are_taken(self, url):
        ITwilioSettings["twilio_url"].validate(url)
