"""Staff who are patrons as well; they cannot decide their own applications (R122)."""

from BTrees.OOBTree import OOBTree
from ndl.registration import stores
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import EmailChanged
from ndl.registration.events import PatronRemoved
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.email import email_digest
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.patron import Patron
from ndl.registration.store_interfaces.staff import IStaffPatrons
from persistent import Persistent
from plone import api
from Products.PlonePAS.tools.memberdata import MemberData
from zope.component import adapter
from zope.component import getUtility
from zope.interface import implementer


class PatronsByStaff(Persistent):
    """IDs of patrons by staff ID."""

    def __init__(self) -> None:
        self._patrons = OOBTree()

    def patrons_of(self, staff_id: str) -> tuple[str, ...]:
        """The patron IDs of a member of staff."""
        return self._patrons.get(staff_id, ())

    def set_patrons(self, staff_id: str, patron_ids: set[str]) -> None:
        """Set the patron IDs of a member of staff."""
        if patron_ids:
            self._patrons[staff_id] = tuple(sorted(patron_ids))
        else:
            self._patrons.pop(staff_id, None)


@implementer(IStaffPatrons)
class StaffPatrons(PatronsByStaff):
    """The patron IDs of staff, and all addresses that their accounts have had.

    Staff cannot remove an entry by changing their own account. Entries also apply to
    an account created again with the same user ID.
    """

    def __init__(self) -> None:
        super().__init__()
        self._addresses = OOBTree()

    def holders_of(self, patron_id: str) -> list[str]:
        """IDs of the staff who have this patron ID."""
        return [who for who, held in self._patrons.items() if patron_id in held]

    def holders(self) -> list[str]:
        """IDs of all staff who have a patron ID."""
        return list(self._patrons)

    def addresses_of(self, staff_id: str) -> frozenset[str]:
        """The digests of the addresses that the account has had."""
        return self._addresses.get(staff_id, frozenset())

    def add_address(self, staff_id: str, email: str) -> None:
        """Add the digest of an address of the account."""
        known, one = self.addresses_of(staff_id), email_digest(email)
        if one not in known:
            self._addresses[staff_id] = known | {one}


def get_staff_patrons() -> StaffPatrons:
    """The register of the current site."""
    return getUtility(IStaffPatrons)


def link_patron(staff_id: str, patron_id: str) -> None:
    """Record a patron ID of a member of staff. Raises UnknownPatron."""
    if patron_id not in get_directory():
        raise UnknownPatron
    register = get_staff_patrons()
    held = register.patrons_of(staff_id)
    if patron_id not in held:
        register.set_patrons(staff_id, {*held, patron_id})
        audit(AuditTag.STAFF_PATRON_LINKED, patron_id, staff=staff_id)


def unlink_patron(staff_id: str, patron_id: str) -> None:
    """Remove a patron ID that was recorded by mistake."""
    register = get_staff_patrons()
    held = register.patrons_of(staff_id)
    if patron_id in held:
        register.set_patrons(staff_id, {*held} - {patron_id})
        audit(AuditTag.STAFF_PATRON_UNLINKED, patron_id, staff=staff_id)


def is_same_person(patron: Patron, member: MemberData) -> bool:
    """Whether the member is the patron, as far as the site can know.

    Compares the user IDs, the recorded links, and all present and former addresses
    of both.
    """
    staff_id = member.getId()
    register = get_staff_patrons()
    if patron.user_id in (staff_id, *register.patrons_of(staff_id)):
        return True
    present = member.getProperty("email", "") or ""
    addresses = register.addresses_of(staff_id)
    if present:
        addresses |= {email_digest(present)}
    return not addresses.isdisjoint(patron.all_emails)


def is_about_me(patron: Patron) -> bool:
    """Whether the patron is the current user."""
    return is_same_person(patron, api.user.get_current())


@adapter(EmailChanged)
def note_present_address(event: EmailChanged) -> None:
    """Record the address of a member of staff when it is put on file."""
    if event.user_id in get_directory():
        return
    member = api.user.get(userid=event.user_id)
    if member is not None and member.getProperty("email", ""):
        get_staff_patrons().add_address(event.user_id, member.getProperty("email"))


@adapter(PatronRemoved)
def forget_links(event: PatronRemoved) -> None:
    """Delete the links to a removed patron."""
    register = get_staff_patrons()
    for staff_id in register.holders_of(event.user_id):
        rest = {*register.patrons_of(staff_id)} - {event.user_id}
        register.set_patrons(staff_id, rest)


stores.register(IStaffPatrons, StaffPatrons)
