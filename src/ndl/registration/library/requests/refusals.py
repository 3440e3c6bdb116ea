"""Reasons to refuse a request: a table that the library may change."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.custom.rows import IRow
from ndl.registration.custom.rows import numbered
from ndl.registration.custom.rows import Table
from ndl.registration.interfaces import IRefusalReason
from ndl.registration.settings.texts import is_line
from ndl.registration.settings.texts import LONGEST_LINE
from zope import schema
from zope.interface import implementer


class IRefusalRow(IRow):
    """Fields of a reason that a library may set."""

    text_en = schema.TextLine(
        title=_("Reason in English"),
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    text_ja = schema.TextLine(
        title=_("Reason in Japanese"),
        required=False,
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    needs_text = schema.Bool(
        title=_("A message to the patron has to explain it"),
        default=False,
        required=False,
    )


@implementer(IRefusalReason)
@dataclass(frozen=True)
class RefusalReason:
    """One reason, with its text for patrons."""

    name: str
    text: str
    needs_text: bool = False
    position: int = 500
    offered: bool = True


REFUSALS = numbered(
    RefusalReason("not-held", _("The library does not hold the material.")),
    RefusalReason("in-use", _("The material is in use or being repaired.")),
    RefusalReason("condition", _("The condition of the material does not allow it.")),
    RefusalReason("copyright", _("Copyright law does not allow it.")),
    RefusalReason(
        "not-identified", _("The material cannot be identified from the request.")
    ),
    RefusalReason(
        "not-entitled", _("The conditions of the service are not met any more.")
    ),
    RefusalReason("no-payment", _("The payment has not been received.")),
    RefusalReason(
        "other",
        _("Other (please see the message)."),
        needs_text=True,
        position=900,
    ),
)

REFUSAL_TABLE: Table[RefusalReason] = Table(
    name="refusals",
    provides=IRefusalReason,
    record=IRefusalRow,
    words=("text",),
    shipped=REFUSALS,
    blank=lambda name: RefusalReason(name, name),
)


def refusal_title(name: str) -> str:
    """Title of a reason, also of one that is no longer offered."""
    row = REFUSAL_TABLE.rows().get(name)
    return name if row is None else row.text
