"""The last step: a filled form, shown once more, becomes a patron (R82-R85)."""

from dataclasses import dataclass
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.kinds import check_documents
from ndl.registration.documents.vault import read_keys
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.mail.compose import portal_link
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import EmailTaken
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.registration.confirmation import read_link
from ndl.registration.registration.confirmation import StartedRegistration
from ndl.registration.registration.errors import FormExpired
from ndl.registration.registration.errors import FormForeign
from ndl.registration.registration.errors import FormMissing
from ndl.registration.registration.errors import PicturesChanged
from ndl.registration.review.submit import submit_application
from ndl.registration.review.suspects import note_suspect
from ndl.registration.sealed import LinkExpired
from ndl.registration.sealed import LinkInvalid
from ndl.registration.sealed import Purpose
from ndl.registration.sealed import seal
from ndl.registration.sealed import unseal
from ndl.registration.settings import settings


@dataclass(frozen=True)
class Prepared:
    """A filled form that waits for its confirmation; never a password."""

    secret: str
    patron_class: PatronClass
    declaration: Declaration
    password_hash: str
    kind: str
    pictures: tuple[str, ...]


@dataclass(frozen=True)
class Registered:
    """The new patron and the type of registration that was asked for."""

    patron: Patron
    patron_class: PatronClass


def prepare(
    started: StartedRegistration,
    patron_class: PatronClass,
    declaration: Declaration,
    password: str,
    kind: str = "",
) -> str:
    """A filled form as a sealed text, to be sent back by `submit`.

    `kind` says, for an official registration, what document the pictures show.
    Raises what kept_pictures raises.
    """
    pictures = kept_pictures(started, patron_class, kind)
    return seal(
        Purpose.CONFIRM,
        {
            "secret": started.secret,
            "patron_class": patron_class.value,
            "declaration": declaration.to_plain(),
            "password_hash": hash_password(password),
            "kind": kind,
            "pictures": [kept.digest for kept in pictures],
        },
    )


def remember(started: StartedRegistration, **answers: str) -> None:
    """Keep what was answered behind a link, encrypted, until the submission."""
    known = recall(started) | answers
    get_drafts().put_answers(started.secret, started.secret, known)


def recall(started: StartedRegistration) -> dict[str, str]:
    """What was kept behind a link: `patron_class`, and `state` of a filled form."""
    return get_drafts().answers(started.secret, started.secret)


def kept_pictures(
    started: StartedRegistration, patron_class: PatronClass, kind: str
) -> tuple[KeptPicture, ...]:
    """The pictures that go with the form; none for a simple registration.

    Raises what check_documents raises, and PictureKeysInvalid.
    """
    if patron_class is not PatronClass.OFFICIAL:
        return ()
    kept = get_drafts().get(started.secret, started.secret)
    check_documents(kind, len(kept))
    read_keys()
    return kept


def read_prepared(state: str, started: StartedRegistration) -> Prepared:
    """What `prepare` sealed for the same link.

    Raises FormMissing, FormExpired, FormForeign.
    """
    try:
        data = unseal(Purpose.CONFIRM, state, settings().confirm_lifetime)
    except LinkExpired as error:
        raise FormExpired from error
    except LinkInvalid as error:
        raise FormMissing from error
    if data["secret"] != started.secret:
        audit(AuditTag.FORM_REFUSED, purpose=Purpose.CONFIRM, reason="foreign")
        raise FormForeign
    return Prepared(
        secret=data["secret"],
        patron_class=PatronClass(data["patron_class"]),
        declaration=Declaration.from_plain(data["declaration"]),
        password_hash=data["password_hash"],
        kind=data["kind"],
        pictures=tuple(data["pictures"]),
    )


def submit(state: str, token: str, client: Client) -> Registered:
    """Make the patron, for official registration with an application (R84, R117).

    The same form confirmed again, by a double click or a reload, answers the
    same without doing anything. Raises LinkExpired, LinkInvalid, EmailTaken,
    FormMissing, FormExpired, FormForeign, PicturesChanged, TooManyRequests,
    MailNotConfigured and what kept_pictures raises, all before anything was
    stored.
    """
    enforce_limit(Limiter.SUBMITS, client)
    started = read_link(token)
    prepared = read_prepared(state, started)
    holder = get_directory().find_by_email(started.email)
    if holder is not None:
        if holder.password != prepared.password_hash:
            audit(AuditTag.REGISTRATION_EMAIL_TAKEN)
            raise EmailTaken
        return Registered(holder, prepared.patron_class)
    pictures = kept_pictures(started, prepared.patron_class, prepared.kind)
    if tuple(kept.digest for kept in pictures) != prepared.pictures:
        raise PicturesChanged
    patron = _new_patron(prepared, started)
    _mail_acceptance(patron, prepared.patron_class)
    get_directory().add(patron)
    audit(AuditTag.PATRON_REGISTERED, patron.user_id)
    if prepared.patron_class is PatronClass.SIMPLE:
        note_suspect(patron)
    if pictures:
        shown = [kept.picture for kept in pictures]
        submit_application(patron, shown, prepared.kind)
    get_drafts().remove(started.secret)
    return Registered(patron, prepared.patron_class)


def _new_patron(prepared: Prepared, started: StartedRegistration) -> Patron:
    declared = prepared.declaration
    return Patron(
        **vars(declared),
        user_id=get_directory().unused_user_id(),
        email=started.email,
        password=prepared.password_hash,
        terms_version=started.terms_version,
    )


def _mail_acceptance(patron: Patron, patron_class: PatronClass) -> None:
    send_mail(
        patron.email,
        f"registration-accepted-{patron_class.value}",
        patron.language,
        name=patron.addressee,
        user_id=patron.user_id,
        days=settings().review_days,
        login=portal_link("login"),
    )
