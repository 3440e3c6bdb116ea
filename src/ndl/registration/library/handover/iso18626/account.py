"""Agencies and address from the settings, and secrets from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from ndl.registration import _
from ndl.registration.settings import settings
from ndl.registration.settings.addresses import is_safe

import os


# The portal authenticates to the system with SECRET, the system to the portal with KEY.
SECRET = "NDL_REGISTRATION_ISO18626_SECRET"
KEY = "NDL_REGISTRATION_ISO18626_KEY"
_SHORTEST_KEY = 20


@dataclass(frozen=True)
class Account:
    """The two agencies, and the connection from the portal to the system."""

    url: str
    scheme: str
    portal: str
    system: str
    account: str
    secret: str = field(repr=False)
    services: Mapping[str, str]
    with_names: bool
    seconds: int
    kilobytes: int

    @property
    def is_safe(self) -> bool:
        """Whether the connection to the system is encrypted or local."""
        return is_safe(self.url)


def account() -> Account:
    """The account from settings and environment; missing values are empty."""
    values = settings()
    return Account(
        url=values.iso18626_url or "",
        scheme=values.iso18626_scheme or "",
        portal=values.iso18626_portal or "",
        system=values.iso18626_system or "",
        account=values.iso18626_account or "",
        secret=os.environ.get(SECRET, ""),
        services=dict(line.split() for line in values.iso18626_services or ()),
        with_names=bool(values.iso18626_names),
        seconds=values.iso18626_seconds,
        kilobytes=values.iso18626_kilobytes,
    )


def key_of_reports() -> str:
    """The key that the system sends with reports; empty if it is too short."""
    key = os.environ.get(KEY, "")
    return key if len(key) >= _SHORTEST_KEY else ""


def problems_of(own: Account) -> list[str]:
    """Problems that prevent a hand-over, as messages."""
    problems = []
    if not own.url:
        problems.append(_("The address of the library's own system is missing."))
    elif not own.is_safe:
        problems.append(_("The address of the library's own system needs https."))
    if not (own.scheme and own.portal and own.system):
        problems.append(_("The codes of both agencies are needed for ISO 18626."))
    if not own.services:
        problems.append(_("No service is handed over by ISO 18626."))
    if not key_of_reports():
        problems.append(
            _(
                "The key with which the library's own system reports is missing in "
                "the environment, or shorter than 20 characters: ${variable}.",
                mapping={"variable": KEY},
            )
        )
    return problems
