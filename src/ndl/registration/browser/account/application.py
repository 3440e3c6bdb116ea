"""The patron's applications for official registration, in My Account."""

from dataclasses import dataclass
from functools import cached_property
from ndl.registration.account.my_application import can_apply
from ndl.registration.account.my_application import my_applications
from ndl.registration.account.my_application import MyApplication
from ndl.registration.account.my_application import state_title
from ndl.registration.browser.account.sections import Section
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.dates import show_moment
from ndl.registration.documents.kinds import kind_title
from ndl.registration.review.duration import recent_days
from ndl.registration.review.parts import Part
from ndl.registration.review.parts import TITLES
from ndl.registration.review.reasons import reason_titles


@dataclass(frozen=True)
class ShownApplication:
    """An application as texts for a page."""

    application: MyApplication
    state: str
    submitted: str
    due: str
    decided: str
    kind: str
    reasons: list[str]
    parts: list[str]
    answer_by: str = ""

    @property
    def needs_library(self) -> bool:
        """Whether the date of birth is to be corrected, which patrons cannot change."""
        return Part.BIRTH_DATE in self.application.parts


def show_application(application: MyApplication) -> ShownApplication:
    """An application as texts."""
    decided = application.decided
    return ShownApplication(
        application=application,
        state=state_title(application.state),
        submitted=show_moment(application.submitted),
        due=show_day(application.due),
        decided=show_moment(decided) if decided else "",
        kind=kind_title(application.kind),
        reasons=reason_titles(application.reasons),
        parts=[TITLES[part] for part in application.parts],
        answer_by=show_day(application.answer_by) if application.answer_by else "",
    )


class Application(Section):
    """The newest application, the older ones, and a link to a new one."""

    @cached_property
    def shown(self) -> list[ShownApplication]:
        """All applications, the newest first."""
        return [show_application(one) for one in my_applications(self.patron)]

    @property
    def newest(self) -> ShownApplication | None:
        """The application that is in effect."""
        return next(iter(self.shown), None)

    @property
    def usual_days(self) -> int | None:
        """Usual business days to a decision; None if not announced or not known."""
        return recent_days()

    @property
    def available(self) -> bool:
        """Whether there is an application, or the patron may apply."""
        return bool(self.shown) or self.can_apply

    @cached_property
    def can_apply(self) -> bool:
        """Whether the patron may apply (R127, R129)."""
        return can_apply(self.patron)
