"""The pages `request-service` and `request-service/NAME`."""

from ndl.registration import _
from ndl.registration.browser.requests.form import PlaceForm
from ndl.registration.browser.requests.page import FormPage
from ndl.registration.browser.requests.typed import TypedTexts
from ndl.registration.errors import DomainError
from ndl.registration.library.entitlements import Entitlement
from ndl.registration.library.entitlements import entitlement_of
from ndl.registration.library.entitlements import entitlements
from ndl.registration.library.requests.errors import NotEntitled
from ndl.registration.library.requests.errors import NotRequestable
from ndl.registration.library.requests.errors import ServiceClosed
from ndl.registration.library.requests.fields import is_askable
from ndl.registration.library.requests.requestable import Requestable
from ndl.registration.library.requests.requestable import requestable
from ndl.registration.library.requests.requestable import standing
from ndl.registration.library.requests.words import service_title
from ndl.registration.library.services import Service
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.library.services import UnknownService
from typing import Any
from urllib.parse import quote
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(IPublishTraverse)
class RequestService(TypedTexts, FormPage):
    """The services to choose from, or with a name the form of a service.

    Shows the reason instead of the form if the patron cannot request the service.
    """

    name = ""
    refusal: DomainError | None = None

    def publishTraverse(self, request: HTTPRequest, name: str) -> "RequestService":
        """Read the service from the URL."""
        if self.name:
            raise NotFound(name)
        self.name = name
        return self

    @property
    def unsent_url(self) -> str:
        """The address of the form."""
        return self.url

    def respond(self) -> str:
        """The form of an open service, or the page with the unmet conditions."""
        if not self.name:
            return super().respond()
        try:
            found = self._found()
        except (NotEntitled, NotRequestable, ServiceClosed) as error:
            self.refusal = error
            return super().respond()
        except UnknownService as error:
            if not self.untaken:
                raise NotFound(self.name) from error
            self.name, self.refusal = "", ServiceClosed()
            self.request.response.setStatus(404)
            return super().respond()
        form: str = PlaceForm(self, found)()
        return form

    def post(self) -> str:
        """Show why the form that was posted is no longer available."""
        return self.refuse_for(self.refusal) if self.refusal else self.get()

    def _found(self) -> Requestable:
        """The fields of the service, if the patron may use it.

        Less strict for a POST, so that a refusal is shown on the form with all entries.
        Raises the exceptions of `requestable`.
        """
        look = standing if self.is_posted else requestable
        return look(self.owner, self.name)

    @property
    def title(self) -> str:
        """The title of the page."""
        return service_title(self.name) if self.name else _("Request a service")

    @property
    def url(self) -> str:
        """The URL of this page."""
        return "/".join(filter(None, (super().url, quote(self.name))))

    @property
    def services(self) -> list[dict[str, Any]]:
        """The named service, or all, each with its state for the patron."""
        patron = self.owner
        if self.name:
            service = SERVICE_TABLE.rows()[self.name]
            return [self._show(entitlement_of(patron, service))]
        return [
            self._show(one)
            for one in entitlements(patron)
            if is_askable(one.service) or one.service.link
        ]

    def _show(self, found: Entitlement) -> dict[str, Any]:
        service, is_open = found.service, found.is_open
        is_requested = is_askable(service)
        return {
            "name": service.name,
            "title": service.title,
            "is_open": is_open,
            "request_only": found.request_only,
            "missing": self.explain(found.missing),
            "request": self._form_url(service) if is_open and is_requested else "",
            "link": service.link if is_open and not is_requested else "",
            "terms": self.terms_url(service.name) if found.after_consent else "",
            "nothing": not (is_requested or service.link),
        }

    def _form_url(self, service: Service) -> str:
        record = self.sealed_of("record")
        query = f"?{urlencode({'record': record})}" if record else ""
        page = f"{self.context.absolute_url()}/request-service"
        return f"{page}/{quote(service.name)}{query}"
