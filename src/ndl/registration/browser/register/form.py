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
from ndl.registration.registration.register import Prepared
from ndl.registration.registration.register import read_prepared
from ndl.registration.registration.register import recall
from ndl.registration.registration.register import remember
from ndl.registration.web.links import leave_token
from typing import Any


class RegistrationForm(LinkedStep, PersonalForm):
    """The page `register-form`, filled as far as answers are kept."""

    action_name = "register-form"
    picture_page = "register-picture"
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
        self.patron_class = self._read_class(text_of(self.request, "patron_class"))
        if not self.open() or leave_token(self.request):
            return
        known = recall(self.started)
        self.patron_class = self.patron_class or self._read_class(
            known.get("patron_class", "")
        )
        if self.patron_class is None:
            self.refusal = FormMissing()
            return
        prepared = self._prepared_before(known.get("state", ""))
        secret = self.started.secret
        self.pictures = PictureFields(self.request, secret, secret)
        if self.request.method != "POST" and prepared:
            self.pictures.kind = prepared.kind
        self.prepare_form(prepared.declaration if prepared else None)
        super().update()

    def _read_class(self, name: str) -> PatronClass | None:
        try:
            return PatronClass(name)
        except ValueError:
            return None

    def _prepared_before(self, kept: str) -> Prepared | None:
        state = sealed_of(self.request, "state") or kept
        if not state:
            return None
        try:
            return read_prepared(state, self.started)
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
        """The form, or why it is not possible; afterwards go on to confirm it."""
        if self.refusal:
            return self.refused_template()
        if self.state:
            chosen = PatronClass.OFFICIAL if self.is_official else PatronClass.SIMPLE
            remember(self.started, patron_class=chosen.value, state=self.state)
            return self.go_to("register-confirm")
        return super().render()
