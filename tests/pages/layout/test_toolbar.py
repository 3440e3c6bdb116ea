from ..desk.conftest import log_in
from ..desk.conftest import staff
from lxml import html
from ndl.registration.browser.layout.viewlets import NamedToolbar


__all__ = ["log_in", "staff"]


def bar_of(visitor, language="en"):
    visitor.cookies.set("I18N_LANGUAGE", language)
    return html.fromstring(visitor.get("registration-desk").text).cssselect("#edit-bar")


def test_is_a_region_with_a_name(log_in):
    for language, name in (("en", "Toolbar"), ("ja", "ツールバー")):
        (bar,) = bar_of(log_in("editor"), language)
        assert bar.get("role") is None
        assert bar.get("aria-label") == name


def test_names_its_links_and_pins(log_in):
    (bar,) = bar_of(log_in("editor"))
    links = bar.cssselect("a.nav-link")
    assert links
    for link in links:
        name = " ".join(link.text_content().split()) or "History"
        assert link.get("aria-label") == name
    assert {a.get("role") for a in bar.cssselect(".toolbar-header a")} == {"button"}


def test_is_not_there_for_strangers(visitor):
    assert html.fromstring(visitor.get("").text).cssselect("#edit-bar") == []


def test_looks_up_nobody_where_it_is_not_there(logged_in, monkeypatch):
    def refuse(_self):
        raise AssertionError("The reader was looked up for nothing.")

    monkeypatch.setattr(NamedToolbar, "get_personal_bar", refuse)
    page = logged_in.get("sitemap")
    assert page.status_code == 200
    assert html.fromstring(page.text).cssselect("#edit-bar") == []


def test_pages_in_the_frame_of_plone_name_the_library(log_in):
    tree = html.fromstring(log_in("editor").get("registration-desk").text)
    for part in ("#portal-logo", "#portal-footer-wrapper"):
        assert "National Diet Library" in tree.cssselect(part)[0].text_content()
    assert "ndl-page" in tree.find("body").get("class").split()
    title = " ".join(tree.findtext(".//title").split())
    assert title == "Registration desk — National Diet Library"
