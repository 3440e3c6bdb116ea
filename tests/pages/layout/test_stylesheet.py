from ndl.registration.browser.layout.stylesheet import style_sheet
from ndl.registration.browser.layout.stylesheet import variables_of
from plone import api
from plone.app.theming.interfaces import IThemeSettings
from Products.Five.browser import BrowserView
from zope.component import provideAdapter
from zope.interface import Interface

import pytest
import re


class TestVariables:
    def test_of_the_whole_page_are_kept(self, subtests):
        for css, kept in [
            (":root{--bs-primary:#123}", ":root{--bs-primary:#123;}"),
            (":root{color:red;--a:1}", ":root{--a:1;}"),
            (
                ":root,[data-bs-theme=light]{--a:1}",
                ":root,[data-bs-theme=light]{--a:1;}",
            ),
            ("[data-bs-theme=dark]{--a:2}", "[data-bs-theme=dark]{--a:2;}"),
            (".btn{--bs-btn-bg:#123}", ""),
            (":root .btn,.card{--a:1}", ""),
            (":root{color:red}", ""),
            ("a{b", ""),
            ("", ""),
        ]:
            with subtests.test(css=css, kept=kept):
                assert variables_of(css) == kept

    def test_follow_each_other(self):
        assert variables_of(":root{--a:1} p{} :root{--a:2}") == (
            ":root{--a:1;}\n:root{--a:2;}"
        )


def value_in(text, name):
    """What a page with the style sheet takes for a variable: the last one."""
    return re.findall(rf"{name}:\s*([^;}}]+)", text)[-1]


@pytest.fixture
def sheet(portal):
    return lambda: style_sheet(portal, portal.REQUEST)


class TestStyleSheet:
    def test_takes_the_colours_of_the_theme(self, sheet):
        assert value_in(sheet().text, "--bs-primary") == "#007bb1"

    def test_takes_no_rules_of_the_theme(self, sheet):
        assert ".offcanvas" not in sheet().text

    def test_takes_what_the_manager_wrote(self, sheet):
        before = sheet().version
        name = "custom_css"
        api.portal.set_registry_record(
            name, ":root { --bs-primary: #402050 }", interface=IThemeSettings
        )
        assert value_in(sheet().text, "--bs-primary") == "#402050 "
        assert sheet().version != before

    def test_takes_variables_of_bundles(self, sheet):
        class Styles(BrowserView):
            def __call__(self):
                return ":root{--library:#123} p{color:red}"

        provideAdapter(Styles, (Interface, Interface), Interface, "library.css")
        name = "plone.bundles/plone-fullscreen.csscompilation"
        api.portal.set_registry_record(name, "@@library.css")
        assert value_in(sheet().text, "--library") == "#123"
        assert "color:red" not in sheet().text

    def test_needs_no_theme(self, portal, sheet):
        api.portal.set_registry_record("enabled", False, interface=IThemeSettings)
        assert value_in(sheet().text, "--bs-primary") == "#00628e"

    def test_uses_only_variables_that_are_set_without_a_theme(self, sheet):
        text = sheet().text
        own = text[: text.index("--bs-blue")] + text[text.index("--ndl-brand") :]
        used = set(re.findall(r"var\((--[\w-]+)", own))
        missing = {name for name in used if not re.search(rf"{name}\s*:", own)}
        assert missing - {"--bs-secondary-color"} == set()
