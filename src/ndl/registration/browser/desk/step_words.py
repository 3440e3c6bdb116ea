"""Texts before and after the steps of an editor."""

from dataclasses import dataclass
from dataclasses import replace
from ndl.registration import _
from ndl.registration.review.states import ReviewStep
from ndl.registration.review.states import State


@dataclass(frozen=True)
class Question:
    """The question before a step."""

    title: str
    text: str
    button: str


QUESTIONS = {
    ReviewStep.CLAIM: Question(
        _("Claim this application?"),
        _("While you work on it, nobody else can decide on it."),
        _("Claim"),
    ),
    ReviewStep.RELEASE: Question(
        _("Release this application?"),
        _("Others can claim it again."),
        _("Release"),
    ),
    ReviewStep.TAKE_OVER: Question(
        _("Take this application over?"),
        _("The editor who has claimed it can no longer decide on it."),
        _("Take over"),
    ),
    ReviewStep.UNDO: Question(
        _("Undo this decision?"),
        _("The patron has not been notified yet. You can decide anew."),
        _("Undo the decision"),
    ),
    ReviewStep.VERIFY: Question(
        _("Verify this application?"),
        _("The patron becomes an official registered user at once and is notified."),
        _("Verify"),
    ),
    ReviewStep.WITHDRAW: Question(
        _("Withdraw this application for the patron?"),
        _("The images are erased at once. The patron can apply again."),
        _("Withdraw"),
    ),
}
OTHER_QUESTION = Question(_("Take this step?"), "", "")
# Steps that are never taken without their confirmation page.
WEIGHTY = (
    ReviewStep.TAKE_OVER,
    ReviewStep.UNDO,
    ReviewStep.VERIFY,
    ReviewStep.WITHDRAW,
)
# Steps that need a text or reasons, and their pages.
WORDED = {ReviewStep.DECLINE: "decline", ReviewStep.ASK: "ask"}
CHANGE_TEXT = _(
    "The name and address of the patron are changed to the declared ones at "
    "once, and the patron is notified."
)
DONE_OTHER = _("The step has been taken.")
DONE_CHANGE = _(
    "The application has been verified. The patron's data have been "
    "changed, and the patron has been notified."
)
STAYS = (ReviewStep.CLAIM, ReviewStep.TAKE_OVER, ReviewStep.UNDO)
DONE_LATER: dict[str, str] = {
    State.SECOND_LOOK: _(
        "Your decision is recorded. It was drawn for a second look: it takes effect "
        "when another editor has decided as well."
    ),
    State.DECIDED: _(
        "Your decision takes effect at ${time}. Until then it can be undone, "
        "and the patron is not notified."
    ),
}
DONE: dict[str, str] = {
    ReviewStep.CLAIM: _("You have claimed the application."),
    ReviewStep.TAKE_OVER: _("You have taken the application over."),
    ReviewStep.RELEASE: _("The application has been released."),
    ReviewStep.ASK: _("The patron has been asked."),
    ReviewStep.UNDO: _("The decision has been undone. You can decide anew."),
    ReviewStep.VERIFY: _(
        "The application has been verified. The patron is now an official "
        "registered user and has been notified."
    ),
    ReviewStep.DECLINE: _(
        "The application has been declined. The patron has been notified."
    ),
    ReviewStep.WITHDRAW: _("The application has been withdrawn."),
}


def question_before(step: ReviewStep | None, is_change: bool) -> Question:
    """The question before a step; `step` is None for a step that the site has added."""
    asked = QUESTIONS.get(step, OTHER_QUESTION) if step else OTHER_QUESTION
    if step is ReviewStep.VERIFY and is_change:
        return replace(asked, text=CHANGE_TEXT)
    return asked
