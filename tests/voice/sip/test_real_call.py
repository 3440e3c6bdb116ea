"""Calls from baresip through Kamailio to telephones that record what they hear.

All at the same time, since each lasts as long as people talk.
"""

from contextlib import ExitStack
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.speech import LIBRARY
from ndl.registration.voice.speech import PRESS
from ndl.registration.voice.speech import REPEAT
from tests.voice.decoding import samples_of
from tests.voice.decoding import says
from tests.voice.decoding import spoken_digits
from tests.voice.sip.calls import final_status
from tests.voice.sip.calls import job
from tests.voice.sip.calls import provider
from tests.voice.sip.calls import use_trunk
from tests.voice.sip.phone import phone
from tests.voice.sip.processes import agents
from tests.voice.sip.processes import folders
from tests.voice.sip.processes import shown
from tests.voice.sip.programs import eventually
from tests.voice.sip.trunk import SECRET
from tests.voice.sip.trunk import tls_of
from tests.voice.sip.trunk import trunk

import pytest


JAPANESE, ENGLISH, KEY_FIRST, VOICEMAIL, ENCRYPTED = (
    f"+8131234567{n}" for n in range(5)
)
JOBS = {
    JAPANESE: job(JAPANESE, "407193"),
    ENGLISH: job(ENGLISH, "258600", language="en"),
    KEY_FIRST: job(KEY_FIRST, "916408", key_first=True),
    VOICEMAIL: job(VOICEMAIL, "111111", key_first=True),
    ENCRYPTED: job(ENCRYPTED, "730582"),
}
# How the telephones encrypt what is said.
MEDIA = {
    ENCRYPTED: ("srtp", "srtp-mand", "srtp"),
    KEY_FIRST: ("dtls", "dtls_srtp", "dtls_srtp"),
}


def media(number):
    """What a telephone is told of its encryption."""
    if number not in MEDIA:
        return {}
    _setting, name, module = MEDIA[number]
    return {"account": f";mediaenc={name}", "extra": f"module {module}.so\n"}


@pytest.fixture
def network(tmp_path):
    """Telephones, the port of a trunk, that of its TLS, and its certificate."""
    with ExitStack() as stack:
        phones = {
            number: stack.enter_context(
                phone(tmp_path / number, number, **media(number))
            )
            for number in JOBS
        }
        tls, certificate, extra = tls_of(tmp_path, "localhost")
        port = stack.enter_context(trunk(tmp_path, phones.values(), extra))
        yield phones, port, tls, certificate


def place_all(made, port, tls, certificate):
    """Place all calls: over UDP, one over TCP, two over TLS with encrypted sound."""
    for number, each in JOBS.items():
        transport = "tcp" if number == ENGLISH else "udp"
        use_trunk(port, sip_transport=transport, sip_media="plain")
        if number in MEDIA:
            use_trunk(
                tls,
                sip_server=f"localhost:{tls}",
                sip_transport="tls",
                sip_media=MEDIA[number][0],
                sip_authorities=str(certificate),
            )
        assert made.place(each).handle == each.call_id


class TestCalls:
    def test_read_the_code_out(self, portal, network, base, caplog, monkeypatch):
        monkeypatch.setattr("ndl.registration.voice.sip.sounds._WAIT", 1)
        phones, port, tls, certificate = network
        caplog.set_level("DEBUG")
        made = provider()
        place_all(made, port, tls, certificate)
        for each in phones.values():
            eventually(lambda each=each: each.has_seen("CALL_ESTABLISHED"))
        assert made.status(JOBS[JAPANESE].call_id).state is CallState.IN_PROGRESS
        phones[KEY_FIRST].press("1")
        self.keeps_its_secrets(base, caplog)
        # In the middle of the code.
        eventually(lambda: spoken_digits(phones[ENGLISH].heard(), "en"))
        phones[ENGLISH].press("1")

        ends = {
            number: final_status(made, each.call_id) for number, each in JOBS.items()
        }
        heard = {number: samples_of(phones[number].recording()) for number in JOBS}
        self.is_read_twice(JAPANESE, ends, heard)
        self.is_read_twice(ENCRYPTED, ends, heard)
        self.is_read_after_a_key(ends, heard)
        self.is_read_again_after_a_key(ends, heard)
        self.says_nothing_to_a_voicemail(ends, heard)
        assert all(each.has_seen("CALL_CLOSED") for each in phones.values())
        eventually(lambda: not agents(base) and not folders(base))

    def keeps_its_secrets(self, base, caplog):
        assert len(folders(base)) == len(JOBS)
        for folder in folders(base):
            assert folder.stat().st_mode & 0o777 == 0o700
            # The configuration with the password is gone once it was read.
            names = {each.name for each in folder.iterdir()}
            assert {"first.wav", "again.wav"} <= names
            assert not names & {"config", "accounts", "relay.pem"}
        seen = "".join(shown(base))
        assert "voice.sip.call" in seen
        codes = [each.code for each in JOBS.values()]
        for text in (seen, caplog.text):
            assert not [word for word in (SECRET, *JOBS, *codes) if word in text]

    def is_read_twice(self, number, ends, heard):
        assert ends[number].state is CallState.DELIVERED
        assert 20 < ends[number].seconds < 45
        assert spoken_digits(heard[number], "ja") == JOBS[number].code * 2
        assert says(heard[number], LIBRARY, "ja") == 1
        assert says(heard[number], REPEAT, "ja") == 1
        # Nothing is said in the first second.
        assert abs(heard[number][:8000]).max() < 100

    def is_read_after_a_key(self, ends, heard):
        assert ends[KEY_FIRST].state is CallState.DELIVERED
        assert spoken_digits(heard[KEY_FIRST], "ja") == JOBS[KEY_FIRST].code * 2

    def is_read_again_after_a_key(self, ends, heard):
        code = JOBS[ENGLISH].code
        said = spoken_digits(heard[ENGLISH], "en")
        assert ends[ENGLISH].state is CallState.DELIVERED
        assert said.endswith(code * 2)
        # Cut off by the key.
        assert 0 < len(said.removesuffix(code * 2)) < len(code * 2)

    def says_nothing_to_a_voicemail(self, ends, heard):
        assert ends[VOICEMAIL].state is CallState.NO_ANSWER
        assert ends[VOICEMAIL].reason is Failure.NO_ANSWER
        assert spoken_digits(heard[VOICEMAIL], "ja") == ""
        assert says(heard[VOICEMAIL], PRESS, "ja") == 2


class TestTls:
    @pytest.fixture
    def tls(self, tmp_path):
        """A trunk whose certificate is for another host, and its certificate."""
        port, certificate, extra = tls_of(tmp_path, "trunk.test")
        with trunk(tmp_path, (), extra):
            yield port, certificate

    def test_a_trunk_with_the_certificate_of_another_host_is_not_called(
        self, portal, tls
    ):
        port, certificate = tls
        use_trunk(port, sip_transport="tls", sip_authorities=str(certificate))
        answer = provider().place(JOBS[JAPANESE])
        assert answer.reason is Failure.UNREACHABLE
        assert answer.is_retriable

    def test_a_trunk_of_an_unknown_authority_is_not_called(self, portal, tls):
        port, _certificate = tls
        use_trunk(port, sip_transport="tls", sip_server=f"localhost:{port}")
        assert provider().place(JOBS[JAPANESE]).reason is Failure.UNREACHABLE

    def test_without_authorities_nothing_is_called(self, portal, tls):
        port, _certificate = tls
        use_trunk(port, sip_transport="tls", sip_authorities="/nowhere")
        assert provider().place(JOBS[JAPANESE]).reason is Failure.UNREACHABLE
