"""Plone's forms for new content, where nothing is added by hand."""

from ndl.registration import _
from plone.dexterity.fti import DexterityFTI
from typing import Any
from zExceptions import Forbidden
from zope.i18n import translate
from zope.publisher.browser import BrowserPage
from ZPublisher.HTTPRequest import HTTPRequest


NOT_BY_HAND = _(
    "Nothing can be added here. Applications are sent by patrons, or entered at the "
    "counter."
)


class NotByHand(BrowserPage):
    """In place of a form for a new item: the reason why there is none."""

    def __init__(self, context: Any, request: HTTPRequest, ti: DexterityFTI) -> None:
        super().__init__(context, request)

    def __call__(self) -> str:
        """Refuse. Raises Forbidden."""
        raise Forbidden(translate(NOT_BY_HAND, context=self.request))
