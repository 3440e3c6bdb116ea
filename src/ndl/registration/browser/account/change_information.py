"""Pages on which patrons change telephone number, language and title (R3)."""

from ndl.registration import _
from ndl.registration.account.change_data import LANGUAGE
from ndl.registration.account.change_data import PHONE
from ndl.registration.browser.account.change import ChangeForm
from ndl.registration.browser.forms.live import Check
from ndl.registration.browser.forms.live import form_checks


class ChangePhone(ChangeForm):
    """The page `change-phone`: authentication codes may be called to the number."""

    label = _("Change telephone number")
    changes = PHONE
    asked = ("phone", "phone_is_fax", "no_phone")

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Offer a box to state that there is no number; blank alone is an error."""
        super().updateWidgets(prefix)
        self.widgets["phone"].required = True

    def checks(self) -> dict[str, list[Check]]:
        """The rules between the fields."""
        return form_checks(self.variant)


class ChangeLanguage(ChangeForm):
    """The page `change-language`: in which language mails come, and the title."""

    label = _("Change language and title")
    changes = LANGUAGE
    asked = ("language", "title")
    needs_fresh_code = False

    def updateWidgets(self, prefix: str | None = None) -> None:
        """No title is a choice as well."""
        super().updateWidgets(prefix)
        self.widgets["title"].noValueMessage = _("None")
