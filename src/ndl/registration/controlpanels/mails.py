"""The control panel for the texts of mails: edit, preview, back to the shipped text."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.forms import flash
from ndl.registration.browser.forms import has_valid_token
from ndl.registration.browser.forms import keep_private
from ndl.registration.browser.forms import PAGE_TOO_OLD
from ndl.registration.browser.forms import text_of
from ndl.registration.browser.page import IPortalPage
from ndl.registration.config import hours_of
from ndl.registration.config import minutes_of
from ndl.registration.config import now
from ndl.registration.config import site_zone
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.mail.shipped import BOTH
from ndl.registration.mail.shipped import mail_texts
from ndl.registration.mail.shipped import MailText
from ndl.registration.mail.shipped import Text
from ndl.registration.mail.texts import check_text
from ndl.registration.mail.texts import common_values
from ndl.registration.mail.texts import is_own
from ndl.registration.mail.texts import MailTextFaulty
from ndl.registration.mail.texts import own_text
from ndl.registration.mail.texts import reset_text
from ndl.registration.mail.texts import set_text
from ndl.registration.settings import settings
from ndl.registration.text import PAGE_LENGTH
from plone import api
from Products.Five.browser import BrowserView
from zope.interface import implementer


LANGUAGE_TITLES = {
    "en": _("English"),
    "ja": _("Japanese"),
    BOTH: _("Japanese and English in one"),
}


@implementer(IPortalPage)
class MailsControlPanel(BrowserView):
    """A list of all mails; with `mail` and `language` the form for one text."""

    title = _("Texts of mails")
    message = ""
    preview: Text | None = None

    def __call__(self) -> str:
        """Show the page, or do what a button says."""
        keep_private(self.request)
        if self.request.get("REQUEST_METHOD") == "POST" and self.mail and self._act():
            self.request.response.redirect(self.url)
            return ""
        return self.index()

    @property
    def url(self) -> str:
        """This page."""
        return f"{self.context.absolute_url()}/@@ndl-registration-mails"

    @property
    def rows(self) -> list[dict[str, object]]:
        """What is shown of each mail."""
        return [
            {"mail": mail, "texts": [self._row(mail, one) for one in mail.languages]}
            for mail in mail_texts().values()
        ]

    def _row(self, mail: MailText, language: str) -> dict[str, object]:
        return {
            "title": LANGUAGE_TITLES[language],
            "own": is_own(mail, language),
            "url": f"{self.url}?mail={mail.name}&language={language}",
        }

    @cached_property
    def mail(self) -> MailText | None:
        """The mail that is edited; none if there is no such text."""
        mail = mail_texts().get(text_of(self.request, "mail"))
        return mail if mail and self.language in mail.languages else None

    @property
    def language(self) -> str:
        """The language that is edited."""
        return text_of(self.request, "language")

    @property
    def language_title(self) -> str:
        """The language in words."""
        return LANGUAGE_TITLES[self.language]

    @cached_property
    def text(self) -> Text:
        """What stands in the fields: as typed, otherwise the text of now."""
        assert self.mail is not None  # noqa: S101
        form = self.request.form
        if self.request.get("REQUEST_METHOD") == "POST" and "body" in form:
            return Text(
                text_of(self.request, "subject", PAGE_LENGTH),
                text_of(self.request, "body", PAGE_LENGTH),
            )
        return own_text(self.mail, self.language)

    @property
    def placeholders(self) -> dict[str, list[str]]:
        """What the text must name and what it may name."""
        assert self.mail is not None  # noqa: S101
        must = sorted(self.mail.required)
        may = sorted(self.mail.placeholders - self.mail.required)
        return {"must": [f"${n}" for n in must], "may": [f"${n}" for n in may]}

    @property
    def has_own(self) -> bool:
        """Whether there is something to go back from."""
        return self.mail is not None and is_own(self.mail, self.language)

    def _act(self) -> bool:
        """Run the button; whether the list comes next."""
        assert self.mail is not None  # noqa: S101
        if not has_valid_token(self.request):
            self.message = PAGE_TOO_OLD
            return False
        form = self.request.form
        if "reset" in form:
            reset_text(self.mail, self.language)
            return self._done(_("The shipped text is sent again."))
        try:
            if "preview" in form:
                self.preview = self._filled()
                return False
            set_text(self.mail, self.language, self.text)
        except MailTextFaulty as error:
            self.message = error.message
            return False
        return self._done(_("The text has been saved."))

    def _filled(self) -> Text:
        assert self.mail is not None  # noqa: S101
        text = self.text.or_else(self.mail.shipped(self.language))
        check_text(self.mail, text)
        known = {**common_values(self.language), **_samples(self.language)}
        names = self.mail.placeholders
        return text.fill({name: known.get(name, f"[{name}]") for name in names})

    def _done(self, message: str) -> bool:
        assert self.mail is not None  # noqa: S101
        audit(
            AuditTag.SETTING_CHANGED,
            api.user.get_current().getId() or "",
            setting=f"mails/{self.mail.name}/{self.language}",
        )
        flash(self.request, message)
        return True


def _samples(language: str) -> dict[str, object]:
    """What a preview shows for the placeholders of single mails."""
    values, moment = settings(), now().astimezone(site_zone())
    page = f"{(values.public_url or 'https://portal.example.org').rstrip('/')}/"
    return {
        "category": "…",
        "code": "012345",
        "date": moment.date().isoformat(),
        "days": values.review_days,
        "hours": hours_of(values.registration_link_lifetime),
        "link": f"{page}…",
        "login": f"{page}login",
        "minutes": minutes_of(values.code_lifetime),
        "name": "Hanako Kokuritsu" if language == "en" else "国立 花子",
        "resend": f"{page}resend-user-id",
        "time": moment.strftime("%Y-%m-%d %H:%M %Z"),
        "user_id": "E123456789",
    }
