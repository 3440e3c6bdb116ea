"""Whether the response time reveals who is registered.

Guesses of each kind are made equally often, each for another user ID, in a new browser.
The guesses of a turn are made in random order: an answer that follows a costly one, or
a mail, is itself slightly slower.
"""

from benchmarks.accounts import address
from benchmarks.stage import Stage
from benchmarks.visitors import Visitor
from dataclasses import dataclass
from random import sample


WRONG_PASSWORD = "Guessed-0815-x"
WRONG_ADDRESS = "nobody@example.net"
KNOWN = "registered ID"
UNKNOWN = "unknown ID"
OTHER_ADDRESS = "registered ID, other address"
WARM_UP = 10

Times = dict[str, dict[str, list[float]]]


@dataclass(frozen=True)
class Guess:
    """A stranger's entries in a form, and the page of the answer."""

    path: str
    answer: str
    fields: dict[str, str]


def measure(stage: Stage) -> Times:
    """Return the seconds of each answer, by form and kind of guess."""
    times: Times = {"wrong password": {}, "forgotten password": {}}
    for number, pair in enumerate(zip(stage.guessed, stage.unused, strict=True)):
        for form, guesses in _guesses(*pair).items():
            for who, guess in sample(list(guesses.items()), len(guesses)):
                seconds = _ask(stage, guess)
                if number >= WARM_UP:
                    times[form].setdefault(who, []).append(seconds)
    return times


def _guesses(known: str, unknown: str) -> dict[str, dict[str, Guess]]:
    return {
        "wrong password": {KNOWN: _password(known), UNKNOWN: _password(unknown)},
        "forgotten password": {
            KNOWN: _forgotten(known, address(known)),
            OTHER_ADDRESS: _forgotten(known, WRONG_ADDRESS),
            UNKNOWN: _forgotten(unknown, address(unknown)),
        },
    }


def _password(user_id: str) -> Guess:
    return Guess("login", "", {"user_id": user_id, "password": WRONG_PASSWORD})


def _forgotten(user_id: str, email: str) -> Guess:
    fields = {
        "form.widgets.user_id": user_id,
        "form.widgets.email": email,
        "form.buttons.send": "Send",
    }
    return Guess("forgot-password", "forgot-password-sent", fields)


def _ask(stage: Stage, guess: Guess) -> float:
    visitor = Visitor(stage.portal)
    visitor.get("form", guess.path)
    if guess.answer:
        visitor.post("answer", guess.path, guess.answer, **guess.fields)
    else:
        visitor.refused("answer", guess.path, **guess.fields)
    visitor.close()
    return visitor.times["answer"]
