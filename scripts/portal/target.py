"""The demonstration catalogue as a target of the site's search."""

from .settings import Settings
from ndl.registration.library.search.targets import TARGET_TABLE
from Products.CMFPlone.Portal import PloneSite
from zope.component.hooks import setSite

import transaction


NAME = "demonstration"
ROW = {
    "title_en": "Demonstration catalogue",
    "title_ja": "実演用目録",
    "record_schema": "marcxml",
    "index_title": "dc.title",
    "index_author": "dc.creator",
    "index_any": "cql.anywhere",
    "index_isbn": "bath.isbn",
    "sort_title": "dc.title/sort.ascending",
    "sort_author": "dc.creator/sort.ascending",
    "sort_year": "dc.date/sort.descending",
    "offered": True,
    "position": 5,
}


def connect(site: PloneSite, settings: Settings) -> None:
    """Register the catalogue at its present port; a manager's changes are kept."""
    address = f"http://127.0.0.1:{settings.catalogue_port}/sru"
    setSite(site)
    try:
        known = TARGET_TABLE.is_changed(NAME)
        values = TARGET_TABLE.values_of(NAME) if known else ROW
        if not known or values["address"] != address:
            TARGET_TABLE.change(NAME, {**values, "address": address})
            transaction.commit()
    finally:
        transaction.abort()
        setSite(None)
