"""Event handlers that keep the desk's index current."""

from collections.abc import Iterator
from itertools import islice
from ndl.registration.events import PatronClassChanged
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from ndl.registration.review.desk import get_desk
from ndl.registration.review.entry import entry_of
from ndl.registration.review.figures import count_change
from ndl.registration.review.figures import count_removed
from ndl.registration.review.figures import get_figures
from ndl.registration.review.index import get_index
from ndl.registration.review.states import is_open
from ndl.registration.review.states import state_of
from plone import api
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectMovedEvent


AT_ONCE = 500
PICTURES_DUE = "application_pictures_due"


def index_application(
    application: RegistrationApplication, event: object = None
) -> bool:
    """Index the application. Returns whether its entry has changed."""
    if application.getId() not in get_desk():
        return False
    index, entry = get_index(), entry_of(application)
    known = index.get(entry.number)
    if not index.put(entry, is_open(entry.state)):
        return False
    count_change(application, known, entry)
    return True


def follow_move(application: RegistrationApplication, event: IObjectMovedEvent) -> None:
    """An application was added, renamed or removed, alone or with the whole desk."""
    index = get_index()
    is_alone = event.object is application
    if isinstance(event.oldParent, RegistrationDesk) or not is_alone:
        number = event.oldName if is_alone else application.getId()
        known = index.get(number)
        if known is not None:
            index.drop(number)
            count_removed(known)
    if event.newParent is not None:
        index_application(application)
        _mark_similar(application.patron_id)


def index_applications_of(user_id: str) -> None:
    """Look again at what waits of a patron: others may have become similar."""
    desk = get_desk()
    for number in desk.ids_of(user_id):
        application = desk._getOb(number, None)
        if application is not None and is_open(state_of(application)):
            index_application(application)


def _mark_similar(user_id: str) -> None:
    """Mark pending applications of possible duplicates."""
    patron = get_directory().get(user_id)
    for other in find_duplicates(patron) if patron else ():
        index_applications_of(other.user_id)


@adapter(PatronClassChanged)
def follow_class(event: PatronClassChanged) -> None:
    """The list shows the present class of a patron."""
    index_applications_of(event.user_id)


def rebuild_index() -> Iterator[int]:
    """Forget all and index and count anew, some at a time; yields how many these were.

    The caller may commit after each: what comes in meanwhile is kept.
    """
    desk = get_desk()
    get_index().clear()
    get_figures().clear()
    yield 0
    numbers = iter(list(desk.objectIds(ordered=False)))
    while some := list(islice(numbers, AT_ONCE)):
        for number in some:
            application = desk._getOb(number, None)
            if application is not None:
                index_application(application)
                application._p_deactivate()
        yield len(some)


def complete_index() -> None:
    """Bring the indexes up to date after an installation.

    The catalog has forgotten its part if the add-on was removed, and nothing was
    noted here meanwhile.
    """
    index, desk = get_index(), get_desk()
    known, present = set(index.numbers()), set(desk.objectIds(ordered=False))
    for number in known - present:
        index.drop(number)
    catalog = api.portal.get_tool("portal_catalog")
    if known == present and catalog.Indexes[PICTURES_DUE].numObjects():
        return
    for number in present:
        application = desk._getOb(number)
        index_application(application)
        if application.is_decided and application.pictures_held():
            application.reindexObject(idxs=[PICTURES_DUE])
        application._p_deactivate()
