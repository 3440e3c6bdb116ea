"""The browser folds what is typed as the server does, over the same table."""

from ..dates import IMPOSSIBLE
from ..dates import WRITTEN
from ..test_folding import LOST
from ..typed import BLANKS
from ..typed import DASHES
from ..typed import DIGITS
from ..typed import INVISIBLE
from ..typed import TABLE
from ndl.registration import folding
from pathlib import Path

import pytest


pytestmark = pytest.mark.browser

STATIC = Path(folding.__file__).parent / "browser" / "static"
RULES = {
    "phone": "phone",
    "postal_code": "postal",
    "birth_date": "date",
    "foreign_postal_code": "code",
    "family_name": "printable",
    "family_kana": "kana",
    "latin_name": "latin",
    "email": "email",
}
# No field is folded by fold_blanks alone; texts of several lines wait for the server.
_NOT_IN_BROWSER = {"fold_blanks", "fold_lines"}
FOLDED = sorted({n for n in vars(folding) if n.startswith("fold_")} - _NOT_IN_BROWSER)
CHARACTERS = [*DASHES, *BLANKS, *INVISIBLE, *"".join(DIGITS), *LOST]
ALSO = [
    *(f"ア{c}1{c}2a{c}b" for c in CHARACTERS),
    "ﾔﾏﾀﾞﾊﾟ",
    "カﾞウ゛ツ゜ㇷﾟ",
    "やまだ・ゞゔ",
    "ａ．ｂ＠ｄｏｃｏｍｏ。ｎｅ。ｊｐ",
    "می\u200cخواهم",
    "葛\U000e0100か\u3099",
]


@pytest.fixture
def page(chromium):
    """A page that can import the portal's scripts."""
    context = chromium.new_context()
    page = context.new_page()

    def serve(route):
        path = STATIC / route.request.url.rpartition("/")[2]
        if path.suffix == ".js":
            route.fulfill(path=path, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page.route("http://scripts.test/**", serve)
    page.goto("http://scripts.test/")
    yield page
    context.close()


@pytest.mark.parametrize("name", FOLDED)
def test_both_fold_alike(page, name):
    first, *rest = name.split("_")
    function = first + "".join(part.capitalize() for part in rest)
    texts = [*(typed for _kind, _plain, typed in TABLE), *ALSO]
    script = f"""async (texts) => {{
      const {{ {function} }} = await import("/folding.js");
      return texts.map({function});
    }}"""
    fold = getattr(folding, name)
    found = page.evaluate(script, texts)
    assert len(found) == len(texts) > 500
    wrong = [
        (ascii(text), ascii(here), ascii(fold(text)))
        for text, here in zip(texts, found, strict=True)
        if here != fold(text)
    ]
    assert not wrong


@pytest.mark.parametrize("kind", RULES)
def test_no_rule_is_stricter_than_the_server(page, kind):
    texts = [typed for known, _plain, typed in TABLE if known == kind]
    script = f"""async (texts) => {{
      const {{ RULES }} = await import("/rules.js");
      return texts.filter((text) => !RULES.{RULES[kind]}(text));
    }}"""
    assert len(texts) > 40
    assert page.evaluate(script, texts) == []


def test_dates_are_read_alike(page):
    texts = [one for texts in WRITTEN.values() for one in texts]
    script = """async (texts) => {
      const { parseDate } = await import("/dates.js");
      return texts.map(parseDate);
    }"""
    expected = [day for day, texts in WRITTEN.items() for _one in texts]
    assert page.evaluate(script, texts) == expected
    assert page.evaluate(script, IMPOSSIBLE) == [""] * len(IMPOSSIBLE)
