"""The first step: type of registration and residence (R65, R66, R91)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.front.front import ListsOffers
from ndl.registration.browser.register.step import StepForm
from ndl.registration.declaration.declaration import offered_variants
from ndl.registration.declaration.schema import IClassStep
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.registration.steps import Aim
from ndl.registration.review.duration import told_days
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.interface.interface import InterfaceClass


RESIDENCES = {
    LivesIn.JAPAN: _("If you reside in Japan"),
    LivesIn.OVERSEAS: _("If you reside outside of Japan"),
}


class ClassStep(ListsOffers, StepForm):
    """The type of registration, unless it is given, and the place of residence."""

    template = ViewPageTemplateFile("class.pt")

    @property
    def label(self) -> str:
        """Title of the flow, which is the title of this step."""
        return self.flow_title

    @property
    def schema(self) -> InterfaceClass:
        """The choice of the type."""
        return IClassStep

    @property
    def days(self) -> int:
        """Business days until the decision (R142)."""
        return told_days()

    @property
    def is_change(self) -> bool:
        """Whether an official patron applies for other data."""
        return self.submission.aim is Aim.CHANGE

    @property
    def asks_class(self) -> bool:
        """Whether the type of registration is asked."""
        return "patron_class" in self.widgets

    @property
    def residences(self) -> list[dict[str, Any]]:
        """The residences to choose from; empty if only one is offered."""
        offered = [variant.lives_in for variant in offered_variants()]
        if len(offered) < 2:
            return []
        return [
            {"value": one.value, "title": RESIDENCES[one], "on": one is self.residence}
            for one in offered
        ]

    @property
    def residence(self) -> LivesIn:
        """The residence: as posted, or as stored in the submission."""
        posted = self.text_of("residence")
        is_known = posted in list(LivesIn)
        return LivesIn(posted) if is_known else self.submission.variant.lives_in

    def answer(self, data: Mapping[str, Any]) -> None:
        """Store type and residence. Raises EntriesFaulty."""
        self.submission.choose(self.residence, data.get("patron_class", ""))
