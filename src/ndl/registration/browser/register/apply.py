"""A simple patron applies for official registration (R127, R129, R208)."""

from ndl.registration import _
from ndl.registration.browser.forms import is_genuine
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import note_refusal
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import say
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.register.summary import Section
from ndl.registration.browser.register.summary import summarize
from ndl.registration.browser.register.uploads import PictureFields
from ndl.registration.config import settings
from ndl.registration.pas.client import client_of
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import DomainError
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration.upgrade import begin_upgrade
from ndl.registration.registration.upgrade import prepare_upgrade
from ndl.registration.registration.upgrade import read_upgrade
from ndl.registration.registration.upgrade import refuse_upgrade
from ndl.registration.registration.upgrade import submit_upgrade
from plone import api
from plone.registry.recordsproxy import RecordsProxy
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class ApplyPage(BrowserView):
    """The page `apply-official`."""

    form_template = ViewPageTemplateFile("apply.pt")
    pictures_template = ViewPageTemplateFile("pictures.pt")
    documents_template = ViewPageTemplateFile("documents.pt")
    confirm_template = ViewPageTemplateFile("apply_confirm.pt")
    refused_template = ViewPageTemplateFile("apply_refused.pt")
    patron: Patron
    pictures: PictureFields
    message = ""
    token = ""
    state = ""

    def __call__(self) -> str:
        """Take the step that the request asks for."""
        keep_private(self.request)
        self.request.set("disable_border", True)
        try:
            self.patron = self._patron()
            refuse_upgrade(self.patron)
            return self._step()
        except DomainError as error:
            note_refusal(self.request, error)
            self.message = error.message
            return self.refused_template()

    def _patron(self) -> Patron:
        patron = get_directory().get(api.user.get_current().getId() or "")
        if patron is None:
            raise NotAPatron
        return patron

    def _step(self) -> str:
        form = self.request.form
        if self.request.method != "POST":
            return self._show(begin_upgrade(self.patron))
        if not is_genuine(self.request):
            self.message = PAGE_TOO_OLD
            return self._show(begin_upgrade(self.patron))
        if "submit" in form:
            return self._submit()
        return self._show(text_of(self.request, "token"), check="confirm" in form)

    def _show(self, token: str, check: bool = False) -> str:
        upgrade = read_upgrade(self.patron, token)
        self.token = token
        self.pictures = PictureFields(self.request, upgrade.user_id, upgrade.secret)
        if not check:
            return self.form_template()
        self.pictures.receive()
        self.pictures.require()
        if self.pictures.errors:
            return self.form_template()
        self.state = prepare_upgrade(upgrade, self.pictures.kind)
        return self.confirm_template()

    def _submit(self) -> str:
        submit_upgrade(
            self.patron, text_of(self.request, "state"), client_of(self.request)
        )
        say(
            self.request,
            _("Your application for official user registration has been accepted"),
        )
        account = f"{self.context.absolute_url()}/my-account"
        return self.request.response.redirect(account)

    @property
    def picture_fields(self) -> str:
        """The kind of document and the places for the pictures."""
        return self.pictures_template(pictures=self.pictures)

    @property
    def documents(self) -> str:
        """The document to be confirmed."""
        return self.documents_template(pictures=self.pictures)

    @property
    def sections(self) -> list[Section]:
        """What the library knows and will compare with the document."""
        return summarize(self.patron, self.patron.email)

    @property
    def settings(self) -> RecordsProxy:
        """The figures that the texts name."""
        return settings()


class NotAPatron(UnknownPatron):
    """Somebody without a registration, such as an editor."""

    message = _("Only registered users of the library can apply.")
