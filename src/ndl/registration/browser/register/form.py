"""The form of a new registration (R67-R82, R92-R115)."""

from collections.abc import Mapping
from ndl.registration import _
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import sealed_of
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.register.personal import PersonalForm
from ndl.registration.browser.register.steps import LinkedStep
from ndl.registration.browser.register.uploads import PictureFields
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.schema import CLASSES
from ndl.registration.errors import DomainError
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.registration.errors import FormMissing
from ndl.registration.registration.register import prepare
from ndl.registration.registration.register import read_prepared
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


class RegistrationForm(LinkedStep, PersonalForm):
    """The page `register-form`: all fields, and afterwards all of them to confirm."""

    action_name = "register-form"
    picture_page = "register-picture"
    confirm_template = ViewPageTemplateFile("confirm.pt")
    personal = ("birth_date",)
    contact = (
        "phone",
        "phone_is_fax",
        "no_phone",
        "language",
        "title",
        "password",
        "password_again",
    )
    patron_class: PatronClass | None = None

    def update(self) -> None:
        """Open the link first; without it there is no form."""
        keep_private(self.request)
        self.patron_class = self.patron_class or self._posted_class()
        if not self.open():
            return
        if self.patron_class is None or self.request.method != "POST":
            self.refusal = FormMissing()
            return
        secret = self.started.secret
        self.pictures = PictureFields(self.request, secret, secret)
        self.prepare_form(self._declared_before())
        super().update()

    def _posted_class(self) -> PatronClass | None:
        try:
            return PatronClass(text_of(self.request, "patron_class"))
        except ValueError:
            return None

    def _declared_before(self) -> Declaration | None:
        try:
            state = sealed_of(self.request, "state")
            return read_prepared(state, self.started).declaration
        except DomainError:
            return None

    def defaults(self) -> dict[str, Any]:
        """Mails come in the language of the first one."""
        return {"language": self.started.language}

    @property
    def email(self) -> str:
        """The address that the link was mailed to."""
        return self.started.email

    @property
    def label(self) -> str:
        """What the page is for."""
        if self.refusal or self.patron_class is None:
            return _("User registration")
        return CLASSES.getTerm(self.patron_class.value).title

    @property
    def hidden(self) -> dict[str, str]:
        """What the page has to send back."""
        chosen = self.patron_class.value if self.patron_class else ""
        return {"token": self.token, "patron_class": chosen}

    @property
    def is_official(self) -> bool:
        """Whether pictures of an identity document are asked for."""
        return self.patron_class is PatronClass.OFFICIAL

    def seal_state(self, declared: Declaration, data: Mapping[str, Any]) -> str:
        """The filled form, never with a password in clear."""
        chosen = PatronClass.OFFICIAL if self.is_official else PatronClass.SIMPLE
        kind = self.pictures.kind
        return prepare(self.started, chosen, declared, data["password"], kind)

    def render(self) -> str:
        """The form, or the same to be confirmed, or why neither is possible."""
        if self.refusal:
            return self.refused_template()
        if self.state:
            return self.confirm_template()
        return super().render()
