"""Changes of what the library knows of a patron."""

from dataclasses import replace
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import NAMES


def change_identity(patron: Patron, declared: Declaration) -> None:
    """Give the patron the declared names, address and added fields.

    The date of birth never changes (R68).
    """
    names = (*NAMES, "residence", "extra")
    given = {name: getattr(declared, name) for name in names}
    changed = [name for name, value in given.items() if value != getattr(patron, name)]
    if changed:
        get_directory().update(patron, replace(patron.person, **given))
        audit(AuditTag.PATRON_IDENTITY_CHANGED, patron.user_id, fields=changed)
