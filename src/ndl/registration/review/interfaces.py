"""The content types of the review."""

from ndl.registration import _
from plone.supermodel import model
from zope import schema


class IRegistrationDesk(model.Schema):
    """The folder of all applications for official registration."""


class IRegistrationApplication(model.Schema):
    """An application for official registration, as declared.

    Pictures are not fields, so that no stock page or service can show them.
    """

    patron_id = schema.TextLine(title=_("User ID"), readonly=True, required=False)
    submitted_at = schema.Datetime(title=_("Submitted"), readonly=True, required=False)
    due = schema.Date(title=_("To be decided by"), readonly=True, required=False)
    document_kind = schema.Choice(
        title=_("Type of identification document"),
        vocabulary="ndl.registration.DocumentKinds",
        readonly=True,
        required=False,
    )
    declared = schema.Dict(
        title=_("Declared data"),
        key_type=schema.TextLine(),
        value_type=schema.TextLine(),
        readonly=True,
        required=False,
    )
    reasons = schema.Tuple(
        title=_("Reasons"),
        value_type=schema.TextLine(),
        readonly=True,
        required=False,
    )
    checked = schema.Tuple(
        title=_("Check list"),
        value_type=schema.TextLine(),
        readonly=True,
        required=False,
    )
    note = schema.Text(title=_("Note"), readonly=True, required=False)
    decided_by = schema.TextLine(title=_("Decided by"), readonly=True, required=False)
    decided_at = schema.Datetime(title=_("Decided"), readonly=True, required=False)
