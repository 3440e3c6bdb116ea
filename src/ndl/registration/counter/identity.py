"""Correction of a patron's identity at the counter, by an identity document."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from ndl.registration import _
from ndl.registration.account.change_application import NothingChanged
from ndl.registration.account.change_data import mark_of
from ndl.registration.account.change_data import StaleData
from ndl.registration.counter.officer import check_officer
from ndl.registration.counter.officer import Done
from ndl.registration.counter.officer import tell
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import NAMES
from ndl.registration.review.errors import ReasonMissing
from ndl.registration.review.suspects import note_suspect


CORRECTED = frozenset({*NAMES, "birth_date"})


class Correction(StrEnum):
    """Reason for the correction of a name or date of birth."""

    MISTYPED = "mistyped"
    NAME_CHANGED = "name-changed"
    WRITTEN_OTHERWISE = "written-otherwise"


CORRECTIONS = {
    Correction.MISTYPED: _("It was entered wrongly at the registration"),
    Correction.NAME_CHANGED: _("The name has changed, for example by marriage"),
    Correction.WRITTEN_OTHERWISE: _("The document writes it with other characters"),
}


class NothingCorrected(NothingChanged):
    """The entries are the same as the data on file."""

    message = _(
        "This is what is on file already. Please enter what is to be corrected."
    )


class ReasonUnknown(ReasonMissing):
    """A correction needs one of the known reasons."""

    message = _("Please choose the reason for the correction.")


def correct_identity(
    patron: Patron,
    names: dict[str, str],
    birth_date: date,
    document: str,
    reason: str,
    seen: str,
) -> frozenset[str]:
    """Correct names and date of birth by the document; return what changed.

    `names` are those of a form without problems; `seen` is the mark of CORRECTED when
    the officer saw them. Raises OwnAccount, KindMissing,
    ReasonUnknown, StaleData, NothingCorrected, MailNotConfigured.
    """
    check_officer(patron, document)
    if reason not in CORRECTIONS:
        raise ReasonUnknown
    if seen != mark_of(patron, CORRECTED):
        raise StaleData
    corrected = {**names, "birth_date": birth_date}
    changed = frozenset(n for n in corrected if corrected[n] != getattr(patron, n))
    if not changed:
        raise NothingCorrected
    get_directory().correct(
        patron,
        replace(patron.person, birth_date=birth_date, **names),  # type: ignore[arg-type]
    )
    tell(patron, Done.CORRECTED)
    audit(
        AuditTag.COUNTER_CORRECTED,
        patron.user_id,
        fields=sorted(changed),
        reason=str(reason),
        document=document,
    )
    note_suspect(patron)
    return changed
