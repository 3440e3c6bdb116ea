"""Search in catalogues: time and size limits; and My List."""

from ndl.registration import _
from plone.supermodel import model
from zope import schema


class ISearchSettings(model.Schema):
    """Search in catalogues: time and size limits; and My List."""

    model.fieldset(
        "search",
        label=_("Search for materials and My List"),
        description=_(
            "How the portal asks the catalogues, which have a control panel of their "
            "own. How often one network may search stands with the limits."
        ),
        fields=[
            "search_batch",
            "search_seconds",
            "search_kilobytes",
            "search_cache",
            "my_lists",
            "my_list_entries",
        ],
    )
    search_batch = schema.Int(
        title=_("Results on a page (records)"), default=20, min=5, max=50
    )
    search_seconds = schema.Int(
        title=_("How long the portal waits for a catalogue (seconds)"),
        description=_("Default: 10 seconds"),
        default=10,
        min=1,
        max=60,
    )
    search_kilobytes = schema.Int(
        title=_("Largest answer of a catalogue that is read (kilobytes)"),
        default=2048,
        min=64,
        max=20480,
    )
    search_cache = schema.Int(
        title=_("How long an answer is kept for the same search (seconds; 0 for not)"),
        description=_("Default: 5 minutes"),
        default=300,
        min=0,
        max=3600,
    )
    my_lists = schema.Int(
        title=_("How many lists a patron can have"), default=20, min=1, max=100
    )
    my_list_entries = schema.Int(
        title=_("How many records a list can hold"), default=1000, min=1, max=5000
    )
