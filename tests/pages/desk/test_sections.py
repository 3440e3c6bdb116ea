"""The sections of the site above the desk: as elsewhere, without a search in all."""

from lxml import html
from plone import api
from plone.base.interfaces import INavigationSchema
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.CatalogTool import CatalogTool
from transaction import commit
from zope.component import getUtility

import pytest


@pytest.fixture
def sections(site):
    """Pages and folders, open and closed."""
    with api.env.adopt_roles(["Manager"]):
        for name, title in (
            ("news", "News & more"),
            ("halls", "Halls"),
            ("old", "Old"),
        ):
            api.content.create(container=site, type="Folder", id=name, title=title)
        page = api.content.create(site["halls"], "Document", "first", title="First")
        site["news"].exclude_from_nav = True
        for one in (*site.contentValues(), page):
            one.reindexObject()
    commit()


def titles(visitor, path):
    tree = html.fromstring(visitor.get(path).text)
    found = tree.xpath(
        "//nav[@id='portal-globalnav-wrapper']//ul[@id='portal-globalnav']/li/a"
    )
    return [(link.text, link.get("href")) for link in found]


@pytest.mark.parametrize("name", ["editor", "manager"])
def test_are_those_of_other_pages(sections, log_in, path, name):
    visitor = log_in(name)
    elsewhere = titles(visitor, "sitemap")
    assert len(elsewhere) >= 2
    for page in ("registration-desk", path):
        assert titles(visitor, page) == elsewhere


def test_leave_out_what_may_not_be_seen(sections, site, log_in, path):
    with api.env.adopt_roles(["Manager"]):
        site["halls"].manage_permission("View", ["Manager"], acquire=0)
    commit()
    shown = {who: str(titles(log_in(who), path)) for who in ("editor", "manager")}
    assert "Halls" not in shown["editor"]
    assert "Halls" in shown["manager"]


@pytest.mark.parametrize("name", ["nonfolderish_tabs", "generate_tabs"])
def test_follow_the_settings(sections, site, editor, path, name):
    before = titles(editor, path)
    settings = getUtility(IRegistry).forInterface(INavigationSchema, prefix="plone")
    with api.env.adopt_roles(["Manager"]):
        api.content.create(container=site, type="Document", id="hours", title="Hours")
    setattr(settings, name, False)
    commit()
    assert titles(editor, path) == titles(editor, "sitemap")
    settings.generate_tabs = settings.nonfolderish_tabs = True
    commit()
    assert titles(editor, path) == titles(editor, "sitemap") != before


def test_ask_the_catalog_for_the_top_level_alone(
    sections, editor, path, application, monkeypatch
):
    asked = []
    search = CatalogTool.searchResults

    def note(self, query=None, **values):
        asked.append((query or {}) | values)
        return search(self, query, **values)

    monkeypatch.setattr(CatalogTool, "searchResults", note)
    for page in ("registration-desk", path):
        editor.get(page)
    assert asked == []
