"""The guide to patrons' functions says what the pages do."""

from .desk.conftest import applicant
from .desk.conftest import application
from .desk.conftest import log_in
from .desk.conftest import staff
from .test_my_account import decide
from .test_my_account import make_application
from datetime import timedelta
from lxml import html
from ndl.registration.clock import now
from ndl.registration.patrons.record import PatronClass
from pathlib import Path
from transaction import commit

import pytest
import re
import time_machine


__all__ = ["applicant", "application", "decide", "log_in", "make_application", "staff"]

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "patrons-functions.md"
ROWS = {
    cells[0]: cells[1:]
    for line in GUIDE.read_text().splitlines()
    if (cells := [one.strip() for one in line.split("|")[1:-1]])
    and cells[0] not in ("what", "---")
}
# The page of each row, and where in My Account its link stands.
PAGES = {
    "language of mails, title": ("change-language", "#ndl-language-0"),
    "telephone number": ("change-phone", "#ndl-phone"),
    "name and address of simple patrons": ("change-information", "#ndl-name-0"),
    "name and address of official patrons": ("apply-change", "#ndl-name-0"),
    "email address": ("change-email", "#ndl-email"),
    "password": ("change-password", "#ndl-password"),
    "official registration": ("apply-official", "#ndl-apply"),
    "take an application back": ("withdraw-application", "#ndl-withdraw"),
    "log out elsewhere": ("my-logins", ""),
    "consent to the terms of a service": ("library-services", ""),
    "a copy of all data": ("my-data", ""),
    "end the registration": ("deregister", "#ndl-deregister"),
}


def names_in(text):
    return [" ".join(name.split()) for name in re.findall(r"\*([^*]+)\*", text)]


def page_of(visitor, path="my-account"):
    return html.fromstring(visitor.get(path).text)


def words_of(tree):
    (content,) = tree.cssselect("#content")
    return " ".join(content.text_content().split())


def is_official(what):
    return "official patrons" in what or "consent" in what


def test_each_row_has_its_page():
    assert set(ROWS) == set(PAGES)


@pytest.mark.parametrize("what", PAGES)
class TestRow:
    @pytest.fixture(autouse=True)
    def _as_the_row_says(self, what, applicant, make_application):
        if is_official(what):
            applicant.change_class(PatronClass.OFFICIAL)
        if what == "take an application back":
            make_application()
        commit()

    def test_is_found_where_it_is_said_to_be(self, what, log_in, applicant):
        page, place = PAGES[what]
        tree = page_of(log_in(applicant.user_id))
        (name,) = names_in(ROWS[what][0])
        if name == "Change":
            (shown,) = tree.cssselect(place)
            (beside,) = shown.xpath("ancestor::dd[1]")
            (link, *_more) = beside.cssselect("a")
            assert name in link.text_content()
        else:
            links = tree.xpath(f"//*[@id='content']//a[contains(., '{name}')]")
            section = f"//section[.//h2[normalize-space()='{name}']]"
            (link, *_more) = links or tree.xpath(f"{section}//a | {section}//form")
        if page != "apply-change":
            assert f"/{page}" in (link.get("href") or link.get("action"))

    def test_asks_for_a_fresh_code_as_it_says(self, what, log_in, applicant):
        visitor = log_in(applicant.user_id)
        with time_machine.travel(now() + timedelta(minutes=11)):
            answer = visitor.get(PAGES[what][0])
        asks = "fresh code" in ROWS[what][1]
        assert ("/login?again=1" in answer.url) is asks


def test_after_a_decline(log_in, applicant, make_application, decide):
    make_application()
    decide("decline", reasons=("different",), note="", parts=("second-image",))
    visitor = log_in(applicant.user_id)
    section = GUIDE.read_text().partition("## After a decline")[2].partition("\n## ")[0]
    notices, correct, other = names_in(section)
    tree = page_of(visitor, "")
    (link,) = tree.xpath(f"//a[contains(., '{notices}')]/@href")
    (link,) = page_of(visitor, link).xpath(f"//a[normalize-space()='{correct}']/@href")
    page = page_of(visitor, link)
    assert page.cssselect("#ndl-wrong li")
    assert other in words_of(page)
