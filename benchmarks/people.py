"""Kinds of visitors, their sites, and how each logs in."""

from benchmarks.stage import Stage
from benchmarks.visitors import MemberVisitor
from benchmarks.visitors import PatronVisitor
from benchmarks.visitors import StaffVisitor
from benchmarks.visitors import Visitor


PATRON = "patron, add-on"
STAFF = "member, add-on"
MEMBER = "member, stock"
ACCOUNTS = (PATRON, STAFF, MEMBER)

NOBODY_ADD_ON = "anonymous, add-on"
NOBODY_STOCK = "anonymous, stock"
NOBODY = (NOBODY_ADD_ON, NOBODY_STOCK)


def visitors(stage: Stage, who: str) -> list[Visitor]:
    """Return a new browser for each account of a kind."""
    kinds: dict[str, tuple[type[Visitor], str, list[str]]] = {
        PATRON: (PatronVisitor, stage.portal, stage.patrons),
        STAFF: (StaffVisitor, stage.portal, stage.members),
        MEMBER: (MemberVisitor, stage.stock, stage.members),
        NOBODY_ADD_ON: (Visitor, stage.portal, [""]),
        NOBODY_STOCK: (Visitor, stage.stock, [""]),
    }
    kind, site, logins = kinds[who]
    return [kind(site, login) for login in logins]


def log_in(stage: Stage, visitor: Visitor) -> None:
    """Take all steps of a login; waiting for the mail is not timed."""
    visitor.enter_password()
    if isinstance(visitor, PatronVisitor):
        visitor.enter_code(stage.codes.code_for(visitor.login))
