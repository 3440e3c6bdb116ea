"""The desk of the current site."""

from AccessControl.Permissions import access_contents_information
from AccessControl.Permissions import view
from ndl.registration import _
from ndl.registration.config import DESK_ID
from ndl.registration.config import ROLE_EDITOR
from ndl.registration.review.content import APPLICATION_TYPE
from ndl.registration.review.content import DESK_TYPE
from ndl.registration.review.content import RegistrationApplication
from ndl.registration.review.content import RegistrationDesk
from plone import api
from Products.CMFCore.permissions import ListFolderContents
from Products.CMFCore.permissions import ModifyPortalContent
from Products.CMFPlone.Portal import PloneSite
from zope.component.hooks import getSite
from zope.event import notify
from zope.i18n import translate
from zope.lifecycleevent import ObjectAddedEvent
from zope.lifecycleevent import ObjectCreatedEvent


DESK_TITLE = _("Registration desk")
_READERS = ("Manager", ROLE_EDITOR)
_READING = (view, access_contents_information, ListFolderContents)
_TYPES = (APPLICATION_TYPE, DESK_TYPE)
_NOT_SEARCHED = "plone.types_not_searched"
_FOR_MANAGERS = (
    "Add portal content",
    "Copy or Move",
    "Delete objects",
    "WebDAV access",
)
_FOR_NOBODY = (ModifyPortalContent, "Sharing page: Delegate roles")


def get_desk() -> RegistrationDesk:
    """The desk of the current site."""
    return getSite()._getOb(DESK_ID)


def find_application(number: str) -> RegistrationApplication | None:
    """The application of this number; None if the desk has none."""
    desk = get_desk()
    return desk._getOb(number) if number in desk else None


def create_desk(portal: PloneSite) -> RegistrationDesk:
    """Return the desk of a portal, created if missing; set its permissions."""
    if DESK_ID not in portal.objectIds():
        _add_desk(portal)
    desk = portal._getOb(DESK_ID)
    _close(desk)
    _search_without(_TYPES)
    return desk


def forget_desk(portal: PloneSite) -> None:
    """Undo `create_desk`; a desk that holds applications stays."""
    if DESK_ID in portal.objectIds() and not portal._getOb(DESK_ID).objectCount():
        api.content.delete(portal._getOb(DESK_ID), check_linkintegrity=False)
    _search_without(())


def _add_desk(portal: PloneSite) -> None:
    language = api.portal.get_default_language()
    desk = RegistrationDesk(
        DESK_ID,
        title=translate(DESK_TITLE, target_language=language),
        exclude_from_nav=True,
    )
    desk.portal_type = DESK_TYPE
    notify(ObjectCreatedEvent(desk))
    portal._setOb(DESK_ID, desk)
    notify(ObjectAddedEvent(portal._getOb(DESK_ID), portal, DESK_ID))


def _search_without(types: tuple[str, ...]) -> None:
    known = api.portal.get_registry_record(_NOT_SEARCHED)
    others = tuple(name for name in known if name not in _TYPES)
    api.portal.set_registry_record(_NOT_SEARCHED, (*others, *types))


def _close(desk: RegistrationDesk) -> None:
    for permission in _READING:
        desk.manage_permission(permission, _READERS, acquire=0)
    for permission in _FOR_MANAGERS:
        desk.manage_permission(permission, ("Manager",), acquire=0)
    for permission in _FOR_NOBODY:
        desk.manage_permission(permission, (), acquire=0)
    desk.reindexObjectSecurity()
