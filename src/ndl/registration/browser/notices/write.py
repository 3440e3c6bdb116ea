"""The page `library-notice`: write, preview and change a notice."""

from datetime import date
from datetime import timedelta
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.forms.unsent import UnsentMixin
from ndl.registration.browser.notices.staff import audience_words
from ndl.registration.browser.notices.staff import CLASSES
from ndl.registration.browser.notices.staff import LIVING
from ndl.registration.clock import today
from ndl.registration.config import LANGUAGES
from ndl.registration.config import PERMISSION_NOTICES
from ndl.registration.controlpanels.html import allow_editor
from ndl.registration.controlpanels.html import editor_options
from ndl.registration.current_user import current_user_id
from ndl.registration.notices.write import change_notice
from ndl.registration.notices.write import find_notice
from ndl.registration.notices.write import NoticeFaulty
from ndl.registration.notices.write import NoticeUnknown
from ndl.registration.notices.write import problems_of
from ndl.registration.notices.write import Proposal
from ndl.registration.notices.write import write_notice
from ndl.registration.notices.written import Audience
from ndl.registration.notices.written import Living
from ndl.registration.notices.written import WrittenNotice
from ndl.registration.patrons.record import PatronClass
from ndl.registration.web.fresh import current_needs_code
from typing import Any
from zExceptions import NotFound


DAYS = 90
FIELDS = {
    "title_en": _("Title in English"),
    "title_ja": _("Title in Japanese"),
    "text_en": _("Text in English"),
    "text_ja": _("Text in Japanese"),
}


class WriteNotice(UnsentMixin, PortalPage):
    """The form in both languages; without `notice` it is for a new notice."""

    labels = FIELDS
    names_faulty = True
    field_labels = FIELDS | {
        "begins": _("First day on which it is shown"),
        "ends": _("Last day on which it is shown"),
    }
    permission = PERMISSION_NOTICES
    unsent_fields = (
        *FIELDS,
        "begins",
        "ends",
        "user_id",
        "patron_class",
        "living",
        "notice",
    )

    @property
    def needs_fresh_code(self) -> bool:
        """Whether the author must have entered a code recently."""
        return current_needs_code()

    def prepare(self) -> None:
        """Allow the rich text editor to run, and hide the navigation."""
        allow_editor(self.request)
        self.request.set("disable_plone.leftcolumn", True)
        self.previews: list[dict[str, str]] = []

    @property
    def title(self) -> str:
        """Title of the page."""
        return _("Change the notice") if self.notice else _("Write a notice")

    @cached_property
    def notice(self) -> WrittenNotice | None:
        """The notice to change; None for a new notice. Raises NotFound."""
        notice_id = self.text_of("notice")
        if not notice_id:
            return None
        try:
            return find_notice(notice_id)
        except NoticeUnknown as error:
            raise NotFound("library-notice") from error

    @property
    def values(self) -> dict[str, str]:
        """Values of the fields: as typed, or of the stored notice."""
        names = (*FIELDS, "begins", "ends", "user_id", "patron_class", "living")
        if self.is_posted or self.is_restored:
            return {name: self.lines_of(name) for name in names}
        if self.notice is None:
            days = {"begins": today(), "ends": today() + timedelta(days=DAYS)}
            return dict.fromkeys(names, "") | {n: str(day) for n, day in days.items()}
        wording = self.notice.wording
        texts = {f"title_{one}": wording.titles[one] for one in LANGUAGES}
        texts |= {f"text_{one}": wording.texts[one] for one in LANGUAGES}
        return {**texts, "begins": str(wording.begins), "ends": str(wording.ends)}

    @property
    def by_mail(self) -> bool:
        """Whether the box for emails is checked."""
        return self.text_of("by_mail") == "1"

    @property
    def edition(self) -> str:
        """Number of the edition that was shown; empty for a new notice."""
        if self.is_posted:
            return self.text_of("edition")
        return str(self.notice.edition) if self.notice else ""

    @property
    def readers(self) -> list[str]:
        """The audience of the notice to change, as texts; empty for a new notice."""
        return audience_words(self.notice.audience) if self.notice else []

    @property
    def choices(self) -> dict[str, list[dict[str, Any]]]:
        """The classes and residences to choose from."""
        chosen = self.values
        return {
            name: [
                {"value": one or "", "title": title, "on": chosen[name] == (one or "")}
                for one, title in words.items()
            ]
            for name, words in (("patron_class", CLASSES), ("living", LIVING))
        }

    def editor(self, name: str) -> str:
        """The options of the rich text editor of a field."""
        return editor_options(FIELDS[name], self.request)

    def post(self) -> str:
        """Show the preview, or publish the notice."""
        proposal = self._proposal()
        if "preview" in self.request.form:
            self.problems = problems_of(proposal)
            self._preview(proposal)
            return self.get()
        try:
            self._publish(proposal)
        except NoticeFaulty as error:
            self.problems = dict(error.problems_by_field)
            return self.get()
        return self.redirect(f"{self.context.absolute_url()}/library-notices")

    def _publish(self, proposal: Proposal) -> None:
        if self.notice is not None:
            edition = self.edition
            seen = int(edition) if edition.isascii() and edition.isdigit() else 0
            change_notice(self.notice.notice_id, seen, proposal)
            self.flash(_("The notice has been changed."))
            return
        author = current_user_id()
        write_notice(proposal, self._audience(), author, by_mail=self.by_mail)
        self.flash(_("The notice has been published."))

    def _preview(self, proposal: Proposal) -> None:
        wording = proposal.wording()
        self.previews = [
            {"title": wording.titles[one], "html": wording.texts[one], "lang": one}
            for one in LANGUAGES
        ]

    def _proposal(self) -> Proposal:
        values = self.values
        return Proposal(
            titles={one: values[f"title_{one}"] for one in LANGUAGES},
            texts={one: values[f"text_{one}"] for one in LANGUAGES},
            begins=_day(values["begins"]),
            ends=_day(values["ends"]),
        )

    def _audience(self) -> Audience:
        values = self.values
        if values["user_id"].strip():
            return Audience(values["user_id"])
        classes = {str(one): one for one in PatronClass}
        living = {str(one): one for one in Living}
        return Audience(
            "", classes.get(values["patron_class"]), living.get(values["living"])
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
