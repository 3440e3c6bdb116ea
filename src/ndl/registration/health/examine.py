"""The list of all health checks, and their execution."""

from functools import partial
from ndl.registration import _
from ndl.registration import logger
from ndl.registration.health import accounts
from ndl.registration.health import calls
from ndl.registration.health import doors
from ndl.registration.health import duties
from ndl.registration.health import handover
from ndl.registration.health import mails
from ndl.registration.health import plugins
from ndl.registration.health import process
from ndl.registration.health import readings
from ndl.registration.health import remote
from ndl.registration.health import secrets
from ndl.registration.health import site
from ndl.registration.health import visit
from ndl.registration.health.finding import Check
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import Result
from ndl.registration.health.finding import unsafe
from ndl.registration.health.visit import Visit


CHECKS = (
    Check("plugin", _("Login plugin"), plugins.plugin_comes_first),
    Check("other-plugins", _("Other login plugins"), plugins.others_open_no_session),
    Check("stock-doors", _("Stock ways in"), doors.stock_doors_are_closed),
    Check("forgeries", _("Forged requests"), doors.forgeries_are_refused),
    Check("staff", _("Login of staff"), accounts.staff_need_codes),
    Check("staff-addresses", _("Addresses of staff"), accounts.staff_have_addresses),
    Check("service-accounts", _("Service accounts"), accounts.exempt_accounts),
    Check("root-users", _("Root users of Zope"), accounts.root_users),
    Check("public-address", _("Public address"), doors.public_address_is_https),
    Check("neighbours", _("Other sites"), site.sites_are_apart),
    Check("debug-mode", _("Debug mode"), process.debug_mode_is_off),
    Check("limits", _("Limits per network address"), process.limits_count_for_all),
    Check("clock", _("Clock"), process.clock_is_right),
    Check("keys", _("Keys"), secrets.keys_are_fresh),
    Check("sender", _("Sender of emails"), mails.sender_is_set),
    Check("languages", _("Languages"), site.languages_can_be_chosen),
    Check("contact", _("Contact for patrons"), mails.contact_is_told),
    Check("mail-queue", _("Mail queue"), mails.queue_is_in_use),
    Check("waiting-mails", _("Waiting emails"), mails.mails_leave),
    Check("voice-calls", _("Voice calls"), calls.calls_can_be_made),
    Check("library-system", _("The library's own system"), handover.requests_leave),
    Check("pictures", _("Pictures of documents"), duties.pictures_are_erased),
    Check("reading", _("Reading of pictures"), readings.pictures_are_read),
    Check("picture-keys", _("Keys of pictures"), secrets.picture_keys_fit),
    Check("decisions", _("Decisions"), duties.decisions_take_effect),
    Check("applications", _("Applications"), duties.applications_are_decided),
)
REMOTE = (
    Check("mail-server", _("Mail server"), remote.mail_server_answers),
    Check("limits-server", _("Server of the limits"), remote.limits_server_answers),
    Check("scanner", _("Virus scanner"), remote.scanner_answers),
)
# Not checked by commands: their shell may have another time zone than Zope.
_OF_THE_SERVER = Check("time-zone", _("Time zone"), process.zone_is_that_of_the_site)


def examine(seen: Visit | None = None, connect: bool = False) -> list[Result]:
    """Run all checks on the current site.

    `seen` is the visit that asks for the checks, if there is one. With `connect`
    other servers are contacted as well, which takes at most a few seconds.
    """
    checks = [*CHECKS, *(REMOTE if connect else ())]
    if seen is not None:
        find = partial(visit.visit_looks_right, seen)
        checks += [Check("visit", _("This visit"), find), _OF_THE_SERVER]
    return [Result(check.name, check.title, _find(check)) for check in checks]


def _find(check: Check) -> Finding:
    try:
        return check.find()
    except Exception:  # noqa: BLE001 - one broken part must not hide the others
        logger.exception("The check %s failed", check.name)
        return unsafe(
            _("This could not be checked."), _("See the log of Zope for the reason.")
        )
