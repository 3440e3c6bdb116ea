"""Who may do what: each service, class, residence, consent and state.

The tables are written by hand; that nothing is missing in them is tested as well.
"""

from .conftest import code_of
from .conftest import VALUES
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from itertools import product
from ndl.registration.clock import now
from ndl.registration.errors import Code
from ndl.registration.library.entitlements import entitlement_of
from ndl.registration.library.entitlements import Level
from ndl.registration.library.requests import handle
from ndl.registration.library.requests import mine
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.request import STAFF_STEPS
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.store import get_requests
from ndl.registration.library.service_terms import Consent
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence
from ndl.registration.settings import settings

import pytest


SIMPLE, OFFICIAL = PatronClass
HOME, ABROAD = None, Residence("FR", "-", "", "Paris", "1 rue de la Paix")
NO, ASK, USE = Level.NONE, Level.REQUEST, Level.USE
CONTENTS = "digitized-contents"
# Simple at home and abroad, official at home and abroad; official ones have a card.
OPEN_TO = {
    "remote-photoduplication": (USE, USE, USE, USE),
    "article-research": (USE, USE, USE, USE),
    "reference": (NO, USE, USE, USE),
    "reservation": (ASK, ASK, USE, USE),
    "interfacility": (ASK, ASK, USE, USE),
    "closed-stacks": (NO, NO, USE, USE),
    CONTENTS: (NO, NO, USE, NO),
}
KINDS = list(product(PatronClass, (HOME, ABROAD)))
NEEDS_CONSENT = {CONTENTS}
# A link with consent: nothing is handed in for it.
NO_REQUESTS = {CONTENTS}
# What can be done with a request in each state, if its service is open.
STEPS = {
    State.REQUESTED: {
        RequestStep.ACCEPT,
        RequestStep.REFUSE,
        RequestStep.CANCEL,
        RequestStep.CHANGE,
    },
    State.ACCEPTED: {
        RequestStep.START,
        RequestStep.MAKE_READY,
        RequestStep.SHIP,
        RequestStep.REFUSE,
        RequestStep.CANCEL,
    },
    State.IN_PROGRESS: {
        RequestStep.MAKE_READY,
        RequestStep.SHIP,
        RequestStep.FINISH,
        RequestStep.REFUSE,
    },
    State.READY: {RequestStep.SHIP, RequestStep.FINISH},
    State.SHIPPED: {RequestStep.FINISH},
    State.DONE: set(),
    State.CANCELLED: set(),
    State.REFUSED: set(),
}
# What asks once more whether the service is open.
ASKING = {RequestStep.ACCEPT, RequestStep.CHANGE}
ALL_STEPS = (*STAFF_STEPS, RequestStep.CANCEL, RequestStep.CHANGE)


@dataclass(frozen=True)
class Case:
    """A patron before a service."""

    service: str
    level: Level

    @property
    def placing(self):
        """The code with which a request is refused."""
        if self.service in NO_REQUESTS:
            return Code.NOT_REQUESTABLE
        return Code.NOT_ENTITLED if self.level is NO else None

    def step(self, state, step):
        """The code with which a step is refused."""
        if step not in STEPS[state]:
            return Code.REQUEST_MOVED
        if step is RequestStep.CHANGE:
            return self.placing
        return Code.NOT_ENTITLED if step in ASKING and self.level is NO else None


def case_of(service, kind, consent):
    level = OPEN_TO[service][KINDS.index(kind)]
    return Case(service, NO if service in NEEDS_CONSENT and not consent else level)


def take(patron, request, step):
    if step is RequestStep.CANCEL:
        return mine.cancel_request, patron, request.request_id
    if step is RequestStep.CHANGE:
        values = VALUES[request.service]() | {"note": "anew"}
        return mine.change_request, patron, request.request_id, values, request.mark
    return handle.take_step, request, step, request.mark, "not-held"


@pytest.fixture(autouse=True)
def site(portal, mails):
    settings().public_url = "https://library.example"
    settings().request_mail_states = ()
    return portal


@pytest.fixture
def people(make_patron):
    """A patron of each class, residence and consent."""
    found = {}
    for number, (kind, consent) in enumerate(product(KINDS, (True, False))):
        patron_class, residence = kind
        values = {} if residence is HOME else {"residence": residence}
        patron = make_patron(email=f"p{number}@example.org", **values)
        patron.change_class(patron_class)
        patron.issue_card("C1" if patron_class is OFFICIAL else "")
        if consent:
            given = Consent("1", datetime(2026, 4, 1, tzinfo=UTC))
            for service_name in NEEDS_CONSENT:
                patron.give_consent(service_name, given)
        found[kind, consent] = patron
    return found


def test_nothing_is_missing_in_the_tables(site):
    assert OPEN_TO.keys() == VALUES.keys() == SERVICE_TABLE.rows().keys()
    assert STEPS.keys() == set(State)
    assert {step for steps in STEPS.values() for step in steps} == set(ALL_STEPS)
    # What is placed, written, noted or reported moves nothing.
    still = {RequestStep.PLACE, RequestStep.WRITE, RequestStep.CALL, RequestStep.REPORT}
    assert set(RequestStep) - still == set(ALL_STEPS)
    assert {len(levels) for levels in OPEN_TO.values()} == {len(KINDS)}


@pytest.mark.parametrize("service", OPEN_TO)
def test_who_may_request(people, service):
    for (kind, consent), patron in people.items():
        case = case_of(service, kind, consent)
        found = entitlement_of(patron, SERVICE_TABLE.rows()[service])
        assert found.level is case.level, (kind, consent)
        before = len(mine.filed_requests(patron))
        refused = code_of(place_request, patron, service, VALUES[service]())
        assert refused is case.placing, (kind, consent)
        filed = mine.filed_requests(patron)
        assert len(filed) - before == (refused is None)
        if refused is None:
            assert filed[0].request.request_only is (case.level is ASK)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("service", OPEN_TO)
def test_what_can_be_done_in_each_state(people, staff, service, state):
    store = get_requests()
    for ((kind, consent), patron), step in product(people.items(), ALL_STEPS):
        # As it stands when the patron was more than this when it was placed.
        request = PatronRequest(
            request_id=store.unused_id(),
            user_id=patron.user_id,
            service=service,
            values=VALUES[service](),
        )
        store.add(request)
        store.move(request, state, now())
        mark = request.mark
        expected = case_of(service, kind, consent).step(state, step)
        use_case, *arguments = take(patron, request, step)
        assert code_of(use_case, *arguments) is expected, (kind, consent, step)
        if expected is not None:
            assert (request.state, request.mark) == (state, mark)
        store.remove(request)
