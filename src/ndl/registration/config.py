"""Names for use in every package, and the languages of the library."""

from collections.abc import Iterable


PLUGIN_ID = "ndl_registration"
FRONT_DOOR = "user-registration"
DESK_ID = "registration-desk"
KEY_RING = "ndl.registration"
SETTINGS_PREFIX = "ndl.registration"
MAIL_QUEUE = "mailqueue"
AUDIT_LOGGER = "ndl.registration.audit"

JAPAN = "JP"

# Languages of the library's texts; readers of any other language get the first.
LANGUAGES = ("en", "ja")
_BETWEEN = {"en": ", ", "ja": "、"}

PERMISSION_REVIEW = "ndl.registration: Review Applications"
PERMISSION_MERGE = "ndl.registration: Merge Registrations"
PERMISSION_COUNTER = "ndl.registration: Work at the Counter"
PERMISSION_REQUESTS = "ndl.registration: Handle Requests"
PERMISSION_MY_ACCOUNT = "ndl.registration: Use My Account"
PERMISSION_NOTICES = "ndl.registration: Write Notices"

ROLE_SIMPLE = "Simple Patron"
ROLE_OFFICIAL = "Official Patron"
ROLE_IN_JAPAN = "Patron in Japan"
ROLE_OVERSEAS = "Patron Overseas"
ROLE_EDITOR = "Registration Editor"
ROLE_COUNTER = "Registration Counter"
ROLE_REQUESTS = "Request Editor"
GROUP_EDITORS = "registration-editors"
GROUP_COUNTER = "registration-counter"
GROUP_REQUESTS = "patron-request-editors"
# Prefixes of the names of groups: patrons who may use or request a service.
SERVICE_GROUP = "service-"
REQUEST_GROUP = "request-"


def supported_language(language: str) -> str:
    """The language from LANGUAGES in which to write to a reader of `language`."""
    code = (language or "").lower().split("-")[0]
    return code if code in LANGUAGES else LANGUAGES[0]


def listed_in(texts: Iterable[str], language: str) -> str:
    """Texts joined with the separator that a language uses in lists."""
    return _BETWEEN[supported_language(language)].join(texts)
