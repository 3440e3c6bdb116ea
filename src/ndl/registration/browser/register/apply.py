"""A simple patron applies for official registration (R127, R129, R208)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.forms import flash
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import note_refusal
from ndl.registration.browser.forms import sealed_of
from ndl.registration.browser.person import language_rows
from ndl.registration.browser.person import name_rows
from ndl.registration.browser.person import phone_row
from ndl.registration.browser.person import Rows
from ndl.registration.browser.register.confirm import PageTooOld
from ndl.registration.browser.register.personal import PersonalForm
from ndl.registration.browser.register.uploads import PictureFields
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.errors import DomainError
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration.errors import AlreadyOfficial
from ndl.registration.registration.upgrade import begin_upgrade
from ndl.registration.registration.upgrade import declare_upgrade
from ndl.registration.registration.upgrade import prepare_upgrade
from ndl.registration.registration.upgrade import read_prepared_upgrade
from ndl.registration.registration.upgrade import read_upgrade
from ndl.registration.registration.upgrade import refuse_upgrade
from ndl.registration.registration.upgrade import submit_upgrade
from ndl.registration.registration.upgrade import Upgrade
from ndl.registration.review.errors import ApplicationOpen
from ndl.registration.web.client import client_of
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


class ApplyForm(PersonalForm):
    """The page `apply-official`: what the document must show, and the document."""

    label = _("Apply for official user registration")
    action_name = "apply-official"
    picture_page = "apply-picture"
    confirm_template = ViewPageTemplateFile("apply_confirm.pt")
    refused_template = ViewPageTemplateFile("apply_refused.pt")
    is_official = True
    patron: Patron
    upgrade: Upgrade
    message = ""
    is_final = False
    token = ""
    done = False

    def update(self) -> None:
        """Take the step that the request asks for, if the patron may apply."""
        keep_private(self.request)
        try:
            self.patron = applying_patron()
            refuse_upgrade(self.patron)
            if "submit" in self.request.form and self._is_ours():
                self._submit()
            else:
                self._begin()
        except DomainError as error:
            note_refusal(self.request, error)
            self.message = error.message
            self.is_final = isinstance(error, AlreadyOfficial | ApplicationOpen)

    def _is_ours(self) -> bool:
        if not has_valid_token(self.request):
            raise PageTooOld
        return True

    def _submit(self) -> None:
        state = sealed_of(self.request, "state")
        submit_upgrade(self.patron, state, client_of(self.request))
        self.done = True
        flash(
            self.request,
            _("Your application for official user registration has been accepted"),
        )
        account = f"{self.context.absolute_url()}/my-account"
        self.request.response.redirect(account)

    def _begin(self) -> None:
        posted = self.request.method == "POST" and self._is_ours()
        if posted:
            self.token = sealed_of(self.request, "token")
        else:
            self.token = begin_upgrade(self.patron)
        self.upgrade = read_upgrade(self.patron, self.token)
        owner, secret = self.upgrade.user_id, self.upgrade.secret
        self.pictures = PictureFields(self.request, owner, secret)
        self.prepare_form(self._declared_before())
        super().update()

    def _declared_before(self) -> Declaration:
        state = sealed_of(self.request, "state")
        if state:
            return read_prepared_upgrade(self.patron, state).declaration
        return Declaration.from_patron(self.patron)

    @property
    def email(self) -> str:
        """The patron's address."""
        return self.patron.email

    @property
    def known(self) -> Rows:
        """What need not be asked again."""
        born = name_rows(self.patron)[-1]
        return [born, phone_row(self.patron), *language_rows(self.patron)]

    @property
    def hidden(self) -> dict[str, str]:
        """What the page has to send back."""
        return {"token": self.token}

    def declare(self, data: Mapping[str, Any]) -> Declaration:
        """Name and address of the form, the rest of the patron."""
        return declare_upgrade(self.patron, data, self.variant)

    def seal_state(self, declared: Declaration, data: Mapping[str, Any]) -> str:
        """The application as it was shown."""
        return prepare_upgrade(self.upgrade, declared, self.pictures.kind)

    def render(self) -> str:
        """The form, or the same to be confirmed, or why neither is possible."""
        if self.done:
            return ""
        if self.message:
            return self.refused_template()
        if self.state:
            return self.confirm_template()
        return super().render()


class NotAPatron(UnknownPatron):
    """Somebody without a registration, such as an editor."""

    message = _("Only registered users of the library can apply.")


def applying_patron() -> Patron:
    """The patron who is logged in. Raises NotAPatron."""
    patron = get_directory().get(api.user.get_current().getId() or "")
    if patron is None:
        raise NotAPatron
    return patron
