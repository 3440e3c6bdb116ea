"""The front page of a site goes with the add-on, and comes back with it."""

from ndl.registration.config import FRONT_DOOR
from plone.app.testing import applyProfile

import pytest


@pytest.mark.parametrize(
    ("before", "meanwhile", "after"),
    [
        (FRONT_DOOR, None, FRONT_DOOR),
        (FRONT_DOOR, "summary_view", "summary_view"),
        ("listing_view", None, "listing_view"),
    ],
)
def test_front_page(portal, before, meanwhile, after):
    portal.setLayout(before)
    applyProfile(portal, "ndl.registration:uninstall")
    assert portal.getLayout() == "listing_view"
    if meanwhile:
        portal.setLayout(meanwhile)
    applyProfile(portal, "ndl.registration:default")
    assert portal.getLayout() == after
