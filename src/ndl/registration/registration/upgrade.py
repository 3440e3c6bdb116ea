"""A simple patron applies for official registration from the account (R129)."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.extra import write_extra
from ndl.registration.declaration.variant import Variant
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.kinds import check_documents
from ndl.registration.documents.vault import read_keys
from ndl.registration.errors import DomainError
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.patron import Patron
from ndl.registration.registration.errors import AlreadyOfficial
from ndl.registration.registration.errors import FormExpired
from ndl.registration.registration.errors import FormForeign
from ndl.registration.registration.errors import FormMissing
from ndl.registration.registration.errors import PicturesChanged
from ndl.registration.registration.profile import change_identity
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.errors import ApplicationOpen
from ndl.registration.review.queue import open_application_of
from ndl.registration.review.submit import submit_application
from ndl.registration.sealed import LinkExpired
from ndl.registration.sealed import Purpose
from ndl.registration.sealed import seal
from ndl.registration.sealed import unseal
from ndl.registration.settings import settings
from typing import Any

import secrets


@dataclass(frozen=True)
class Upgrade:
    """A patron's form for official registration, and its secret."""

    user_id: str
    secret: str


@dataclass(frozen=True)
class PreparedUpgrade:
    """A filled form that waits for its confirmation."""

    upgrade: Upgrade
    declaration: Declaration
    kind: str
    pictures: tuple[str, ...]


def refuse_upgrade(patron: Patron) -> None:
    """Raise AlreadyOfficial or ApplicationOpen where there is nothing to apply."""
    if patron.is_official:
        raise AlreadyOfficial
    if open_application_of(patron.user_id) is not None:
        raise ApplicationOpen


def begin_upgrade(patron: Patron) -> str:
    """A sealed text that ties the pages of one application together."""
    secret = secrets.token_urlsafe(16)
    return seal(Purpose.APPLY, {"user_id": patron.user_id, "secret": secret})


def read_upgrade(patron: Patron, token: str) -> Upgrade:
    """What begin_upgrade sealed for this patron.

    Raises FormMissing, FormExpired, FormForeign.
    """
    data = _unseal(Purpose.APPLY, token, settings().confirm_lifetime)
    _refuse_foreign(patron, data["user_id"], Purpose.APPLY)
    return Upgrade(data["user_id"], data["secret"])


def kept_for_upgrade(upgrade: Upgrade) -> tuple[KeptPicture, ...]:
    """The pictures chosen so far."""
    return get_drafts().get(upgrade.user_id, upgrade.secret)


def declare_upgrade(
    patron: Patron, values: Mapping[str, Any], variant: Variant
) -> Declaration:
    """What the patron declares of name and address, and what was known before.

    `values` are those of a form without problems.
    """
    known = Declaration.from_patron(patron)
    changes: dict[str, Any] = {**variant.read_names(values)}
    extra = {n: text for n, text in known.extra.items() if n not in values}
    return replace(
        known,
        residence=variant.read_residence(values),
        extra=extra | write_extra(values),
        **changes,
    )


def prepare_upgrade(upgrade: Upgrade, declaration: Declaration, kind: str) -> str:
    """The application as it is shown for confirmation.

    `kind` says what document the pictures show. Raises what check_documents
    raises.
    """
    digests = [kept.digest for kept in kept_for_upgrade(upgrade)]
    check_documents(kind, len(digests))
    return seal(
        Purpose.APPLY_CONFIRM,
        {
            "upgrade": vars(upgrade),
            "declaration": declaration.to_plain(),
            "kind": kind,
            "pictures": digests,
        },
    )


def read_prepared_upgrade(patron: Patron, state: str) -> PreparedUpgrade:
    """What prepare_upgrade sealed for this patron.

    Raises FormMissing, FormExpired, FormForeign.
    """
    data = _unseal(Purpose.APPLY_CONFIRM, state, settings().confirm_lifetime)
    upgrade = Upgrade(**data["upgrade"])
    _refuse_foreign(patron, upgrade.user_id, Purpose.APPLY_CONFIRM)
    declaration = Declaration.from_plain(data["declaration"])
    pictures = tuple(data["pictures"])
    return PreparedUpgrade(upgrade, declaration, data["kind"], pictures)


def submit_upgrade(
    patron: Patron, state: str, client: Client
) -> RegistrationApplication:
    """Hand in the application that was shown; the patron stays simple.

    Corrected names and a new address are the patron's from now on.
    Raises AlreadyOfficial, ApplicationOpen, FormMissing, FormExpired,
    FormForeign, PicturesChanged, TooManyRequests, MailNotConfigured,
    PictureKeysInvalid, all before anything was stored.
    """
    enforce_limit(Limiter.SUBMITS, client)
    refuse_upgrade(patron)
    read_keys()
    prepared = read_prepared_upgrade(patron, state)
    kept = kept_for_upgrade(prepared.upgrade)
    if tuple(one.digest for one in kept) != prepared.pictures:
        raise PicturesChanged
    if patron.email:
        _mail_acceptance(patron, prepared.declaration.addressee)
    change_identity(patron, prepared.declaration)
    get_drafts().remove(patron.user_id)
    # Two parallel submissions must meet in one object to see each other.
    patron._p_changed = True
    return submit_application(patron, [one.picture for one in kept], prepared.kind)


def _refuse_foreign(patron: Patron, user_id: str, purpose: Purpose) -> None:
    if user_id != patron.user_id:
        audit(AuditTag.FORM_REFUSED, patron.user_id, purpose=purpose, reason="foreign")
        raise FormForeign


def _unseal(purpose: Purpose, text: str, lifetime: int) -> dict[str, Any]:
    try:
        return unseal(purpose, text, lifetime)
    except LinkExpired as error:
        raise FormExpired from error
    except DomainError as error:
        raise FormMissing from error


def _mail_acceptance(patron: Patron, name: str) -> None:
    send_mail(
        patron.email,
        "application-accepted",
        patron.language,
        name=name,
        days=settings().review_days,
    )
