"""Review: applications and the pictures that come with them."""

from ndl.registration import _
from ndl.registration.settings.constraints import is_calendar
from ndl.registration.settings.constraints import is_closing_day
from ndl.registration.settings.constraints import is_scanner
from plone.supermodel import model
from zope import schema


class IReviewSettings(model.Schema):
    """Review: applications and the pictures that come with them."""

    model.fieldset(
        "review",
        label=_("Review"),
        fields=[
            "review_days",
            "closing_days",
            "picture_bytes",
            "picture_pixels",
            "picture_side",
            "picture_workers",
            "picture_seconds",
            "picture_days",
            "scanner",
            "scanner_timeout",
        ],
    )
    review_days = schema.Int(
        title=_("Days until an application is decided (business days)"),
        default=15,
        min=1,
    )
    closing_days = schema.Tuple(
        title=_("Days on which the library is closed (one per line)"),
        description=_(
            "Single days (2026-12-28), days of every year (12-28) or spans "
            "(2026-12-28/2027-01-05, 12-28/01-04). Weekends and public holidays of "
            "Japan are known."
        ),
        value_type=schema.TextLine(constraint=is_closing_day),
        constraint=is_calendar,
        required=False,
        default=(),
    )
    picture_bytes = schema.Int(
        title=_("Largest picture of an identification document (bytes)"),
        default=20 * 1024 * 1024,
        min=1024,
    )
    picture_pixels = schema.Int(
        title=_("Largest picture of an identification document (pixels)"),
        default=64_000_000,
        min=10_000,
    )
    picture_side = schema.Int(
        title=_("Longest side to which pictures are reduced (pixels)"),
        default=2600,
        min=600,
    )
    picture_workers = schema.Int(
        title=_("Pictures that are decoded at once"),
        description=_(
            "Each in a process of its own, of which one may need 1.3 GB for the "
            "largest pictures. Further pictures are refused as busy."
        ),
        default=1,
        min=1,
        max=16,
    )
    picture_seconds = schema.Int(
        title=_("Longest time for decoding a picture (seconds of a processor)"),
        description=_(
            "A picture that waits for its processor is given up after three times that."
        ),
        default=10,
        min=1,
        max=120,
    )
    picture_days = schema.Int(
        title=_("Pictures are erased so long after the decision (days)"),
        default=30,
        min=0,
    )
    scanner = schema.TextLine(
        title=_("Virus scanner: address of clamd (empty: pictures are not scanned)"),
        description=_("For example unix:///run/clamav/clamd.ctl"),
        constraint=is_scanner,
        required=False,
        default="",
    )
    scanner_timeout = schema.Int(
        title=_("Longest wait for an answer of the virus scanner (seconds)"),
        description=_("Default: 10 seconds"),
        default=10,
        min=1,
    )
