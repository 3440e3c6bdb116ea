"""Checks of the keys that seal links in mails and that encrypt pictures."""

from ndl.registration import _
from ndl.registration.clock import DAY
from ndl.registration.clock import timestamp
from ndl.registration.config import KEY_RING
from ndl.registration.documents.vault import PictureKeysInvalid
from ndl.registration.documents.vault import read_keys
from ndl.registration.documents.vault import VARIABLE
from ndl.registration.health.finding import Finding
from ndl.registration.health.finding import fine
from ndl.registration.health.finding import unsafe
from ndl.registration.health.finding import warning
from ndl.registration.settings import settings
from plone.keyring.interfaces import IKeyManager
from plone.keyring.keyring import Keyring
from zope.component import getUtility


def keys_are_fresh() -> Finding:
    """Check that there is a key, and that it is not too old."""
    manager = getUtility(IKeyManager)
    if KEY_RING not in manager or not manager[KEY_RING].current:
        return unsafe(
            _("There is no key: no link in an email can be made."),
            _("Install the add-on again, which keeps all data."),
        )
    age = _age(manager[KEY_RING])
    mapping = {"days": age}
    if age > settings().key_days:
        return warning(
            _(
                "The key that seals links in emails is ${days} days old.",
                mapping=mapping,
            ),
            _(
                "Run the command rotate-keys of ndl-registration; links that are on "
                "their way stay valid."
            ),
        )
    return fine(
        _("The key that seals links in emails is ${days} days old.", mapping=mapping)
    )


def picture_keys_fit() -> Finding:
    """Check that the keys for pictures in the environment are valid."""
    mapping = {"variable": VARIABLE}
    try:
        keys = read_keys()
    except PictureKeysInvalid:
        return unsafe(
            _(
                "${variable} does not hold a valid key: no picture is accepted.",
                mapping=mapping,
            ),
            _(
                "Correct ${variable} in the environment of Zope and start it again.",
                mapping=mapping,
            ),
        )
    if keys:
        return fine(_("Each picture is encrypted, and its key is locked."))
    return fine(
        _(
            "Each picture is encrypted with a key of its own in the database. A key "
            "in ${variable} would lock those as well.",
            mapping=mapping,
        )
    )


def rotate_keys() -> None:
    """Add a new current key; the oldest of the ring is dropped."""
    getUtility(IKeyManager).rotate(KEY_RING)


def _age(ring: Keyring) -> int:
    # A ring that was never rotated was last written at its creation.
    born = ring.last_rotation or ring._p_mtime or timestamp()
    return int(timestamp() - born) // DAY
