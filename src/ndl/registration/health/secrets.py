"""The keys that seal links in mails."""

from ndl.registration import _
from ndl.registration.config import KEY_RING
from ndl.registration.config import settings
from ndl.registration.config import timestamp
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import unsafe
from ndl.registration.health.finding import warning
from plone.keyring.interfaces import IKeyManager
from plone.keyring.keyring import Keyring
from zope.component import getUtility


DAY = 86400


def keys_are_fresh() -> Finding:
    """There are keys, and none is used for ever."""
    manager = getUtility(IKeyManager)
    if KEY_RING not in manager or not manager[KEY_RING].current:
        return unsafe(
            _("There is no key: no link in a mail can be made."),
            _("Install the add-on again, which keeps all data."),
        )
    age = _age(manager[KEY_RING])
    mapping = {"days": age}
    if age > settings().key_days:
        return warning(
            _(
                "The key that seals links in mails is ${days} days old.",
                mapping=mapping,
            ),
            _(
                "Run the command rotate-keys of ndl-registration; links that are on "
                "their way stay valid."
            ),
        )
    return fine(
        _("The key that seals links in mails is ${days} days old.", mapping=mapping)
    )


def rotate_keys() -> None:
    """Put a new key in front; the oldest of the ring goes."""
    getUtility(IKeyManager).rotate(KEY_RING)


def _age(ring: Keyring) -> int:
    # A ring that was never rotated was last written when it was made.
    born = ring.last_rotation or ring._p_mtime or timestamp()
    return int(timestamp() - born) // DAY
