"""Authentication codes: six digits, useful to one login attempt only (R23)."""

from hmac import compare_digest
from hmac import new as hmac

import secrets


_DIGITS = 6


def new_code() -> str:
    """Six random digits, leading zeros kept."""
    return f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"


def code_digest(attempt_token: str, code: str) -> bytes:
    """What the server keeps of a code.

    The key is the attempt's token, which only the browser holds: whoever
    reads the storage cannot try all codes against the digest.
    """
    return hmac(attempt_token.encode(), code.encode(), "sha256").digest()


def is_code(attempt_token: str, digest: bytes, typed: str) -> bool:
    """Whether the typed text is the code behind `digest`; in constant time."""
    return compare_digest(code_digest(attempt_token, typed), digest)
