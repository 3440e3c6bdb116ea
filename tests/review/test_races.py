"""Two who act on one application at the same moment, in real threads."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextlib import suppress
from datetime import timedelta
from ndl.registration.account.application_steps import answer_question
from ndl.registration.clock import now
from ndl.registration.errors import DomainError
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review import decide
from ndl.registration.review.claims import hold
from ndl.registration.review.desk import get_desk
from ndl.registration.review.due import find_due
from ndl.registration.review.due import take_due_step
from ndl.registration.review.queue import applications_of
from ndl.registration.review.span import parse_span
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import is_open
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.states import token_of
from ndl.registration.review.statistics import Statistics
from ndl.registration.review.submit import submit_application
from ndl.registration.settings import settings
from Testing.makerequest import makerequest
from threading import Barrier
from threading import BrokenBarrierError
from ZODB.POSException import ConflictError
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import pytest
import time_machine
import transaction


# As often as Zope tries a request.
TRIES = 4
TOGETHER = 6


class Race:
    """Lets several act, each before another has committed, and again on a conflict."""

    def __init__(self, site, number):
        self.database, self.site_id = site._p_jar.db(), site.getId()
        self.number = number
        self.tries = TRIES

    def run(self, acts):
        """What came of each: "done", "conflict", or the refusal."""
        gate = Barrier(len(acts), timeout=20)
        with ThreadPoolExecutor(len(acts)) as pool:
            found = [pool.submit(self.retry, gate, *act) for act in acts]
            said = [each.result() for each in found]
        transaction.abort()
        return said

    def retry(self, gate, who, act):
        for _try in range(self.tries):
            with suppress(ConflictError), self.connected(who):
                try:
                    act(get_desk()[self.number])
                except DomainError as error:
                    gate.abort()
                    return type(error).__name__
                with suppress(BrokenBarrierError):
                    gate.wait()
                gate.abort()
                transaction.commit()
                return "done"
        return "conflict"

    @contextmanager
    def connected(self, who):
        transaction.begin()
        connection = self.database.open()
        try:
            app = makerequest(connection.root()["Application"])
            setRequest(app.REQUEST)
            setSite(app[self.site_id])
            users = getSite().acl_users
            if who:
                newSecurityManager(None, users.getUserById(who).__of__(users))
            yield
        finally:
            transaction.abort()
            noSecurityManager()
            setSite(None)
            clearRequest()
            connection.close()


@pytest.fixture
def race(functional_portal, waiting):
    return Race(functional_portal, waiting.getId())


def is_consistent(application, patron, mails):
    """Whether state, class, notices and mails tell of one and the same decision."""
    state = state_of(application)
    kinds = [one.kind for one in patron.notices if one.kind.startswith("application-")]
    wanted = {
        State.VERIFIED: ["application-verified"],
        State.DECLINED: ["application-declined"],
    }.get(state, [])
    told = [mail for mail in mails if "Please complete" not in mail["Subject"]]
    is_verified = state is State.VERIFIED
    due = (wanted, is_verified, len(wanted))
    return (kinds, patron.is_official, len(told)) == due


def acts_of(seen, user_id):
    return {
        "verify": ("editor", lambda a: decide.verify(a, seen)),
        "decline": ("editor-b", lambda a: decide.decline(a, ("under-age",), "", seen)),
        "ask": ("editor-b", lambda a: decide.ask(a, "The back?", seen)),
        "claim": ("editor-b", lambda a: decide.claim(a, seen)),
        "hold": ("editor", hold),
        "take over": ("boss", lambda a: decide.take_over(a, seen)),
        "undo": ("editor", lambda a: decide.undo(a, seen)),
        "withdraw": ("", decide.withdraw),
        "due": ("", lambda a: take_due_step(a.getId())),
        "answer": (
            "",
            lambda a: answer_question(get_directory()[user_id], a.getId(), "Here."),
        ),
        "deregister": (
            "",
            lambda a: getSite().acl_users.userFolderDelUsers([user_id]),
        ),
    }


@pytest.mark.parametrize("other", ["decline", "withdraw", "claim", "ask"])
def test_a_decision_against_another_step(race, waiting, applicant, mails, other):
    acts = acts_of(token_of(waiting), applicant.user_id)
    said = Counter(race.run([acts["verify"], acts[other]]))
    assert said["done"] == 1, said
    assert is_consistent(waiting, applicant, mails)


def test_a_decision_against_deregistration(race, waiting, applicant, mails):
    user_id = applicant.user_id
    acts = acts_of(token_of(waiting), user_id)
    said = race.run([acts["verify"], acts["deregister"]])
    assert said[1] == "done"
    assert user_id not in get_directory()
    verified = state_of(waiting) is State.VERIFIED
    assert said[0] == ("done" if verified else "PatronGone")
    assert not waiting.pictures_held()


def test_work_goes_on_while_a_manager_takes_it_over(race, waiting, applicant):
    decide.claim(waiting, token_of(waiting))
    transaction.commit()
    acts = acts_of(token_of(waiting), applicant.user_id)
    assert race.run([acts["hold"], acts["take over"]])[1] == "done"
    assert claimed_by(waiting) == "boss"


@pytest.mark.parametrize("other", ["claim", "answer", "withdraw"])
def test_the_lapse_of_a_question(race, waiting, applicant, mails, other):
    decide.ask(waiting, "The back?", token_of(waiting))
    transaction.commit()
    acts = acts_of(token_of(waiting), applicant.user_id)
    days = timedelta(days=settings().answer_days + 1)
    with time_machine.travel(now() + days, tick=True):
        said = race.run([acts["due"], acts[other]])
    assert "conflict" not in said
    assert is_consistent(waiting, applicant, mails)
    states = {"claim": State.IN_REVIEW, "answer": State.IN_REVIEW}
    assert state_of(waiting) in (
        State.DECLINED,
        states.get(other, State.WITHDRAWN),
    )


@pytest.mark.parametrize("decision", ["verify", "decline"])
@pytest.mark.parametrize("other", ["undo", "withdraw"])
def test_the_effect_of_a_decision(
    race, waiting, applicant, mails, decision, other, monkeypatch
):
    settings().undo_minutes = 5
    decide_now(waiting, decision)
    # The clock of the command is ahead of that of the editor.
    later = now() + timedelta(minutes=6)
    monkeypatch.setattr("ndl.registration.review.lapse.now", lambda: later)
    acts = acts_of(token_of(waiting), applicant.user_id)
    race.run([acts["due"], acts[other]])
    assert is_consistent(waiting, applicant, mails)
    undone = {"undo": State.IN_REVIEW, "withdraw": State.WITHDRAWN}
    made = {"verify": State.VERIFIED, "decline": State.DECLINED}
    assert state_of(waiting) in (made[decision], undone[other])


@pytest.mark.parametrize("decision", ["verify", "decline"])
def test_the_effect_on_somebody_who_deregisters(
    race, waiting, applicant, mails, decision
):
    settings().undo_minutes = 5
    decide_now(waiting, decision)
    user_id = applicant.user_id
    acts = acts_of(token_of(waiting), user_id)
    with time_machine.travel(now() + timedelta(minutes=6), tick=True):
        said = race.run([acts["due"], acts["deregister"]])
    assert said[1] == "done"
    assert user_id not in get_directory()
    made = {"verify": State.VERIFIED, "decline": State.DECLINED}
    assert state_of(waiting) in (State.WITHDRAWN, made[decision])
    assert not waiting.pictures_held()
    assert waiting.declared is None


@pytest.mark.parametrize("other", ["verify", "decline", "claim"])
def test_the_lapse_of_a_claim(race, waiting, applicant, mails, other):
    decide.claim(waiting, token_of(waiting))
    transaction.commit()
    acts = acts_of(token_of(waiting), applicant.user_id)
    with time_machine.travel(now() + timedelta(hours=2), tick=True):
        said = race.run([acts["due"], acts[other]])
    assert "conflict" not in said
    # Who was later sees that somebody has done something, and decides anew.
    assert said[1] in ("done", "StalePage")
    assert is_consistent(waiting, applicant, mails)
    done = {"verify": State.VERIFIED, "decline": State.DECLINED}
    states = {"done": done.get(other, State.IN_REVIEW), "StalePage": State.SUBMITTED}
    assert state_of(waiting) in (states[said[1]], State.SUBMITTED)
    if said[1] == "done" and other != "claim":
        assert state_of(waiting) is done[other]


@pytest.mark.parametrize("other", ["verify", "decline", "withdraw"])
def test_handing_in_again(race, waiting, applicant, mails, pictures, other):
    acts = acts_of(token_of(waiting), applicant.user_id)

    def hand_in(application):
        submit_application(get_directory()[applicant.user_id], pictures)

    said = race.run([acts[other], ("", hand_in)])
    assert said[0] == "done"
    assert is_consistent(waiting, applicant, mails)
    found = applications_of(applicant.user_id)
    assert said[1] == ("done" if len(found) > 1 else "ApplicationOpen")
    assert sum(is_open(state_of(one)) for one in found) == len(found) - 1


def test_decisions_of_one_minute_do_not_conflict(race, make_application, mails):
    settings().undo_minutes = 5
    made = [make_application(email=f"p{n}@example.org") for n in range(TOGETHER + 2)]
    # The catalog's index of states takes in a new state with the first two of it.
    for application in (made.pop(), made.pop()):
        decide.verify(application, token_of(application))
    transaction.commit()

    def act_on(application):
        number, seen = application.getId(), token_of(application)
        return lambda _application: decide.verify(get_desk()[number], seen)

    race.tries = 1
    acts = [("editor", act_on(application)) for application in made]
    with time_machine.travel(now(), tick=False):
        assert race.run(acts) == ["done"] * TOGETHER
    with time_machine.travel(now() + timedelta(minutes=6), tick=False):
        assert len(find_due()) == TOGETHER + 2


def test_decisions_at_once_are_all_counted(race, make_application, mails):
    count = TOGETHER + 2
    made = [make_application(email=f"p{n}@example.org") for n in range(count)]
    # The catalog's index of states takes in a new state with the first two of it.
    for application in (made.pop(), made.pop()):
        decide.verify(application, token_of(application))
    transaction.commit()

    def act_on(application):
        number, seen = application.getId(), token_of(application)
        return lambda _application: decide.verify(get_desk()[number], seen)

    acts = [
        (("editor", "editor-b")[place % 2], act_on(application))
        for place, application in enumerate(made)
    ]
    assert race.run(acts) == ["done"] * TOGETHER
    total = Statistics(parse_span({})).total
    # One more waits from before.
    assert (total.received, total.verified, total.waiting) == (count + 1, count, 1)


def decide_now(application, decision):
    if decision == "verify":
        decide.verify(application, token_of(application))
    else:
        decide.decline(application, ("under-age",), "", token_of(application))
    transaction.commit()
