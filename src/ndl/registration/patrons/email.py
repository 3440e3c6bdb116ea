"""E-mail addresses: validated, and brought to one form for comparison."""

from contextlib import suppress
from email_validator import EmailNotValidError
from email_validator import validate_email
from email_validator import ValidatedEmail
from ndl.registration.patrons.errors import EmailInvalid
from ndl.registration.patrons.errors import EmailNotAscii
from ndl.registration.sealed import digest
from ndl.registration.text import EMAIL_LENGTH
from ndl.registration.text import LONGEST
from ndl.registration.text import normalize
from ndl.registration.text import within


# Mail software reads what follows as another text (RFC 2047): the mail would go
# to somebody else.
_ENCODED_WORD = "=?"


def parse_email(text: str) -> str:
    """The address in the form in which it is stored and shown.

    Full-width characters and surrounding space are folded, the case of the
    local part is kept, a domain in Punycode is decoded. Raises EmailInvalid,
    EmailNotAscii.
    """
    return _validate(text).normalized


def ascii_email(email: str) -> str:
    """The address as mail servers take it, its domain in Punycode (RFC 5890).

    One that is ASCII stays as it is. Raises EmailInvalid, EmailNotAscii.
    """
    return email if email.isascii() else str(_validate(email).ascii_email)


def email_key(email: str) -> str:
    """The form under which an address is unique over all patrons.

    Both spellings of an internationalised domain are one. Also for the
    beginning of an address.
    """
    if "xn--" in email.lower():
        with suppress(EmailInvalid):
            email = parse_email(email)
    return email.casefold()


def email_digest(email: str) -> str:
    """What is kept of a former address: enough to know it again."""
    return digest(f"address {email_key(email)}")


def mask_email(email: str) -> str:
    """The address with all but the first character and the domain's end hidden."""
    local, _, domain = email.partition("@")
    name, _, ending = domain.rpartition(".")
    return f"{local[0]}{'*' * 5}@{name[:1]}{'*' * 3}.{ending}"


def _validate(text: str) -> ValidatedEmail:
    folded = normalize("NFKC", within(text, LONGEST)).strip()
    if _ENCODED_WORD in folded or len(folded) > EMAIL_LENGTH:
        raise EmailInvalid
    if not folded.rpartition("@")[0].isascii():
        raise EmailNotAscii
    try:
        return validate_email(folded, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise EmailInvalid from error
