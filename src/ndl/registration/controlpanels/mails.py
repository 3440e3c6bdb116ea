"""The control panel for the texts of mails: edit, preview, reset."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.forms.fresh import StaffFreshCode
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.folding import PAGE_LENGTH
from ndl.registration.mail.shipped import BOTH
from ndl.registration.mail.shipped import mail_texts
from ndl.registration.mail.shipped import MailText
from ndl.registration.mail.shipped import Text
from ndl.registration.mail.texts import has_own_text
from ndl.registration.mail.texts import own_text
from ndl.registration.mail.texts import preview_text
from ndl.registration.mail.texts import reset_text
from ndl.registration.mail.texts import set_text


LANGUAGE_TITLES = {
    "en": _("English"),
    "ja": _("Japanese"),
    BOTH: _("Japanese and English in one"),
}


class MailsControlPanel(StaffFreshCode, PortalPage):
    """A list of all mails; with `mail` and `language`, the form for one text."""

    title = _("Email texts")
    preview: Text | None = None

    def post(self) -> str:
        """Save, reset or preview the text that was sent."""
        if self.mail is None:
            return self.get()
        form = self.request.form
        if "reset" in form:
            reset_text(self.mail, self.language)
            return self._done(_("The shipped text is sent again."))
        if "preview" in form:
            self.preview = preview_text(self.mail, self.language, self.text)
            return self.get()
        set_text(self.mail, self.language, self.text)
        return self._done(_("The text has been saved."))

    @property
    def url(self) -> str:
        """URL of this page."""
        return f"{self.context.absolute_url()}/@@ndl-registration-mails"

    @property
    def rows(self) -> list[dict[str, object]]:
        """The mails as rows of the table, with one text for each language."""
        return [
            {"mail": mail, "texts": [self._row(mail, one) for one in mail.languages]}
            for mail in mail_texts().values()
        ]

    def _row(self, mail: MailText, language: str) -> dict[str, object]:
        return {
            "title": LANGUAGE_TITLES[language],
            "own": has_own_text(mail, language),
            "url": f"{self.url}?mail={mail.name}&language={language}",
        }

    @cached_property
    def mail(self) -> MailText | None:
        """The mail that is edited; None if it does not exist in the language."""
        mail = mail_texts().get(self.text_of("mail"))
        return mail if mail and self.language in mail.languages else None

    @property
    def language(self) -> str:
        """The language that is edited."""
        return self.text_of("language")

    @property
    def language_title(self) -> str:
        """Title of the language."""
        return LANGUAGE_TITLES[self.language]

    @cached_property
    def text(self) -> Text:
        """Values of the fields: as typed, or the current text."""
        assert self.mail is not None  # noqa: S101
        form = self.request.form
        if self.is_posted and "body" in form:
            return Text(
                self.text_of("subject", PAGE_LENGTH),
                self.lines_of("body"),
            )
        return own_text(self.mail, self.language)

    @property
    def placeholders(self) -> dict[str, list[str]]:
        """Required and optional placeholders of the text."""
        assert self.mail is not None  # noqa: S101
        must = sorted(self.mail.required)
        may = sorted(self.mail.placeholders - self.mail.required)
        return {"must": [f"${n}" for n in must], "may": [f"${n}" for n in may]}

    @property
    def has_own(self) -> bool:
        """Whether the library has a text of its own, which can be reset."""
        return self.mail is not None and has_own_text(self.mail, self.language)

    def _done(self, message: str) -> str:
        self.flash(message)
        return self.redirect(self.url)
