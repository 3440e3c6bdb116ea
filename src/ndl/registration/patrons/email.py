"""E-mail addresses: validated, and brought to one form for comparison."""

from email_validator import EmailNotValidError
from email_validator import validate_email
from ndl.registration.patrons.errors import EmailInvalid

import unicodedata


def parse_email(text: str) -> str:
    """The address in the form in which it is stored and written to.

    Full-width characters and surrounding space are folded, the case of the
    local part is kept. Raises EmailInvalid.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    try:
        return validate_email(
            folded, check_deliverability=False, allow_smtputf8=False
        ).normalized
    except EmailNotValidError as error:
        raise EmailInvalid from error


def email_key(email: str) -> str:
    """The form under which an address is unique over all patrons."""
    return email.casefold()


def mask_email(email: str) -> str:
    """The address with all but the first character and the domain's end hidden."""
    local, _, domain = email.partition("@")
    name, _, ending = domain.rpartition(".")
    return f"{local[0]}{'*' * 5}@{name[:1]}{'*' * 3}.{ending}"
