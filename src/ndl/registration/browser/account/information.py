"""The patron's data as rows, each with a link to change it."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.browser.account.sections import Section
from ndl.registration.browser.dates import show_day
from ndl.registration.browser.person import address_rows
from ndl.registration.browser.person import extra_rows
from ndl.registration.browser.person import language_rows
from ndl.registration.browser.person import name_rows
from ndl.registration.browser.person import phone_row
from ndl.registration.browser.person import Rows
from ndl.registration.browser.person import TYPES
from ndl.registration.settings import settings


EMAIL = "change-email"
IDENTITY = "change-information"
LANGUAGE = "change-language"
PASSWORD = "change-password"
PHONE = "change-phone"
DEREGISTER = "deregister"


@dataclass(frozen=True)
class Row:
    """A line of the section; `change` is the URL of its form, or empty."""

    name: str
    title: str
    value: str
    change: str = ""
    hint: str = ""


class Information(Section):
    """The section "Review or update user information", in the order of facts, 2.5."""

    @property
    def rows(self) -> list[Row]:
        """All lines, in order."""
        patron = self.patron
        *names, born = name_rows(patron)
        return [
            self._row("user-id", (_("User ID"), patron.user_id)),
            self._row("user-type", (_("User type"), TYPES[patron.patron_class])),
            self._row("email", self._email, EMAIL),
            self._row("password", (_("Password"), _("Not shown")), PASSWORD),
            *self._part("language", language_rows(patron), LANGUAGE),
            self._row("expires", self._expires, hint=self._moved_on),
            *self._part("name", names, IDENTITY),
            self._row("birth-date", born),
            *self._part("address", address_rows(patron), IDENTITY),
            self._row("phone", phone_row(patron), PHONE),
            *self._part("extra", extra_rows(patron), IDENTITY),
        ]

    @property
    def is_changed_elsewhere(self) -> bool:
        """Whether some changes are made only by the library."""
        return not all(map(self.has_page, (EMAIL, IDENTITY)))

    @property
    def deregister_link(self) -> str:
        """URL of the page for deregistration."""
        return f"{self.url}/{DEREGISTER}"

    @property
    def _email(self) -> tuple[str, str]:
        return _("Email address"), self.patron.email or _("None registered")

    @property
    def _expires(self) -> tuple[str, str]:
        return _("Expiration date"), show_day(self.patron.valid_until)

    @property
    def _moved_on(self) -> str:
        return _(
            "Each login extends it to ${years} years from that day.",
            mapping={"years": settings().validity_years},
        )

    def _part(self, name: str, rows: Rows, page: str) -> list[Row]:
        """Rows that one page changes; only the first has the link."""
        return [
            self._row(f"{name}-{number}", row, "" if number else page)
            for number, row in enumerate(rows)
        ]

    def _row(
        self, name: str, row: tuple[str, str], page: str = "", hint: str = ""
    ) -> Row:
        link = f"{self.url}/{page}" if page and self.has_page(page) else ""
        return Row(f"ndl-{name}", *row, change=link, hint=hint)
