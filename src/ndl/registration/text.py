"""Bounds for typed text.

Normalising takes the square of the length where accents follow accents, and
hashing and searching take as long as the text is. So every text is bounded first.
"""

from typing import Literal

import unicodedata


Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
# No field takes more; what is longer was written by a program.
LONGEST = 1000
LOGIN_LENGTH = 100
PASSWORD_LENGTH = 256
CODE_LENGTH = 40
EMAIL_LENGTH = 254
PHONE_LENGTH = 40
POSTAL_CODE_LENGTH = 20
URL_LENGTH = 2000
# A text of several paragraphs, which nothing but a filter for HTML looks at.
PAGE_LENGTH = 1_000_000
# Tokens and sealed forms, which are made here and never typed.
SEALED_LENGTH = 20_000


def within(text: str, longest: int) -> str:
    """The text, or an empty one instead of one that is longer."""
    return text if len(text) <= longest else ""


def normalize(form: Form, text: str) -> str:
    """The beginning of the text, as far as a field could hold it, in a normal form."""
    return unicodedata.normalize(form, text[:LONGEST])  # noqa: TID251
