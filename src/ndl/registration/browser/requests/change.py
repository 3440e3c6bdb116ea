"""The page `change-request`."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.forms.request import messages_of
from ndl.registration.browser.requests.form import ChangeValuesForm
from ndl.registration.browser.requests.page import FormPage
from ndl.registration.browser.requests.typed import TypedTexts
from ndl.registration.errors import DomainError
from ndl.registration.library.requests.errors import NotRequestable
from ndl.registration.library.requests.errors import TooLate
from ndl.registration.library.requests.request import can_change
from ndl.registration.library.requests.requestable import requestable
from ndl.registration.library.requests.requestable import standing
from zExceptions import NotFound
from zope.schema import Field


class ChangeRequest(TypedTexts, FormPage):
    """The form with the values of a request, which can change until it is accepted."""

    title = _("Change your request")
    refusal: DomainError = NotRequestable()

    @property
    def known(self) -> Mapping[str, Field]:
        """The fields of the service; empty if the patron cannot request it."""
        try:
            item = self.own_request()
            return standing(self.owner, item.service).asked.fields
        except DomainError:
            return {}

    @property
    def item_url(self) -> str:
        """URL of the page of the request."""
        return self.request_url(self.number)

    def post(self) -> str:
        """Show why the change cannot be saved, with the texts as typed."""
        return self.refuse_for(self.refusal)

    @property
    def unsent_url(self) -> str:
        """The address of the form."""
        return self.request_url(self.number, "change-request")

    def respond(self) -> str:
        """Show the form; if it is too late, the reason and the texts as typed."""
        item = self.earlier
        if item is None:
            raise NotFound("change-request")
        try:
            if not can_change(item.state):
                raise TooLate
            look = standing if self.is_posted else requestable
            found = look(self.owner, item.service)
        except DomainError as error:
            if self.untaken:
                self.refusal = error
                return super().respond()
            for message in messages_of(error):
                self.flash(message, "error")
            return self.redirect(self.request_url(item.request_id))
        form: str = ChangeValuesForm(self, found, item)()
        return form
