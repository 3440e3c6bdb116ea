"""Pictures of documents in the body of a request."""

from ndl.registration.documents.errors import TooManyPictures
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.intake import SLOTS
from ndl.registration.documents.intake import take_picture
from ndl.registration.limits.throttle import Client
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.services.body import file_in
from ndl.registration.services.body import Malformed


def pictures_in(sent: object, client: Client) -> tuple[KeptPicture, ...]:
    """The pictures that were sent, each with a `name` and its `data` in base64.

    Raises Malformed, TooManyPictures, TooManyRequests and what take_picture raises.
    """
    if not isinstance(sent, list):
        raise Malformed
    if len(sent) > len(SLOTS):
        raise TooManyPictures
    files = [file_in(one) for one in sent]
    if files:
        enforce_limit(Limiter.PICTURES, client)
    return tuple(
        take_picture(name, data, slot)
        for slot, (name, data) in zip(SLOTS, files, strict=False)
    )
