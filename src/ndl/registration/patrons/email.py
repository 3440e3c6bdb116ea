"""E-mail addresses: validation, and a normal form for comparison."""

from contextlib import suppress
from email_validator import EmailNotValidError
from email_validator import validate_email
from email_validator import ValidatedEmail
from ndl.registration import _
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.folding import EMAIL_LENGTH
from ndl.registration.folding import fold_email
from ndl.registration.folding import LONGEST
from ndl.registration.folding import within
from ndl.registration.sealed import digest
from ndl.registration.settings import settings

import re


# Mail software decodes the text that follows (RFC 2047), so that the mail would go to
# another address.
_ENCODED_WORD = "=?"
_ATOMS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+"
_STRAY_DOTS = re.compile(rf"(?=[.]|.*[.][.]|.*[.]$)(?=.*[^.]){_ATOMS}$")
_LONGEST_LOCAL = 64
_QUOTED = re.compile(rf'^"({_ATOMS})"(?=@)')


class EmailTaken(DomainError):
    """Another patron holds the address (R59)."""

    code = Code.EMAIL_TAKEN
    message = _("This email address is already in use.")


class EmailInvalid(DomainError):
    """The text is not a deliverable e-mail address."""

    code = Code.EMAIL_INVALID
    message = _("Enter a valid email address, for example name@example.org.")


class EmailNotAscii(EmailInvalid):
    """The local part needs SMTPUTF8, which mail servers need not support (RFC 6531)."""

    code = Code.EMAIL_NOT_ASCII
    message = _(
        "Before the @, only letters without accents, digits and symbols are "
        "possible. Enter another email address."
    )


def parse_email(text: str) -> str:
    """The address in the form in which it is stored and shown.

    Full-width characters and surrounding space are folded, the case of the local part
    is kept, and a domain in Punycode is decoded. Raises EmailInvalid, EmailNotAscii.
    """
    return _unquoted(_validate(text).normalized)


def ascii_email(email: str) -> str:
    """The address as mail servers accept it, with the domain in Punycode (RFC 5890).

    A local part with dots in places that the standard forbids is quoted; other ASCII
    addresses are returned unchanged. Raises EmailInvalid, EmailNotAscii.
    """
    plain = email if email.isascii() else str(_validate(email).ascii_email)
    local, at, domain = plain.rpartition("@")
    has_stray_dots = bool(at and _STRAY_DOTS.match(local))
    is_safe = _ENCODED_WORD not in local
    return f'"{local}"@{domain}' if has_stray_dots and is_safe else plain


def email_key(email: str) -> str:
    """The form of an address, or of its beginning, that is unique over all patrons.

    Case is ignored, and both spellings of an internationalized domain are equal;
    domains with ß and ss differ.
    """
    if "xn--" in email.lower():
        with suppress(EmailInvalid):
            email = parse_email(email)
    return email.lower()


def email_digest(email: str) -> str:
    """Digest of an address, to recognize former addresses."""
    return digest(f"address {email_key(email)}")


def mask_email(email: str) -> str:
    """The address with only the first characters and the end of the domain visible."""
    local, _, domain = email.partition("@")
    name, _, ending = domain.rpartition(".")
    return f"{local[0]}{'*' * 5}@{name[:1]}{'*' * 3}.{ending}"


def _validate(text: str) -> ValidatedEmail:
    folded = _unquoted(fold_email(within(text, LONGEST)))
    if _ENCODED_WORD in folded or len(folded) > EMAIL_LENGTH:
        raise EmailInvalid
    local, _, domain = folded.rpartition("@")
    if not local.isascii():
        raise EmailNotAscii
    if len(local) > _LONGEST_LOCAL:
        raise EmailInvalid
    is_quoted = bool(_STRAY_DOTS.match(local)) and _may_have_stray_dots(domain)
    try:
        return validate_email(
            f'"{local}"@{domain}' if is_quoted else folded,
            check_deliverability=False,
            allow_smtputf8=False,
            allow_quoted_local=is_quoted,
        )
    except EmailNotValidError as error:
        raise EmailInvalid from error


def _may_have_stray_dots(domain: str) -> bool:
    known = settings().stray_dot_domains or ()
    return any(f".{domain.lower()}".endswith(f".{one.lower()}") for one in known)


def _unquoted(email: str) -> str:
    """The address without quotation marks that are needed only for its dots."""
    return _QUOTED.sub(r"\1", email)
