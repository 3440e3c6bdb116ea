"""What comes of calls that a trunk, played by sipp, does not put through."""

from itertools import count
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


REFUSALS = {
    "486 Busy Here": (CallState.BUSY, Failure.BUSY),
    "600 Busy Everywhere": (CallState.BUSY, Failure.BUSY),
    "480 Temporarily Unavailable": (CallState.NO_ANSWER, Failure.NO_ANSWER),
    "403 Forbidden": (CallState.FAILED, Failure.REJECTED),
    "404 Not Found": (CallState.FAILED, Failure.NUMBER_REFUSED),
    "503 Service Unavailable": (CallState.FAILED, Failure.LINES_BUSY),
    "500 Server Error": (CallState.FAILED, Failure.NETWORK),
    "603 Decline": (CallState.FAILED, Failure.HUNG_UP),
}
_number = count(81312340000)


def call(made, port, **values):
    """What comes of a call to such a trunk."""
    return final_status(made, begun(made, port, **values))


def begun(made, port, **values):
    """The handle of a call that has begun, to a number of its own."""
    use_trunk(port, **{"sip_ring_seconds": 5, "sip_transport": "udp", **values})
    return made.place(job(f"+{next(_number)}")).handle


class TestRefusals:
    def test_tell_why(self, made, tmp_path, subtests):
        for line, (state, reason) in REFUSALS.items():
            with subtests.test(line=line), sipp(tmp_path, refuses(line)) as port:
                assert call(made, port) == CallStatus(state, reason)

    def test_are_understood_over_ipv6(self, made, tmp_path):
        with sipp(tmp_path, refuses("486 Busy Here"), "::1") as port:
            values = {"sip_server": f"[::1]:{port}", "sip_domain": ""}
            assert call(made, port, **values).reason is Failure.BUSY

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


class TestNobody:
    """At the same time, since each has to be waited for."""

    def test_is_reached(self, made, tmp_path):
        with (
            sipp(tmp_path, NEVER_ANSWERS) as silent,
            sipp(tmp_path, hangs_up_after(1500)) as hasty,
            sipp(tmp_path, hangs_up_after(500)) as far,
            lossy_way(far) as lossy,
            lossy_way(free_port()) as closed,
        ):
            closed.loses_all = True
            ports = [hasty, lossy.port, closed.port, free_port()]
            handles = [begun(made, port) for port in ports]
            # TCP is refused at once.
            handles.append(begun(made, free_port(), sip_transport="tcp"))
            # The last, since it does not ring for long.
            ringing = begun(made, silent)
            eventually(lambda: made.status(ringing).state is CallState.RINGING)
            ends = [final_status(made, handle) for handle in (ringing, *handles)]
        nobody, hung_up, lost, *dead = ends
        assert nobody == CallStatus(CallState.NO_ANSWER, Failure.NO_ANSWER)
        assert (hung_up.state, hung_up.reason) == (CallState.FAILED, Failure.HUNG_UP)
        assert hung_up.seconds >= 1
        # What was lost on the way was sent again, as long as there was hope.
        assert lost.reason is Failure.HUNG_UP
        assert {"INVITE", "INVITE 180", "INVITE 200", "BYE"} <= set(lossy.lost)
        assert closed.lost.count("INVITE") > 2
        unreachable = CallStatus(CallState.FAILED, Failure.UNREACHABLE)
        assert dead == [unreachable] * 3
