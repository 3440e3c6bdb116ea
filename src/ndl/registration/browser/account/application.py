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


