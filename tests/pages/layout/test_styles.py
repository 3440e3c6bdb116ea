"""The styles of patrons' pages know what their templates ask of them."""

from ndl.registration import browser
from pathlib import Path

import re


BROWSER = Path(browser.__file__).parent
# Bootstrap's names for how boxes stand to each other.
LAYOUT = re.compile(r"(d|flex|align|justify|gap|w|mw|m[tbse]?|p[tbse]?)-[\w-]+")


def test_have_all_classes_that_lay_out():
    styles = [*BROWSER.glob("layout/styles/*.css"), BROWSER / "static/registration.css"]
    text = "".join(one.read_text() for one in styles)
    known = set(re.findall(r"\.([a-z][\w-]*)", text))
    pages = [one.read_text() for one in BROWSER.rglob("*.pt")]
    used = {
        name
        for page in pages
        if "patron_layout" in page
        for names in re.findall(r'class="([^"$]*)"', page)
        for name in names.split()
        if LAYOUT.fullmatch(name)
    }
    assert {"d-flex", "align-items-end"} <= used
    assert used <= known
