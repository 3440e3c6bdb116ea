"""The process of a single call: `python -m ndl.registration.voice.sip.call`.

It reads an order from its input and writes the progress of the call to its output. It
ends the call when its input ends, which also happens when the portal is killed.
"""

from collections.abc import Callable
from contextlib import suppress
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import failed
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.sip.agent import Agent
from ndl.registration.voice.sip.agent import AgentFailed
from ndl.registration.voice.sip.order import AGAIN
from ndl.registration.voice.sip.order import FIRST
from ndl.registration.voice.sip.order import SipOrder
from ndl.registration.voice.sip.order import SPARE
from ndl.registration.voice.sip.order import told
from ndl.registration.voice.sip.outcomes import refusal
from pathlib import Path
from typing import Any

import select
import shutil
import signal
import sys
import time
import wave


# How often a key can have the code read out.
_REPEATS = 4
# Seconds for starting and ending, in addition to the call itself.
_AROUND = 20


class Call:
    """A call, from dialing to its end."""

    def __init__(self, order: SipOrder, report: Callable[[CallStatus], None]) -> None:
        self._order, self._report = order, report
        folder = Path(order.folder)
        self._first, self._again = folder / FIRST, folder / AGAIN
        self._repeats = _REPEATS
        self._has_rung = self._is_heard = False
        self._answered: float | None = None
        # When the current sound began, and after how many seconds the code was heard.
        self._began, self._mark = 0.0, order.first_heard
        self._deadline = 0.0
        self._outcome: CallStatus | None = None

    @property
    def most_seconds(self) -> int:
        """Upper bound of the duration of the call in seconds."""
        sounds = _seconds(self._first) + _REPEATS * _seconds(self._again)
        return self._order.ring_seconds + int(sounds) + _AROUND

    def run(self) -> CallStatus:
        """Make the call and return its result."""
        try:
            agent = Agent(
                Path(self._order.folder), self._order.trunk, self.most_seconds
            )
        except AgentFailed:
            return failed(Failure.UNREACHABLE)
        try:
            return self._run(agent)
        except AgentFailed:
            return self._outcome_after(failed(Failure.INTERRUPTED))
        finally:
            agent.end()

    def _run(self, agent: Agent) -> CallStatus:
        self._report(CallStatus(CallState.QUEUED))
        agent.dial(self._order.number)
        self._deadline = time.monotonic() + self._order.ring_seconds
        while self._outcome is None:
            wait = max(0.0, self._deadline - time.monotonic())
            ready, _, _ = select.select([agent.socket, sys.stdin], [], [], wait)
            if sys.stdin in ready:
                return self._outcome_after(failed(Failure.INTERRUPTED))
            if not ready:
                return self._outcome_after(failed(self._silence()))
            for event in agent.events():
                self._take(event, agent)
        return self._outcome

    def _take(self, event: dict[str, Any], agent: Agent) -> None:
        match event.get("type"):
            case "CALL_RINGING" | "CALL_PROGRESS":
                self._has_rung = True
                self._report(CallStatus(CallState.RINGING))
            case "CALL_ESTABLISHED":
                self._answered = time.monotonic()
                self._report(CallStatus(CallState.IN_PROGRESS))
                self._play(agent, self._first, self._order.first_heard)
            case "CALL_DTMF_START" if self._answered and self._repeats:
                self._repeats -= 1
                self._note_heard()
                self._play(agent, self._again, self._order.again_heard)
            case "CALL_CLOSED":
                reason = Failure.HUNG_UP
                if self._answered is None:
                    reason = refusal(str(event.get("param", "")), self._has_rung)
                self._outcome = self._outcome_after(failed(reason))

    def _play(self, agent: Agent, path: Path, mark: float | None) -> None:
        agent.play(path)
        self._began, self._mark = time.monotonic(), mark
        self._deadline = self._began + _seconds(path)

    def _note_heard(self) -> None:
        if self._answered is not None and self._mark is not None:
            self._is_heard |= time.monotonic() - self._began >= self._mark

    def _silence(self) -> Failure:
        """Reason of a call that ends in silence: unreachable, or no answer or key."""
        is_lost = self._answered is None and not self._has_rung
        return Failure.UNREACHABLE if is_lost else Failure.NO_ANSWER

    def _outcome_after(self, ending: CallStatus) -> CallStatus:
        """The result of the call: delivered if the code was heard, else `ending`."""
        self._note_heard()
        began = self._answered
        seconds = round(time.monotonic() - began) if began is not None else 0
        if self._is_heard:
            return CallStatus(CallState.DELIVERED, None, seconds)
        return CallStatus(ending.state, ending.reason, seconds)


def main() -> int:
    """Make the call ordered by the input."""
    signal.signal(signal.SIGTERM, _stop)
    order = SipOrder.read(sys.stdin.readline())
    call = Call(order, _report)
    # If anything hangs, the kernel ends this process, and then baresip.
    signal.alarm(call.most_seconds + _AROUND)
    try:
        _report(call.run())
    finally:
        shutil.rmtree(order.folder, ignore_errors=True)
    return 0


def _report(status: CallStatus) -> None:
    # If the portal has ended, nothing reads the output; the input has ended, too.
    with suppress(BrokenPipeError):
        sys.stdout.write(told(status))
        sys.stdout.flush()


def _seconds(path: Path) -> float:
    """Duration of a sound in seconds, without its margin."""
    with wave.open(str(path)) as file:
        return file.getnframes() / file.getframerate() - SPARE


def _stop(number: int, frame: object) -> None:
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
