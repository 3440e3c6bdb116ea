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
    """Update the index when an application, or the whole desk, is moved or removed."""
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
    """Index a patron's open applications anew, as their duplicates may differ now."""
    desk = get_desk()
    for number in desk.ids_of(user_id):
        application = desk._getOb(number, None)
        if application is not None and is_open(state_of(application)):
            index_application(application)


def _mark_similar(user_id: str) -> None:
    """Index the open applications of possible duplicates anew."""
    patron = get_directory().get(user_id)
    for other in find_duplicates(patron) if patron else ():
        index_applications_of(other.user_id)


@adapter(PatronClassChanged)
def follow_class(event: PatronClassChanged) -> None:
    """Index the patron's open applications, as the list shows the class."""
    index_applications_of(event.user_id)


def rebuild_index() -> Iterator[int]:
    """Rebuild index and figures in batches; yields the size of each, first 0.

    The caller may commit after each batch; new applications are kept meanwhile.
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

    If the add-on was uninstalled, the catalog has lost its indexes, and this index has
    missed the changes since.
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
