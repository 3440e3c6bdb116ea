"""Data and pictures of an application, side by side (R122)."""

from collections.abc import Sequence
from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.desk.facts import added_fields
from ndl.registration.browser.desk.facts import AddedField
from ndl.registration.browser.desk.facts import Fact
from ndl.registration.browser.desk.facts import facts_of
from ndl.registration.browser.desk.page import DeskPage
from ndl.registration.browser.desk.page import with_filters
from ndl.registration.browser.marks import hints_to_editor
from ndl.registration.documents.kinds import kind_title
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.decision import Check
from ndl.registration.review.decision import known_checks
from ndl.registration.review.decision import TITLES
from ndl.registration.review.earlier import declined_before
from ndl.registration.review.filters import FILTER_NAMES
from ndl.registration.review.filters import parse_filters
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class ShownApplication(DeskPage):
    """A page that shows the declared data beside the pictures."""

    declared = ViewPageTemplateFile("declared.pt")
    documents = ViewPageTemplateFile("documents.pt")
    check_list = ViewPageTemplateFile("check_list.pt")

    @property
    def modules(self) -> tuple[str, ...]:
        """The scripts for keys and for enlarged pictures."""
        return ("keys.js", "viewer.js")

    @property
    def has_viewer(self) -> bool:
        """Whether there are pictures to enlarge."""
        return bool(self.context.pictures_held())

    @cached_property
    def patron(self) -> Patron | None:
        """The patron, if still registered."""
        return get_directory().get(self.context.patron_id)

    @cached_property
    def before(self) -> RegistrationApplication | None:
        """The declined application that this one corrects; None if there is none."""
        return declined_before(self.context)

    @property
    def facts(self) -> list[Fact]:
        """The declared data."""
        return facts_of(self.context, self.patron, self.before)

    @property
    def added_fields(self) -> list[AddedField]:
        """Fields that the site has added to applications."""
        return added_fields(self.context, self.request)

    @property
    def kind(self) -> str:
        """The kind of document that the patron chose."""
        return kind_title(self.context.document_kind)

    @property
    def pictures(self) -> list[dict[str, object]]:
        """URL, alternative text, picture, hints and problem of each picture."""
        url = f"{self.context.absolute_url()}/@@identity-document"
        held = enumerate(self.context.pictures_held(), start=1)
        return [
            {
                "url": f"{url}/{number}",
                "alt": _(
                    "Identification document, image ${number}",
                    mapping={"number": number},
                ),
                "picture": picture,
                "hints": hints_to_editor(picture.marks),
                "problem": picture.problem,
            }
            for number, picture in held
        ]

    @property
    def checked(self) -> Sequence[Check]:
        """Ticked items of the check list."""
        posted = self.request.form.get("checked") or ()
        return known_checks((posted,) if isinstance(posted, str) else posted)

    @property
    def checks(self) -> list[dict[str, object]]:
        """The items of the check list, each with its keyboard key."""
        checked = self.checked
        return [
            {
                "name": check.value,
                "title": TITLES[check],
                "key": str(number),
                "checked": "checked" if check in checked else None,
            }
            for number, check in enumerate(Check, start=1)
        ]

    @cached_property
    def asked(self) -> dict[str, str]:
        """The filters of the list from which the editor has come."""
        given = {name: self.text_of(name) for name in FILTER_NAMES}
        _filters, faulty = parse_filters(given, "")
        return {n: text for n, text in given.items() if text and n not in faulty}

    @property
    def list_url(self) -> str:
        """URL of that list."""
        return self.kept(self.context.aq_parent.absolute_url())

    def kept(self, url: str) -> str:
        """`url` with those filters added."""
        return with_filters(url, self.asked)
