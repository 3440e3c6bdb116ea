"""Open applications whose pictures were not read, as it was switched off then."""

from ndl.registration.review.desk import get_desk
from ndl.registration.review.filters import Filters
from ndl.registration.review.filters import walk_of
from ndl.registration.review.index import get_index
from ndl.registration.review.read_pictures import ask_for_reading


def unread_numbers() -> list[str]:
    """Their numbers, the oldest first."""
    desk = get_desk()
    found = (entry.number for entry in get_index().walk(walk_of(Filters())))
    return [one for one in found if one in desk and desk._getOb(one).reading is None]


def ask_for_unread(number: str) -> bool:
    """Have the pictures of one read, unless that was asked for meanwhile."""
    application = get_desk()._getOb(number, None)
    if application is None or application.reading is not None:
        return False
    return ask_for_reading(application)
