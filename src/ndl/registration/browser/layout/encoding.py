"""Character encoding of patrons' pages for logged-in users."""

from collections.abc import Iterable
from ndl.registration.interfaces import IBrowserLayer
from plone.transformchain.interfaces import ITransform
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(ITransform)
@adapter(Interface, IBrowserLayer)
class EncodedTransform:
    """Serializes pages in the response's encoding, without character references.

    plone.protect parses the page to add its tokens. Without a theme, each character
    beyond ASCII would be sent as a reference such as "&#22269;": names would not appear
    as stored, and a Japanese page would be three times as large.
    """

    order = 9500

    def __init__(self, published: object, request: HTTPRequest) -> None:
        self.published = published
        self.request = request

    def transformBytes(self, result: bytes, encoding: str) -> None:
        """Leave bytes unchanged."""

    def transformUnicode(self, result: str, encoding: str) -> None:
        """Leave text unchanged: the publisher encodes it."""

    def transformIterable(self, result: Iterable[Any], encoding: str) -> Any:
        """Serialize the parsed page in the encoding of the response."""
        serialize = getattr(result, "serialize", None)
        return [serialize(encoding)] if serialize and encoding else None
