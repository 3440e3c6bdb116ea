"""Links to the library's web site, where the rules ask for them."""

from ..forgotten import ask_for_link
from ..forgotten import link_in
from .applicant import Applicant
from .applicant import fields
from .applicant import Reader
from lxml import html
from ndl.registration.settings import settings
from transaction import commit

import pytest


PAGES = {
    "about": "https://library.example/about?a=1&b=2",
    "documents": "https://library.example/documents",
    "passwords": "https://library.example/passwords",
}


@pytest.fixture(params=["en", "ja"])
def language(request, visitor):
    visitor.cookies.set("I18N_LANGUAGE", request.param)
    return request.param


@pytest.fixture
def addresses(site, language):
    for name, url in PAGES.items():
        setattr(settings(), f"{name}_page_{language}", url)
    commit()


@pytest.fixture
def applicant(visitor, mails):
    return Applicant(visitor, mails)


def links(page):
    return html.fromstring(page.text).xpath("//*[@id='content']//p//a/@href") + (
        html.fromstring(page.text).xpath("//*[@id='content']//li//a/@href")
    )


@pytest.mark.usefixtures("addresses")
class TestSet:
    def test_about_the_registration(self, applicant):
        assert PAGES["about"] in links(applicant.visitor.get("register"))
        applicant.ask_for_link()
        assert PAGES["about"] in links(applicant.open_link())

    def test_about_documents_and_passwords(self, applicant):
        applicant.come_to_form("official")
        for step in ("name", "address"):
            applicant.answer(step, **fields())
        assert PAGES["documents"] in links(applicant.show("document"))
        applicant.choose("simple")
        assert PAGES["passwords"] in links(applicant.show("password"))

    def test_about_documents_for_a_patron(self, logged_in, language):
        logged_in.cookies.set("I18N_LANGUAGE", language)
        reader = Reader(logged_in)
        for step in ("name", "address"):
            reader.answer(step)
        assert PAGES["documents"] in links(reader.show("document"))

    def test_about_a_new_password(self, logged_in, patron, mails, visit, language):
        logged_in.cookies.set("I18N_LANGUAGE", language)
        assert PAGES["passwords"] in links(logged_in.get("change-password"))
        other = visit()
        other.cookies.set("I18N_LANGUAGE", language)
        ask_for_link(other, patron.user_id, patron.email)
        assert PAGES["passwords"] in links(other.get(link_in(mails[-1])))


def test_without_an_address_are_plain_text(applicant):
    applicant.ask_for_link()
    page = applicant.open_link()
    assert "refer to the User Registration section of our website." in " ".join(
        html.fromstring(page.text).text_content().split()
    )
    assert not [one for one in links(page) if one.startswith("https://")]
    applicant.choose()
    for step in ("name", "address"):
        applicant.answer(step, **fields())
    assert "Password policy" not in applicant.page.text
