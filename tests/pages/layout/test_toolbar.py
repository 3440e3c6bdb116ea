from ..desk.conftest import log_in
from ..desk.conftest import staff
from lxml import html


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
        assert link.get("aria-label") == " ".join(link.text_content().split())
    assert {a.get("role") for a in bar.cssselect(".toolbar-header a")} == {"button"}


def test_is_not_there_for_strangers(visitor):
    assert html.fromstring(visitor.get("").text).cssselect("#edit-bar") == []
