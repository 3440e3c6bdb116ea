"""A picture of an identity document, for editors only."""

from ndl.registration.browser.forms.request import keep_private
from ndl.registration.current_user import current_user_id
from ndl.registration.documents.stored import StoredPicture
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(IPublishTraverse)
class IdentityDocument(BrowserView):
    """The view `@@identity-document/1`; each picture sent is audited."""

    number = ""

    def publishTraverse(self, request: HTTPRequest, name: str) -> "IdentityDocument":
        """Read the number of the picture from the URL."""
        if self.number:
            raise NotFound(name)
        self.number = name
        return self

    def __call__(self) -> bytes:
        """Send the picture, with headers against caching and script execution."""
        pictures = self.context.pictures_held()
        numbers = {str(number): p for number, p in enumerate(pictures, start=1)}
        picture = numbers.get(self.number)
        if picture is None:
            raise NotFound(self.number)
        try:
            data = picture.read()
        except DomainError as error:
            return self._refuse(error)
        audit(
            AuditTag.DOCUMENT_VIEWED,
            self.context.patron_id,
            application=self.context.getId(),
            picture=self.number,
            by=current_user_id(),
        )
        self._describe(picture)
        return data

    def _refuse(self, error: DomainError) -> bytes:
        keep_private(self.request)
        response = self.request.response
        response.setStatus(503)
        response.setHeader("Content-Type", "text/plain; charset=utf-8")
        return translate(error.message, context=self.request).encode("utf-8")

    def _describe(self, picture: StoredPicture) -> None:
        keep_private(self.request)
        response = self.request.response
        response.setHeader("Content-Type", picture.content_type)
        response.setHeader(
            "Content-Disposition", f'inline; filename="{picture.file_name}"'
        )
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'")
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin")
