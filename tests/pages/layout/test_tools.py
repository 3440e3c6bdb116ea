"""Links of the reader in Plone's header: each reader has them in one place."""

from ..desk.conftest import log_in
from ..desk.conftest import staff
from lxml import html
from plone.app.layout.viewlets.common import PersonalBarViewlet

import pytest


__all__ = ["log_in", "staff"]


@pytest.fixture
def collected(monkeypatch):
    """The viewlets that collected the links of the reader."""
    found = []
    stock = PersonalBarViewlet.update

    def update(self):
        found.append(self.__class__.__name__)
        stock(self)

    monkeypatch.setattr(PersonalBarViewlet, "update", update)
    return found


def places(visitor):
    tree = html.fromstring(visitor.get("sitemap").text)
    return {
        name: bool(tree.cssselect(selector))
        for name, selector in {
            "anonymous": "#portal-anontools a",
            "member": "#portal-membertools a",
            "toolbar": "#collapse-personaltools a",
        }.items()
    }


def test_stranger(visitor, collected):
    assert places(visitor) == {"anonymous": True, "member": False, "toolbar": False}
    assert len(collected) == 1


def test_patron(logged_in, collected):
    assert places(logged_in) == {"anonymous": False, "member": True, "toolbar": False}
    assert len(collected) == 1


def test_staff(log_in, collected):
    assert places(log_in("editor")) == {
        "anonymous": False,
        "member": False,
        "toolbar": True,
    }
    assert len(collected) == 1
