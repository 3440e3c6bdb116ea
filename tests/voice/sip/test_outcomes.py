from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import failed
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.sip.order import heard
from ndl.registration.voice.sip.order import SipOrder
from ndl.registration.voice.sip.order import told
from ndl.registration.voice.sip.order import Trunk
from ndl.registration.voice.sip.outcomes import refusal

import pytest


class TestRefusal:
    @pytest.mark.parametrize(
        ("closing", "reason"),
        [
            ("401 Unauthorized", Failure.REJECTED),
            ("403 Forbidden", Failure.REJECTED),
            ("404 Not Found", Failure.NUMBER_REFUSED),
            ("408 Request Timeout", Failure.NO_ANSWER),
            ("480 Temporarily Unavailable", Failure.NO_ANSWER),
            ("484 Address Incomplete", Failure.NUMBER_REFUSED),
            ("486 Busy Here", Failure.BUSY),
            ("488 Not Acceptable Here", Failure.REJECTED),
            ("500 Server Internal Error", Failure.NETWORK),
            ("503 Service Unavailable", Failure.LINES_BUSY),
            ("600 Busy Everywhere", Failure.BUSY),
            ("603 Decline", Failure.HUNG_UP),
            ("699 Never Heard Of", Failure.REJECTED),
            ("Connection reset by peer", Failure.NETWORK),
            ("", Failure.NETWORK),
            ("no number 486", Failure.NETWORK),
            ("4861 is no code", Failure.NETWORK),
        ],
    )
    def test_is_one_of_a_closed_list(self, closing, reason):
        assert refusal(closing, has_rung=True) is reason

    @pytest.mark.parametrize("closing", ["Connection timed out [110]", "408 Timeout"])
    def test_a_trunk_that_never_answered_was_not_reached(self, closing):
        assert refusal(closing, has_rung=False) is Failure.UNREACHABLE

    def test_a_trunk_that_refuses_was_reached_even_if_nothing_rang(self):
        assert refusal("486 Busy Here", has_rung=False) is Failure.BUSY


class TestState:
    def test_busy_and_no_answer_are_states_of_their_own(self):
        assert failed(Failure.BUSY).state is CallState.BUSY
        assert failed(Failure.NO_ANSWER).state is CallState.NO_ANSWER

    def test_every_reason_ends_the_call(self):
        assert all(failed(reason).state.is_final for reason in Failure)


class TestLines:
    @pytest.mark.parametrize(
        "status",
        [
            CallStatus(CallState.RINGING),
            CallStatus(CallState.DELIVERED, None, 31),
            failed(Failure.BUSY, 2),
        ],
    )
    def test_tell_a_status(self, status):
        assert heard(told(status)) == status

    def test_tell_an_order(self):
        trunk = Trunk("h", 5060, "udp", "plain", "d", "u", "a", "very secret")
        order = SipOrder(trunk, "+81312345678", "/folder", None, 4.5, 40)
        assert order.line().count("\n") == 1
        assert SipOrder.read(order.line()) == order

    def test_hide_secret_and_number(self):
        trunk = Trunk("h", 5060, "udp", "plain", "d", "u", "a", "very secret")
        shown = repr(SipOrder(trunk, "+81312345678", "/folder", None, 4.5, 40))
        assert "very secret" not in shown
        assert "312345678" not in shown
