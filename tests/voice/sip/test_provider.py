from ndl.registration.settings import settings
from ndl.registration.settings.telephone import ISipSettings
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import Capability
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.sip import lines
from ndl.registration.voice.sip.dialling import dialled
from ndl.registration.voice.sip.dialling import NotDiallable
from ndl.registration.voice.sip.dialling import SECRET as VARIABLE
from ndl.registration.voice.sip.dialling import trunk
from tests.voice.sip.calls import end_calls
from tests.voice.sip.calls import job
from tests.voice.sip.calls import provider
from tests.voice.sip.calls import use_trunk
from tests.voice.sip.processes import folders
from zope.component import getUtility
from zope.interface import Invalid
from zope.interface.verify import verifyObject

import pytest
import socket


NUMBER = "+81312345678"
NO_NUMBERS = (
    "",
    "0312345678",
    "+81;x=1",
    "+81@evil.test",
    "+",
    "+81 3",
    "+８１３１２３",
)
# What the settings say, and how the number is dialled then.
DIALLED = {
    ("e164", ""): "+81312345678",
    ("digits", ""): "81312345678",
    ("national", ""): "0312345678",
    ("national", "0"): "00312345678",
}
# The address and the transport of the settings, and what is called.
TRUNKS = {
    ("sip.test", "udp"): ("sip.test", 5060),
    ("sip.test", "tls"): ("sip.test", 5061),
    ("sip.test:5070", "tcp"): ("sip.test", 5070),
    ("[2001:db8::1]:5070", "tcp"): ("2001:db8::1", 5070),
}
UNSAFE = (
    ("sip_server", "sip.example.org;transport=tcp"),
    ("sip_server", "user@sip.example.org"),
    ("sip_server", "sip.example.org/path"),
    ("sip_server", "-sip"),
    ("sip_server", "sip:0"),
    ("sip_user", "portal;auth_pass=x"),
    ("sip_user", "a@b"),
    ("sip_domain", "a>b"),
    ("sip_prefix", "0 0"),
    ("sip_prefix", "a"),
    ("sip_ring_seconds", 1),
    ("sip_transport", "carrier-pigeon"),
)


@pytest.fixture
def made():
    """A provider whose calls end with the test."""
    made = provider()
    yield made
    end_calls(made)


@pytest.fixture
def mute():
    """The port of a trunk that never says a word."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        yield server.getsockname()[1]


@pytest.fixture
def configured(portal, mute):
    """The settings, with that trunk."""
    use_trunk(mute, sip_ring_seconds=5)
    return settings()


class TestProvider:
    def test_is_registered_and_keeps_its_promises(self, portal):
        made = getUtility(IVoiceProvider, "sip")
        assert verifyObject(IVoiceProvider, made)
        assert Capability.KEYS in made.capabilities

    def test_can_be_chosen(self, portal):
        settings().voice_provider = "sip"
        assert settings().voice_provider == "sip"


class TestPlace:
    def test_without_a_trunk_there_is_no_call(self, made, portal):
        assert made.place(job(NUMBER)).reason is Failure.NOT_CONFIGURED

    def test_without_baresip_there_is_no_call(self, made, configured, monkeypatch):
        monkeypatch.setenv("PATH", "/nowhere")
        assert made.place(job(NUMBER)).reason is Failure.NOT_CONFIGURED

    def test_a_code_that_has_expired_is_not_read_out(self, made, configured):
        assert made.place(job(NUMBER, minutes=0)).reason is Failure.EXPIRED

    def test_what_is_no_number_is_not_dialled(self, made, configured):
        for number in NO_NUMBERS:
            assert made.place(job(number)).reason is Failure.NUMBER_REFUSED, number

    def test_a_recording_that_cannot_be_played_makes_no_call(
        self, made, configured, tmp_path
    ):
        (tmp_path / "ja").mkdir()
        (tmp_path / "ja" / "4.wav").write_bytes(b"no sound")
        configured.sip_recordings = str(tmp_path)
        assert made.place(job(NUMBER)).reason is Failure.NOT_CONFIGURED

    def test_a_host_that_is_not_known_is_told_at_once(self, made, configured):
        configured.sip_server = "trunk.invalid"
        answer = made.place(job(NUMBER))
        assert answer.reason is Failure.UNREACHABLE
        assert answer.is_retriable

    def test_more_calls_than_lines_wait(self, made, base, configured):
        configured.voice_lines = 1
        assert made.place(job(NUMBER)).is_queued
        answer = made.place(job("+81312345679"))
        assert answer.reason is Failure.LINES_BUSY
        assert answer.is_retriable
        assert len(folders(base)) == 1

    def test_a_call_that_was_placed_is_not_placed_again(self, made, base, configured):
        assert made.place(job(NUMBER)) == made.place(job(NUMBER))
        assert len(folders(base)) == 1

    def test_a_process_that_says_nothing_leaves_it_unsure(
        self, made, configured, monkeypatch, tmp_path
    ):
        monkeypatch.setattr("ndl.registration.voice.sip.provider._BEGINNING", 0.1)
        program = tmp_path / "silent"
        program.write_text("#!/bin/sh\nexec sleep 60\n")
        program.chmod(0o755)
        monkeypatch.setattr(lines.sys, "executable", str(program))
        answer = made.place(job(NUMBER))
        assert answer.reason is Failure.UNSURE
        assert not answer.is_retriable

    def test_a_process_that_cannot_start_makes_no_call(
        self, made, base, configured, monkeypatch
    ):
        monkeypatch.setattr(lines.sys, "executable", "/nowhere/python")
        answer = made.place(job(NUMBER))
        assert answer.reason is Failure.INTERRUPTED
        assert answer.is_retriable
        assert folders(base) == set()


class TestStatus:
    def test_nothing_is_known_of_a_call_of_another_process(self, made, portal):
        status = made.status("unknown")
        assert (status.state, status.reason) == (CallState.FAILED, Failure.INTERRUPTED)

    def test_is_told_of_a_call_that_goes_on(self, made, configured):
        handle = made.place(job(NUMBER)).handle
        assert made.status(handle).state is CallState.QUEUED

    def test_is_told_of_a_call_whose_process_was_ended(self, made, base, configured):
        handle = made.place(job(NUMBER)).handle
        end_calls(made)
        status = made.status(handle)
        assert (status.state, status.reason) == (CallState.FAILED, Failure.INTERRUPTED)
        assert folders(base) == set()

    def test_what_came_of_a_call_is_forgotten_after_an_hour(
        self, made, configured, monkeypatch
    ):
        configured.sip_server = "trunk.invalid"
        made.place(job(NUMBER))
        assert made.status(job(NUMBER).call_id).reason is Failure.UNREACHABLE
        monkeypatch.setattr(lines, "_MEMORY", -1)
        made.place(job("+81312345679"))
        assert made.status(job(NUMBER).call_id).reason is Failure.INTERRUPTED


class TestDialling:
    def test_numbers_are_given_as_the_trunk_takes_them(self, configured):
        for (numbers, prefix), text in DIALLED.items():
            configured.sip_numbers, configured.sip_prefix = numbers, prefix
            assert dialled(NUMBER) == text

    def test_what_has_no_country_is_no_number(self, configured):
        configured.sip_numbers = "national"
        with pytest.raises(NotDiallable):
            dialled("+9991234567")

    def test_the_trunk_has_its_usual_port(self, configured):
        for (server, transport), (host, port) in TRUNKS.items():
            configured.sip_server, configured.sip_transport = server, transport
            assert (trunk().host, trunk().port) == (host, port)

    def test_the_address_is_the_domain_unless_there_is_one(self, configured):
        configured.sip_domain = ""
        assert trunk().domain == "127.0.0.1"


class TestProblems:
    def test_none_are_told_of_what_works(self, made, configured):
        assert made.problems() == []

    def test_a_missing_trunk_is_told(self, made, portal):
        assert len(made.problems()) == 1

    def test_missing_programs_are_told(self, made, configured, monkeypatch):
        monkeypatch.setenv("PATH", "/nowhere")
        assert ["baresip" in text for text in made.problems()] == [True]

    def test_missing_authorities_are_told(self, made, configured):
        configured.sip_transport, configured.sip_authorities = "tls", "/nowhere"
        assert len(made.problems()) == 1

    def test_keys_of_srtp_on_the_open_way_are_told(self, made, configured):
        configured.sip_media = "srtp"
        assert ["SRTP" in text for text in made.problems()] == [True]

    def test_a_password_that_cannot_be_told_is_told_without_it(
        self, made, configured, monkeypatch
    ):
        monkeypatch.setenv(VARIABLE, "geheim;regint=60")
        (problem,) = made.problems()
        assert problem.mapping == {"variable": VARIABLE}

    def test_recordings_that_cannot_be_played_are_told(
        self, made, configured, tmp_path
    ):
        configured.sip_recordings = str(tmp_path)
        (problem,) = made.problems()
        assert problem.mapping == {"path": str(tmp_path)}


class TestSettings:
    def test_what_could_change_the_configuration_is_refused(self, portal):
        for name, value in UNSAFE:
            with pytest.raises(Invalid):
                ISipSettings[name].bind(portal).validate(value)

    @pytest.mark.parametrize(
        "value", ["", "sip.example.org", "pbx", "192.0.2.1:5061", "[2001:db8::1]"]
    )
    def test_addresses_are_taken(self, value):
        ISipSettings["sip_server"].validate(value)
