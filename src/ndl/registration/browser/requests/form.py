"""The forms over the fields of a service: for a new request and for a change."""

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
    """A form over the fields of one service; `page` knows the patron."""

    template = ViewPageTemplateFile("form.pt")
    ignoreContext = False
    ignorePrefix = True
    send_title = _("Send the request")
    groups: Any = ()

    def __init__(self, page: FormPage, found: Requestable) -> None:
        super().__init__(page.context, page.request)
        self.page, self.found = page, found
        self.__name__ = page.__name__
        self.label = found.entitlement.service.title

    @property
    def offered(self) -> list[dict[str, Any]]:
        """Records to fill the form in from."""
        return []

    @property
    def asked(self) -> RequestFields:
        """The schemas of the service."""
        return self.found.asked

    @property
    def schema(self) -> InterfaceClass:
        """The first schema."""
        return self.asked.schemata[0]

    @property
    def additionalSchemata(self) -> tuple[InterfaceClass, ...]:
        """The others, which are behaviours of a content type."""
        return self.asked.schemata[1:]

    def updateFields(self) -> None:
        """All fields in one list, also those that a schema puts on a tab."""
        super().updateFields()
        for group in self.groups:
            self.fields += Fields(group.fields)
        self.groups = []

    @property
    def taken(self) -> Collection[str]:
        """The fields of the form."""
        return self.asked.fields.keys()

    def objections(self) -> list[str]:
        """A form with fields that are gone is not sent: they would be lost."""
        return super().objections() + ([FIELDS_GONE] if self.untaken else [])

    def problems(self, data: Mapping[str, Any]) -> dict[str, list[str]]:
        """Validation errors of the use case, by field."""
        try:
            clean_values(self.asked, data)
        except ValuesFaulty as error:
            return {n: texts for n, texts in error.problems.items() if n in data}
        return {}

    @property
    def missing(self) -> list[str]:
        """Items the patron must bring to use the material."""
        return self.page.explain(self.found.entitlement.missing)

    @property
    def hidden(self) -> dict[str, str]:
        """Hidden inputs of the form."""
        return {}

    @property
    def action(self) -> str:
        """The address of the form."""
        return self.page.url

    def go_to(self, request: PatronRequest, message: str) -> None:
        """Show the request."""
        self.flash(message)
        url = self.page.request_url(request.request_id)
        self.request.response.redirect(url)


class PlaceForm(Copying, ValuesForm):
    """A new request, of a record, like an earlier one, or typed."""

    def getContent(self) -> dict[str, Any]:
        """Initial values of the form."""
        return self.beginning

    @property
    def hidden(self) -> dict[str, str]:
        """Hidden inputs: source of the values, and a token against double posts."""
        key = self.text_of("key", 32) or secrets.token_hex(16)
        return {"key": key} | self.sources

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
        """The request, and the version that is shown."""
        mark = self.text_of("mark", 32) or self.item.mark
        return {"request": self.item.request_id, "mark": mark}

    @button.buttonAndHandler(_("Save the change"), name="send")
    def send(self, action: Action) -> None:
        """Change the request."""
        data = self.values()
        if data is None:
            return
        mark = self.text_of("mark", 32)
        made = change_request(self.page.owner, self.item.request_id, data, mark)
        self.go_to(made, _("Your request has been changed."))
