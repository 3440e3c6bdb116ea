"""Forms with the fields of a service, for a new request and for a change."""

from collections.abc import Collection
from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.requests.copying import Copying
from ndl.registration.browser.requests.page import FormPage
from ndl.registration.browser.requests.typed import TypedTexts
from ndl.registration.library.requests.errors import ValuesFaulty
from ndl.registration.library.requests.fields import clean_values
from ndl.registration.library.requests.fields import RequestFields
from ndl.registration.library.requests.mine import change_request
from ndl.registration.library.requests.place import place_request
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.library.requests.requestable import Requestable
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form.action import Action
from z3c.form.field import Fields
from zope.interface.interface import InterfaceClass

import secrets


FIELDS_GONE = _(
    "The form for this service has changed since you opened this page. "
    "Nothing has been sent. Entries that no longer have a field are shown "
    "below."
)


class ValuesForm(TypedTexts, PortalForm):
    """A form with the fields of one service; `page` provides the patron."""

    template = ViewPageTemplateFile("form.pt")
    ignoreContext = False
    ignorePrefix = True
    names_faulty = True
    send_title = _("Send the request")
    groups: Any = ()

    def __init__(self, page: FormPage, found: Requestable) -> None:
        super().__init__(page.context, page.request)
        self.page, self.found = page, found
        self.__name__ = page.__name__
        self.label = found.entitlement.service.title

    @property
    def offered(self) -> list[dict[str, Any]]:
        """Records to fill the form from."""
        return []

    @property
    def asked(self) -> RequestFields:
        """The schemas of the service."""
        return self.found.asked

    @property
    def schema(self) -> InterfaceClass:
        """The first schema of the service."""
        return self.asked.schemata[0]

    @property
    def additionalSchemata(self) -> tuple[InterfaceClass, ...]:
        """The other schemas, in the place of a content type's behaviours."""
        return self.asked.schemata[1:]

    def updateFields(self) -> None:
        """Put all fields in one list, also those that a schema puts on a tab."""
        super().updateFields()
        for group in self.groups:
            self.fields += Fields(group.fields)
        self.groups = []

    @property
    def taken(self) -> Collection[str]:
        """Names of the fields of the form."""
        return self.asked.fields.keys()

    @property
    def is_restored(self) -> bool:
        """Whether the form shows entries kept from an ended session."""
        return self.page.is_restored

    @property
    def allow_prefill_from_GET_request(self) -> bool:
        """Whether Plone fills the form from a GET."""
        return self.is_restored

    def objections(self) -> list[str]:
        """Refuse a form with fields that no longer exist: their texts would be lost."""
        return super().objections() + ([FIELDS_GONE] if self.untaken else [])

    def problems(self, data: Mapping[str, Any]) -> dict[str, list[str]]:
        """Validation errors of the use case, for fields of the form."""
        try:
            clean_values(self.asked, data)
        except ValuesFaulty as error:
            return {n: texts for n, texts in error.problems.items() if n in data}
        return {}

    @property
    def missing(self) -> list[str]:
        """Conditions that the patron does not meet, as texts."""
        return self.page.explain(self.found.entitlement.missing)

    @property
    def hidden(self) -> dict[str, str]:
        """Hidden inputs of the form."""
        return {"owner": self.page.sealed_owner}

    @property
    def action(self) -> str:
        """The URL of the form."""
        return self.page.url

    def go_to(self, request: PatronRequest, message: str) -> None:
        """Show a message, and redirect to the page of the request."""
        self.flash(message)
        url = self.page.request_url(request.request_id)
        self.request.response.redirect(url)


class PlaceForm(Copying, ValuesForm):
    """The form for a new request: empty, of a record, or like an earlier request."""

    def getContent(self) -> dict[str, Any]:
        """Initial values of the form."""
        return self.beginning

    @property
    def hidden(self) -> dict[str, str]:
        """Hidden inputs: source of the values, and a token against double posts."""
        key = self.text_of("key", 32) or secrets.token_hex(16)
        return super().hidden | {"key": key} | self.sources

    @button.buttonAndHandler(_("Send the request"), name="send")
    def send(self, action: Action) -> None:
        """Place the request."""
        data = self.values()
        if data is None:
            return
        key = self.text_of("key", 32)
        service = self.found.entitlement.service.name
        made = place_request(self.page.owner, service, data, self.record, key)
        self.go_to(made, _("Your request has been placed."))


class ChangeValuesForm(ValuesForm):
    """The form to change a request."""

    send_title = _("Save the change")

    def __init__(self, page: FormPage, found: Requestable, item: PatronRequest) -> None:
        super().__init__(page, found)
        self.item = item

    def getContent(self) -> dict[str, Any]:
        """The values of the request."""
        return dict.fromkeys(self.asked.fields) | self.item.values

    @property
    def hidden(self) -> dict[str, str]:
        """Hidden inputs: the request, and the token of its version."""
        mark = self.text_of("mark", 32) or self.item.mark
        return super().hidden | {"request": self.item.request_id, "mark": mark}

    @button.buttonAndHandler(_("Save the change"), name="send")
    def send(self, action: Action) -> None:
        """Change the request."""
        data = self.values()
        if data is None:
            return
        mark = self.text_of("mark", 32)
        made = change_request(self.page.owner, self.item.request_id, data, mark)
        self.go_to(made, _("Your request has been changed."))
