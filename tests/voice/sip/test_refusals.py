"""What comes of calls that a trunk, played by sipp, does not put through."""

from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Failure
from tests.redis_server import free_port
from tests.voice.sip.calls import end_calls
from tests.voice.sip.calls import final_status
from tests.voice.sip.calls import job
from tests.voice.sip.calls import provider
from tests.voice.sip.calls import use_trunk
from tests.voice.sip.lossy import lossy_way
from tests.voice.sip.processes import agents
from tests.voice.sip.processes import folders
from tests.voice.sip.programs import eventually
from tests.voice.sip.sipp import hangs_up_after
from tests.voice.sip.sipp import NEVER_ANSWERS
from tests.voice.sip.sipp import refuses
from tests.voice.sip.sipp import sipp
from tests.voice.sip.trunk import trunk

import pytest


NUMBER = "+81312345678"


@pytest.fixture
def made(portal, base):
    """A provider, which leaves nothing behind."""
    made = provider()
    yield made
    end_calls(made)
    eventually(lambda: not agents(base) and not folders(base))


def call(made, port, **values):
    """What comes of a call to such a trunk."""
    use_trunk(port, **{"sip_ring_seconds": 5, **values})
    return final_status(made, made.place(job(NUMBER)).handle)


class TestRefusals:
    @pytest.mark.parametrize(
        ("line", "state", "reason"),
        [
            ("486 Busy Here", CallState.BUSY, Failure.BUSY),
            ("600 Busy Everywhere", CallState.BUSY, Failure.BUSY),
            ("480 Temporarily Unavailable", CallState.NO_ANSWER, Failure.NO_ANSWER),
            ("403 Forbidden", CallState.FAILED, Failure.REJECTED),
            ("404 Not Found", CallState.FAILED, Failure.NUMBER_REFUSED),
            ("503 Service Unavailable", CallState.FAILED, Failure.LINES_BUSY),
            ("500 Server Error", CallState.FAILED, Failure.NETWORK),
            ("603 Decline", CallState.FAILED, Failure.HUNG_UP),
        ],
    )
    def test_tell_why(self, made, tmp_path, line, state, reason):
        with sipp(tmp_path, refuses(line)) as port:
            assert call(made, port) == CallStatus(state, reason)

    def test_are_understood_over_ipv6(self, made, tmp_path):
        with sipp(tmp_path, refuses("486 Busy Here"), "::1") as port:
            values = {"sip_server": f"[::1]:{port}", "sip_domain": ""}
            assert call(made, port, **values).reason is Failure.BUSY

    def test_rings_and_nobody_answers(self, made, tmp_path):
        with sipp(tmp_path, NEVER_ANSWERS) as port:
            use_trunk(port, sip_ring_seconds=5)
            handle = made.place(job(NUMBER)).handle
            eventually(lambda: made.status(handle).state is CallState.RINGING)
            status = final_status(made, handle)
        assert status == CallStatus(CallState.NO_ANSWER, Failure.NO_ANSWER)

    def test_hung_up_before_the_code(self, made, tmp_path):
        with sipp(tmp_path, hangs_up_after(1500)) as port:
            status = call(made, port)
        assert (status.state, status.reason) == (CallState.FAILED, Failure.HUNG_UP)
        assert status.seconds in (1, 2)

    def test_a_wrong_password_is_refused_by_the_trunk(
        self, made, tmp_path, monkeypatch
    ):
        with trunk(tmp_path, ()) as port:
            use_trunk(port)
            monkeypatch.setenv("NDL_REGISTRATION_SIP_SECRET", "wrong")
            status = final_status(made, made.place(job(NUMBER)).handle)
        assert status == CallStatus(CallState.FAILED, Failure.REJECTED)

    def test_a_number_that_the_trunk_does_not_know(self, made, tmp_path):
        with trunk(tmp_path, ()) as port:
            status = call(made, port)
        assert status == CallStatus(CallState.FAILED, Failure.NUMBER_REFUSED)


class TestDeadTrunk:
    @pytest.mark.parametrize("transport", ["udp", "tcp"])
    def test_was_not_reached(self, made, transport):
        status = call(made, free_port(), sip_transport=transport)
        assert status == CallStatus(CallState.FAILED, Failure.UNREACHABLE)


class TestLostPackets:
    def test_are_sent_again(self, made, tmp_path):
        with sipp(tmp_path, hangs_up_after(500)) as port, lossy_way(port) as way:
            status = call(made, way.port)
        assert status.reason is Failure.HUNG_UP
        assert {"INVITE", "INVITE 180", "INVITE 200", "BYE"} <= set(way.lost)

    def test_a_way_that_loses_all_does_not_reach_the_trunk(self, made, tmp_path):
        with lossy_way(free_port()) as way:
            way.loses_all = True
            status = call(made, way.port)
        assert status == CallStatus(CallState.FAILED, Failure.UNREACHABLE)
        # The invitation was sent again, as long as there was hope.
        assert way.lost.count("INVITE") > 2
