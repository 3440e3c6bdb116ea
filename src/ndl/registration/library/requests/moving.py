"""Steps of a request: change of state, history, and messages to the patron."""

from ndl.registration.clock import now
from ndl.registration.config import supported_language
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.library.requests.errors import TooLate
from ndl.registration.library.requests.request import Event
from ndl.registration.library.requests.request import MOVES
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.library.requests.request import State
from ndl.registration.library.requests.store import get_requests
from ndl.registration.library.requests.words import service_title
from ndl.registration.library.requests.words import STATES
from ndl.registration.mail.compose import portal_link
from ndl.registration.mail.compose import send_mail
from ndl.registration.notices.personal import add_notice
from ndl.registration.patrons.patron import Patron
from ndl.registration.settings import settings
from urllib.parse import urlencode
from zope.i18n import translate


def advance(
    request: PatronRequest,
    step: RequestStep,
    by: str = "",
    reason: str = "",
    text: str = "",
) -> Event:
    """Move a request to the state to which the step leads. Raises TooLate."""
    state = MOVES[request.state].get(step)
    if state is None:
        raise TooLate
    event = Event(step, state, now(), by, reason, text)
    get_requests().move(request, state, event.moment)
    return _file(request, event)


def note_event(
    request: PatronRequest, step: RequestStep, by: str = "", text: str = ""
) -> Event:
    """Add an event to the history without a change of state."""
    return _file(request, Event(step, request.state, now(), by, text=text))


def _file(request: PatronRequest, event: Event) -> Event:
    request.history = (*request.history, event)
    audit(
        AuditTag.REQUEST_MOVED,
        request.user_id,
        request=request.request_id,
        step=event.step.value,
        state=event.state.value,
    )
    return event


def hold_current(patron: Patron) -> None:
    """Cause a conflict if the patron is changed before this is committed."""
    if patron._p_jar is not None:
        patron._p_jar.readCurrent(patron)


MOVED = "request-moved"
MESSAGE = "request-message"
# States that patrons set themselves, which need no notice.
_OWN = (State.REQUESTED, State.CANCELLED)


def tell_step(patron: Patron, request: PatronRequest) -> None:
    """Inform the patron of the new state of a request. Raises MailNotConfigured."""
    event = request.history[-1]
    if request.state not in _OWN:
        add_notice(
            patron,
            MOVED,
            number=request.request_id,
            service=request.service,
            state=request.state.value,
            refusal=event.reason,
            note=event.text,
        )
    if request.state in settings().request_mail_states:
        _send(patron, request, "request-moved")


def tell_message(patron: Patron, request: PatronRequest) -> None:
    """Send the last message of the staff to the patron. Raises MailNotConfigured."""
    add_notice(
        patron,
        MESSAGE,
        number=request.request_id,
        service=request.service,
        note=request.history[-1].text,
    )
    _send(patron, request, "request-message")


def _send(patron: Patron, request: PatronRequest, mail: str) -> None:
    """Send the mail; for privacy it names neither material nor question."""
    if not patron.email:
        return
    language = supported_language(patron.language)
    query = urlencode({"request": request.request_id})
    send_mail(
        patron.email,
        mail,
        patron.language,
        name=patron.addressee,
        number=request.request_id,
        service=translate(service_title(request.service), target_language=language),
        state=translate(STATES[request.state], target_language=language),
        link=portal_link(f"my-request?{query}"),
    )
