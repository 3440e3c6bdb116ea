"""Changes of what the library knows of a patron."""

from ndl.registration.declaration.declaration import Declaration
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import NAMES
from ndl.registration.patrons.patron import Patron


def change_identity(patron: Patron, declared: Declaration) -> None:
    """Give the patron the declared names, address and added fields.

    The date of birth never changes (R68).
    """
    names = {name: getattr(declared, name) for name in NAMES}
    changed = [name for name in NAMES if names[name] != getattr(patron, name)]
    if changed:
        get_directory().rename(patron, **names)
    if declared.residence != patron.residence:
        patron.residence = declared.residence
        changed.append("residence")
    if dict(declared.extra) != dict(patron.extra):
        patron.extra = dict(declared.extra)
        changed.append("extra")
    if changed:
        audit(AuditTag.PATRON_IDENTITY_CHANGED, patron.user_id, fields=changed)
