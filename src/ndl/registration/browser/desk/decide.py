"""The steps of an editor: claim, release, verify, decline (R122-R124)."""

from collections.abc import Callable
from ndl.registration import _
from ndl.registration.browser.desk.facts import declaration_of
from ndl.registration.browser.desk.page import prepare
from ndl.registration.browser.forms import flash
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import sealed_of
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.page import IPortalPage
from ndl.registration.browser.page import page_language
from ndl.registration.errors import DomainError
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review import decide
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from ndl.registration.review.errors import ReasonMissing
from ndl.registration.review.reasons import offered_reasons
from ndl.registration.review.reasons import Reason
from ndl.registration.review.rules import LONGEST_NOTE
from ndl.registration.review.states import claimed_by
from ndl.registration.review.states import OUR_STEPS
from ndl.registration.review.states import Step
from ndl.registration.review.states import token_of
from ndl.registration.text import PAGE_LENGTH
from plone import api
from Products.Five.browser import BrowserView
from zope.interface import implementer

import transaction


SIMPLE_STEPS: dict[str, Callable[[RegistrationApplication, str], None]] = {
    Step.CLAIM: decide.claim,
    Step.RELEASE: decide.release,
    Step.VERIFY: decide.verify,
}
DONE_OTHER = _("The step has been taken.")
DONE: dict[str, str] = {
    Step.CLAIM: _("You have claimed the application."),
    Step.RELEASE: _("The application has been released."),
    Step.VERIFY: _(
        "The application has been verified. The user is now an official "
        "registered user and has been notified."
    ),
    Step.DECLINE: _("The application has been declined. The user has been notified."),
}
NOTE_TOO_LONG = _(
    "The note is too long. Please use at most ${limit} characters.",
    mapping={"limit": LONGEST_NOTE},
)


@implementer(IPortalPage)
class StepPage(BrowserView):
    """What the pages of all steps share."""

    title = ""

    def __call__(self) -> str:
        """Show the page on GET; take the step on POST only."""
        prepare(self.request)
        if self.request.method != "POST":
            return self.show()
        if not has_valid_token(self.request):
            flash(self.request, PAGE_TOO_OLD, "error")
            return self._go(self.context)
        return self.act()

    def show(self) -> str:
        """The page before the step."""
        return self.index()

    def act(self) -> str:
        """Take the step that was posted."""
        raise NotImplementedError

    @property
    def seen(self) -> str:
        """What tells later whether this page is still true.

        A step that is posted without it was chosen on no page of ours.
        """
        given = sealed_of(self.request, "seen")
        if given or self.request.method == "POST":
            return given
        return token_of(self.context)

    @property
    def claimed_by(self) -> str:
        """Another editor who works on the application; empty if nobody else."""
        editor = claimed_by(self.context)
        return "" if editor == api.user.get_current().getId() else editor

    def finish(self, step: str, take: Callable[[], None]) -> str:
        """Take the step; say what came of it, where the editor goes on.

        Of a step that is refused half way nothing is kept.
        """
        try:
            take()
        except DomainError as error:
            transaction.doom()
            flash(self.request, error.message, "error")
            return self._go(self.context)
        flash(self.request, DONE.get(step, DONE_OTHER))
        stays = step == Step.CLAIM or step not in OUR_STEPS
        return self._go(self.context if stays else self.context.aq_parent)

    def _go(self, target: RegistrationApplication | RegistrationDesk) -> str:
        self.request.response.redirect(target.absolute_url())
        return ""


class Decide(StepPage):
    """Claim and release at once, verify after a confirmation."""

    title = _("Verify this application?")

    @property
    def step(self) -> str:
        """The step that is asked for."""
        return text_of(self.request, "step")

    def show(self) -> str:
        """Ask before verifying; everything else is a button of the application."""
        if self.step == Step.VERIFY:
            return self.index()
        return self._go(self.context)

    def act(self) -> str:
        """Take one of the steps without further data."""
        if self.step not in OUR_STEPS:
            return self.finish(self.step, self._take_other)
        take = SIMPLE_STEPS.get(self.step)
        if take is None:
            return self._go(self.context)
        return self.finish(self.step, lambda: take(self.context, self.seen))

    def _take_other(self) -> None:
        decide.take_other(self.context, self.step, self.seen)

    @property
    def name(self) -> str:
        """The declared name, to be sure whom it is about."""
        held = self.context.declared
        return declaration_of(self.context).full_name if held else ""


class Decline(StepPage):
    """Decline for reasons, with a note to the patron."""

    title = _("Decline this application")
    reasons_error = ""
    note_error = ""
    longest = LONGEST_NOTE

    def act(self) -> str:
        """Decline, or show what is missing with everything that was typed."""
        if not self.chosen:
            self.reasons_error = ReasonMissing.message
        if len(self.note) > LONGEST_NOTE:
            self.note_error = NOTE_TOO_LONG
        if self.reasons_error or self.note_error:
            return self.index()
        return self.finish(
            Step.DECLINE,
            lambda: decide.decline(self.context, self.chosen, self.note, self.seen),
        )

    @property
    def reasons(self) -> list[Reason]:
        """The reasons to choose from."""
        return list(offered_reasons().values())

    @property
    def chosen(self) -> tuple[str, ...]:
        """The reasons that are ticked."""
        posted = self.request.form.get("reasons") or ()
        names = {posted} if isinstance(posted, str) else set(map(str, posted))
        return tuple(name for name in offered_reasons() if name in names)

    @property
    def note(self) -> str:
        """The note as it was typed, with plain line ends."""
        return text_of(self.request, "note", PAGE_LENGTH).replace("\r\n", "\n")

    @property
    def patron_language(self) -> str:
        """The language in which the patron reads, so that the note fits."""
        patron = get_directory().get(self.context.patron_id)
        return patron.language if patron else page_language()
