"""Checks for accounts that can log in with only a password."""

from AccessControl.users import emergency_user
from ndl.registration import _
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import warning
from ndl.registration.pas.root_guard import is_guarded
from ndl.registration.settings import settings
from ndl.registration.staff.accounts import covered_accounts
from ndl.registration.staff.source import root_user_folder
from zope.component.hooks import getSite


def staff_need_codes() -> Finding:
    """Check that staff log in with a code, as patrons do."""
    if settings().staff_code:
        return fine(_("Staff log in with an authentication code."))
    return warning(
        _("Staff, managers among them, log in with a password alone."),
        _("Switch two-factor login of staff on in the control panel."),
    )


def staff_have_addresses() -> Finding:
    """Check that staff who need a code have an email address."""
    everybody = covered_accounts() if settings().staff_code else []
    names = [identity.login for identity in everybody if not identity.email]
    if not names:
        return fine(_("All members of the staff who need codes can receive them."))
    return warning(
        _(
            "These accounts cannot log in, as no code can be sent to them: ${names}.",
            mapping={"names": ", ".join(names)},
        ),
        _("Enter their email addresses in the Users control panel."),
    )


def exempt_accounts() -> Finding:
    """Check for accounts that are exempt from codes."""
    names = settings().exempt_accounts
    if not names:
        return fine(_("No account is exempt from codes."))
    return warning(
        _(
            "These accounts log in with a password alone: ${names}.",
            mapping={"names": ", ".join(names)},
        ),
        _(
            "Keep only those that programs need, with few permissions and long "
            "passwords."
        ),
    )


def root_users() -> Finding:
    """Check for users of the Zope root, whom no plugin of a site can ask for a code."""
    names = _root_names()
    if not names:
        return fine(_("There are no users in the root of Zope."))
    mapping = {"names": ", ".join(names)}
    if is_guarded(getSite().getPhysicalRoot()):
        return fine(
            _(
                "These users of the Zope root log in with a password alone, and only "
                "from the machine of Zope: ${names}.",
                mapping=mapping,
            )
        )
    return warning(
        _(
            "These users of the Zope root log in with a password alone: ${names}.",
            mapping=mapping,
        ),
        _(
            "Run the command guard-root, so that they log in from the machine of "
            "Zope alone; delete who is not needed."
        ),
    )


def _root_names() -> list[str]:
    folder = root_user_folder()
    names = set()
    if folder is not None:
        names = {user["login"] for user in folder.searchUsers()}
    if not getattr(emergency_user, "__null_user__", False):
        names.add(emergency_user.getUserName())
    return sorted(names)
