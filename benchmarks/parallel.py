"""Measurements with several visitors at once, each with their own account."""

from benchmarks.accounts import PAGE
from benchmarks.conflicts import count as count_conflicts
from benchmarks.people import log_in
from benchmarks.people import visitors
from benchmarks.stage import Stage
from benchmarks.visitors import PatronVisitor
from benchmarks.visitors import Unexpected
from benchmarks.visitors import Visitor
from collections.abc import Callable
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from dataclasses import field
from itertools import chain
from time import perf_counter
from typing import TypeVar


V = TypeVar("V", bound=Visitor)

CLIENTS = 4
ROUNDS = 5
PAGES_EACH = 15


@dataclass
class Crowd:
    """Results of a crowd: seconds of each action and in total, errors, conflicts."""

    times: list[float] = field(default_factory=list)
    elapsed: float = 0.0
    errors: int = 0
    conflicts: int = 0

    def act(self, people: Sequence[V], act: Callable[[V], None]) -> None:
        """Let all people do the same, CLIENTS at a time; add the time to `elapsed`."""
        start = perf_counter()
        with ThreadPoolExecutor(CLIENTS) as pool:
            list(pool.map(act, people))
        self.elapsed += perf_counter() - start

    def attempt(self, act: Callable[[], object]) -> bool:
        """Call `act` once; count a server error and return False for it."""
        try:
            act()
        except Unexpected as answer:
            if not answer.is_error:
                raise
            self.errors += 1
            return False
        return True


def pages(stage: Stage, kinds: Sequence[str]) -> dict[str, Crowd]:
    """Let logged-in people request a page repeatedly; kinds of people take turns.

    A disturbance of the machine thus affects all kinds.
    """
    readers = {who: visitors(stage, who)[:CLIENTS] for who in kinds}
    for people in readers.values():
        for reader in people:
            log_in(stage, reader)
        # Each thread of Zope first fills its own cache.
        _read(stage, Crowd(), people)
    crowds = {who: Crowd() for who in kinds}
    for _ in range(ROUNDS):
        for who, crowd in crowds.items():
            _read(stage, crowd, readers[who])
    for reader in chain.from_iterable(readers.values()):
        reader.close()
    return crowds


def _read(stage: Stage, crowd: Crowd, readers: list[Visitor]) -> None:
    def read(reader: Visitor) -> None:
        for _ in range(PAGES_EACH):
            if crowd.attempt(lambda: reader.get("page", PAGE)):
                crowd.times.append(reader.times["page"])

    before = count_conflicts(stage.instance)
    crowd.act(readers, read)
    crowd.conflicts += count_conflicts(stage.instance) - before


def logins(stage: Stage, who: str) -> Crowd:
    """Let people log in together.

    All take the first step, all mails are awaited, all take the second step: so the
    waiting time is not part of the rate.
    """
    crowd, before = Crowd(), count_conflicts(stage.instance)
    for _ in range(ROUNDS):
        _log_in_together(stage, crowd, visitors(stage, who))
    crowd.conflicts = count_conflicts(stage.instance) - before
    return crowd


def _log_in_together(stage: Stage, crowd: Crowd, people: list[Visitor]) -> None:
    passed: list[Visitor] = []

    def enter_password(person: Visitor) -> None:
        if crowd.attempt(person.enter_password):
            passed.append(person)

    crowd.act(people, enter_password)
    patrons = [person for person in passed if isinstance(person, PatronVisitor)]
    codes = {person.login: stage.codes.code_for(person.login) for person in patrons}

    def enter_code(patron: PatronVisitor) -> None:
        if not crowd.attempt(lambda: patron.enter_code(codes[patron.login])):
            passed.remove(patron)

    if patrons:
        crowd.act(patrons, enter_code)
    crowd.times += [sum(person.times.values()) for person in passed]
    for person in people:
        person.close()
