"""Review: applications and their pictures."""

from ndl.registration import _
from ndl.registration.settings.constraints import is_calendar
from ndl.registration.settings.constraints import is_closing_day
from ndl.registration.settings.constraints import is_scanner
from ndl.registration.settings.texts import LONGEST_LINE
from ndl.registration.settings.texts import MOST_LINES
from plone.supermodel import model
from zope import schema


class IReviewSettings(model.Schema):
    """Review: applications and their pictures."""

    model.fieldset(
        "review",
        label=_("Review"),
        fields=[
            "review_days",
            "closing_days",
            "follows_queue",
            "queue_weeks",
            "figure_days",
            "figures_by_editor",
            "look_days",
            "unusual_looks",
            "claim_minutes",
            "second_look_percent",
            "undo_minutes",
            "answer_days",
            "picture_bytes",
            "picture_pixels",
            "picture_side",
            "picture_workers",
            "picture_seconds",
            "picture_days",
            "remains_days",
            "scanner",
            "scanner_timeout",
        ],
    )
    review_days = schema.Int(
        title=_("Days until an application is decided (business days)"),
        default=15,
        min=1,
        max=260,
    )
    closing_days = schema.Tuple(
        title=_("Days on which the library is closed (one per line)"),
        description=_(
            "Single days (2026-12-28), days of every year (12-28) or spans "
            "(2026-12-28/2027-01-05, 12-28/01-04). Weekends and public holidays of "
            "Japan are known."
        ),
        value_type=schema.TextLine(constraint=is_closing_day, max_length=LONGEST_LINE),
        constraint=is_calendar,
        max_length=MOST_LINES,
        required=False,
        default=(),
    )
    follows_queue = schema.Bool(
        title=_("Tell patrons how long recent decisions have taken"),
        description=_(
            "Default: no, they are told the days until an application is decided. "
            "Otherwise the median of the last weeks, once 20 were decided in them."
        ),
        default=False,
        required=False,
    )
    queue_weeks = schema.Int(
        title=_("Weeks of decisions from which their duration is calculated"),
        description=_("Default: 4 weeks"),
        default=4,
        min=1,
        max=26,
    )
    figure_days = schema.Int(
        title=_("Retention of the desk's statistics (days)"),
        description=_("Default: 800 days"),
        default=800,
        min=190,
        max=3660,
    )
    figures_by_editor = schema.Bool(
        title=_("Show the decisions of each editor in the statistics"),
        description=_(
            "Default: no. It is counted from the moment on at which this is "
            "switched on."
        ),
        default=False,
        required=False,
    )
    look_days = schema.Int(
        title=_("Retention of the counts of editors' looks at applications (days)"),
        description=_(
            "Default: 90 days; 0 counts none. The audit log records them in any case."
        ),
        default=90,
        min=0,
        max=366,
    )
    unusual_looks = schema.Int(
        title=_("Looks of an editor in a day that are marked as unusual"),
        description=_(
            "Default: 20, without a step on any of them. 0: none are marked."
        ),
        default=20,
        min=0,
        max=10_000,
    )
    claim_minutes = schema.Int(
        title=_("Time without work after which a claim lapses (minutes)"),
        description=_(
            "Default: 30 minutes. Then others can claim it. The page of the "
            "application, while it is open, counts as work."
        ),
        default=30,
        min=1,
        max=7 * 24 * 60,
    )
    second_look_percent = schema.Int(
        title=_("Decisions that a second editor looks at (percent)"),
        description=_(
            "Default: 0, none. They are drawn at random, and take effect when the "
            "second editor has decided."
        ),
        default=0,
        min=0,
        max=100,
    )
    undo_minutes = schema.Int(
        title=_("Time to undo a decision before it takes effect (minutes)"),
        description=_(
            "Default: 0, it takes effect at once. Otherwise the command take-due-steps "
            "has to run every minute."
        ),
        default=0,
        min=0,
        max=24 * 60,
    )
    answer_days = schema.Int(
        title=_("Time for patrons to answer a question of an editor (days)"),
        description=_(
            "Default: 14 days. Then the command take-due-steps declines the "
            "application."
        ),
        default=14,
        min=1,
        max=365,
    )
    picture_bytes = schema.Int(
        title=_("Largest picture of an identification document (bytes)"),
        default=20 * 1024 * 1024,
        min=100 * 1024,
        max=100 * 1024 * 1024,
    )
    picture_pixels = schema.Int(
        title=_("Largest picture of an identification document (pixels)"),
        default=64_000_000,
        min=1_000_000,
        max=100_000_000,
    )
    picture_side = schema.Int(
        title=_("Longest side to which pictures are reduced (pixels)"),
        default=2600,
        min=600,
        max=6000,
    )
    picture_workers = schema.Int(
        title=_("Pictures that are decoded at once"),
        description=_(
            "Each runs in its own process, which may need up to 1.3 GB for the "
            "largest pictures. Further pictures are refused while all are busy."
        ),
        default=1,
        min=1,
        max=16,
    )
    picture_seconds = schema.Int(
        title=_("Longest time for decoding a picture (seconds of a processor)"),
        description=_(
            "A picture that waits for a processor is given up after three times "
            "that time."
        ),
        default=10,
        min=1,
        max=120,
    )
    picture_days = schema.Int(
        title=_("Time from the decision to the erasure of pictures (days)"),
        default=30,
        min=0,
        max=3650,
    )
    remains_days = schema.Int(
        title=_(
            "Time from the end of a registration to the erasure of its application "
            "records (days)"
        ),
        description=_(
            "Default: 1095 days. Number, result, reasons and times, without what was "
            "declared, stay so long for statistics."
        ),
        default=1095,
        min=0,
        max=36500,
    )
    scanner = schema.TextLine(
        title=_("Virus scanner: address of clamd (empty: pictures are not scanned)"),
        description=_("For example unix:///run/clamav/clamd.ctl"),
        constraint=is_scanner,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )
    scanner_timeout = schema.Int(
        title=_("Longest wait for an answer of the virus scanner (seconds)"),
        description=_("Default: 10 seconds"),
        default=10,
        min=1,
        max=60,
    )
