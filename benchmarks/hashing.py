"""Time of checking a password, without a page."""

from AccessControl.AuthEncoding import pw_encrypt
from AccessControl.AuthEncoding import pw_validate
from collections.abc import Callable
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.passwords import verify_password
from ndl.registration.setuphandlers.demo import PASSWORD
from time import perf_counter


WARM_UP = 5


def measure(samples: int = 60) -> dict[str, list[float]]:
    """Return the seconds of each call, with the settings of the current site."""
    argon2 = hash_password(PASSWORD)
    # The hash that Plone stores for a member.
    ssha = pw_encrypt(PASSWORD)
    cases: dict[str, Callable[[], object]] = {
        "argon2id, hash": lambda: hash_password(PASSWORD),
        "argon2id, verify": lambda: verify_password(argon2, PASSWORD),
        "SSHA, verify": lambda: pw_validate(ssha, PASSWORD.encode()),
    }
    return {name: _times(call, samples) for name, call in cases.items()}


def _times(call: Callable[[], object], samples: int) -> list[float]:
    times = []
    for _ in range(WARM_UP + samples):
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return times[WARM_UP:]
