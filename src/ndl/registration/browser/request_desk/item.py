"""The page `patron-request`: a request, its patron, and the steps of the staff."""

from collections.abc import Mapping
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.desk.choices import Choice
from ndl.registration.browser.desk.page import WidePage
from ndl.registration.browser.person import phone_row
from ndl.registration.browser.person import Rows
from ndl.registration.browser.person import TYPES
from ndl.registration.browser.request_desk.row import desk_url
from ndl.registration.browser.request_desk.row import DONE
from ndl.registration.browser.request_desk.row import EXPIRED
from ndl.registration.browser.request_desk.row import item_url
from ndl.registration.browser.request_desk.row import LACKING
from ndl.registration.browser.request_desk.row import NOT_OFFERED
from ndl.registration.browser.request_desk.row import NOTED
from ndl.registration.browser.request_desk.row import STEPS
from ndl.registration.browser.request_desk.row import WRITTEN
from ndl.registration.browser.requests.item import ItemShown
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.library.requests.errors import UnknownRequest
from ndl.registration.library.requests.handle import find_request
from ndl.registration.library.requests.handle import is_own_request
from ndl.registration.library.requests.handle import look_at
from ndl.registration.library.requests.handle import note_call
from ndl.registration.library.requests.handle import possible_refusals
from ndl.registration.library.requests.handle import possible_steps
from ndl.registration.library.requests.handle import standing_of
from ndl.registration.library.requests.handle import step_named
from ndl.registration.library.requests.handle import take_step
from ndl.registration.library.requests.handle import TEXT_LENGTH
from ndl.registration.library.requests.handle import write_to_patron
from ndl.registration.library.requests.request import is_open
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.request import RequestStep
from ndl.registration.patrons.patron import Patron
from zExceptions import NotFound

import transaction


# The text field of each form, by its button. A text that is too long is refused.
TEXTS = {
    "step": "step_text",
    "refuse": "refusal_text",
    "write": "message",
    "call": "call_note",
}


class StaffItem(ItemShown, WidePage):
    """A request with forms for step, refusal, message and call; audits each look."""

    patron: Patron
    for_staff = True
    longest = TEXT_LENGTH

    def get(self) -> str:
        """Show the request."""
        self.patron = look_at(self.item)
        return self.index()

    def post(self) -> str:
        """Handle the pressed button."""
        mark = self.text_of("mark")
        text = self.typed(TEXTS[self.act]) if self.act else ""
        if self.act == "step":
            step = step_named(self.text_of("step"))
            take_step(self.item, step, mark, text=text)
        elif self.act == "refuse":
            reason = self.text_of("reason")
            take_step(self.item, RequestStep.REFUSE, mark, reason, text)
        elif self.act == "write":
            write_to_patron(self.item, text, mark)
        elif self.act == "call":
            note_call(self.item, text, mark)
        if self.act:
            self.flash(SAID.get(self.act, DONE))
        return self.redirect(self.url)

    def refuse_for(self, error: DomainError) -> str:
        """Show the refusal, and discard all changes of this request."""
        transaction.doom()
        return super().refuse_for(error)

    @cached_property
    def item(self) -> PatronRequest:
        """The request. Raises NotFound."""
        try:
            return find_request(self.text_of("request"))
        except UnknownRequest as error:
            raise NotFound("patron-request") from error

    @property
    def act(self) -> str:
        """The button of the form that was sent; empty if none."""
        return next((name for name in TEXTS if name in self.request.form), "")

    @property
    def error_fields(self) -> Mapping[Code, str]:  # type: ignore[override]
        """The field beside which each refusal is shown."""
        shown = {Code.REFUSAL_MISSING: "reason"}
        return shown | ({Code.MESSAGE_FAULTY: TEXTS[self.act]} if self.act else {})

    def typed(self, name: str) -> str:
        """The text of a field as typed."""
        return self.lines_of(name)

    @property
    def title(self) -> str:
        """Title with the number of the request."""
        return _("Request ${number}", mapping={"number": self.item.request_id})

    @property
    def url(self) -> str:
        """URL of this page with its request."""
        return item_url(self.item.request_id)

    @property
    def desk_url(self) -> str:
        """URL of the queue."""
        return desk_url()

    @property
    def others_url(self) -> str:
        """URL of the list of all requests of the patron."""
        return desk_url(patron=self.item.user_id)

    @property
    def reached_at(self) -> Rows:
        """The patron and the ways to reach them (R172)."""
        patron = self.patron
        kana = f"{patron.family_kana} {patron.given_kana}".strip()
        return [
            (_("Name"), patron.full_name),
            *([(_("Katakana"), kana)] if kana else []),
            (_("User ID"), patron.user_id),
            (_("Registration type"), TYPES[patron.patron_class]),
            phone_row(patron),
            (_("Email address"), patron.email or _("None")),
        ]

    @property
    def is_own(self) -> bool:
        """Whether the request was made by the current user."""
        return is_own_request(self.item)

    @property
    def lacking(self) -> list[str]:
        """Conditions not met by the patron; empty once the request is closed."""
        if not is_open(self.item.state):
            return []
        found = standing_of(self.item)
        said = [LACKING[one] for one in found.missing]
        if not found.is_open and self.patron.is_expired:
            said.append(EXPIRED)
        if not found.service.offered:
            said.append(NOT_OFFERED)
        return said

    @property
    def is_closed_to_patron(self) -> bool:
        """Whether the request cannot be accepted."""
        return not standing_of(self.item).is_open

    @property
    def steps(self) -> list[Choice]:
        """The possible steps, except refusing; the first is preselected."""
        possible = [s for s in possible_steps(self.item) if s is not RequestStep.REFUSE]
        return [
            Choice(STEPS[step], step.value, not number)
            for number, step in enumerate(possible)
        ]

    @property
    def reasons(self) -> list[Choice]:
        """The possible reasons to refuse; empty if refusing is not possible."""
        chosen, found = self.text_of("reason"), possible_refusals(self.item)
        return [Choice(row.text, row.name, row.name == chosen) for row in found]


SAID = {"write": WRITTEN, "call": NOTED}
