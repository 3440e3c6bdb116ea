"""Forms that are sent when the session is over: what was entered is there again."""

from .desk.conftest import applicant
from .desk.conftest import application
from .desk.conftest import log_in
from .desk.conftest import path
from .desk.conftest import staff
from dataclasses import dataclass
from lxml import html
from ndl.registration.library.requests.place import place_request
from ndl.registration.settings import settings
from transaction import commit
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest


__all__ = ["applicant", "application", "log_in", "path", "staff"]

SESSION = "ndl_session"
WIDGET = "form.widgets."


@dataclass
class Case:
    """A field of a form, what is typed, and the button that sends it."""

    name: str
    text: str
    button: str


PATRONS = {
    "change-phone": Case(f"{WIDGET}phone", "03-9876-5432", "form.buttons.save"),
    "change-information": Case(f"{WIDGET}family_name", "川端", "form.buttons.save"),
    "request-service/article-research": Case(
        f"{WIDGET}title", "みだれ髪", "form.buttons.send"
    ),
}
STAFF = {
    "ask": Case("question", "Which address is yours?", "ask"),
    "own-note": Case("own_note", "Call the ward office.", "save"),
}


class Browser:
    """Somebody whose session ends while a form is open."""

    def __init__(self, log_in, user_id, page):
        self.log_in, self.page = log_in, page
        self.visitor = log_in(user_id)

    @property
    def action(self):
        return self.page.partition("?")[0]

    def open(self):
        return html.fromstring(self.visitor.get(self.page).text)

    def form(self, tree):
        return tree.xpath("//form[.//input[@name='owner']]")[0]

    def fill(self, case):
        form = self.form(self.open())
        return dict(form.form_values()) | {case.name: case.text, case.button: "1"}

    def end(self):
        held = {c.name: c.value for c in self.visitor.cookies if c.name != SESSION}
        self.visitor.cookies.clear()
        for name, value in held.items():
            self.visitor.cookies.set(name, value)

    def begin(self, user_id):
        cookies = self.log_in(user_id).cookies
        self.end()
        self.visitor.cookies.set(
            SESSION, next(c.value for c in cookies if c.name == SESSION)
        )

    def send_late(self, case, **changes):
        data = self.fill(case) | changes
        self.end()
        return self.visitor.post(self.action, data=data)

    def value(self, case):
        field = self.form(self.open()).fields[case.name]
        return field.replace("\r\n", "\n").strip()


def is_restored(browser):
    return bool(browser.open().xpath("//*[@id='ndl-restored']"))


def forms(log_in, user_id, cases, base=""):
    return [(Browser(log_in, user_id, f"{base}{n}"), c) for n, c in cases.items()]


def walk(browser, case, user_id):
    """Send without a session, log in again, find the entries, and send them."""
    answer = browser.send_late(case)
    assert "/login?came_from=" in answer.url
    assert "Log in again, then continue here" in answer.text
    assert case.text not in answer.text
    browser.begin(user_id)
    assert browser.value(case) == case.text
    assert is_restored(browser)
    data = dict(browser.form(browser.open()).form_values()) | {case.button: "1"}
    sent = browser.visitor.post(browser.action, data=data, allow_redirects=False)
    assert sent.status_code in (302, 303), html.fromstring(sent.text).text_content()
    browser.begin(user_id)


@pytest.mark.parametrize("page", PATRONS)
def test_of_patrons(log_in, applicant, page):
    browser, case = Browser(log_in, applicant.user_id, page), PATRONS[page]
    walk(browser, case, applicant.user_id)
    assert not is_restored(browser)


@pytest.mark.parametrize("page", STAFF)
def test_of_editors(log_in, path, page):
    browser, case = Browser(log_in, "editor", f"{path}/{page}"), STAFF[page]
    walk(browser, case, "editor")


def test_of_an_answer(log_in, applicant, path):
    log_in("editor").submit(f"{path}/ask", question="Which address?", ask="1")
    case = Case("answer", "The new one.", "send")
    walk(Browser(log_in, applicant.user_id, "answer-question"), case, applicant.user_id)


def test_of_a_request_that_is_changed(log_in, applicant):
    made = place_request(applicant, "article-research", {"title": "Akiko"})
    commit()
    case = Case(f"{WIDGET}title", "Yosano Akiko", "form.buttons.send")
    page = f"change-request?request={made.request_id}"
    walk(Browser(log_in, applicant.user_id, page), case, applicant.user_id)


def test_of_a_notice(log_in):
    browser = Browser(log_in, "manager", "library-notice")
    case = Case("title_en", "Closed on Friday", "preview")
    browser.send_late(case)
    browser.begin("manager")
    assert browser.value(case) == case.text


@pytest.mark.parametrize("page", PATRONS)
def test_is_not_shown_to_another_patron(log_in, applicant, make_patron, page):
    other = make_patron(email="other@example.org")
    commit()
    browser, case = Browser(log_in, applicant.user_id, page), PATRONS[page]
    browser.send_late(case)
    browser.begin(other.user_id)
    assert not is_restored(browser)
    assert browser.value(case) != case.text


@pytest.mark.parametrize("page", PATRONS)
def test_is_not_kept_for_another_form(log_in, applicant, page):
    case = PATRONS[page]
    browser = Browser(log_in, applicant.user_id, "change-language")
    owner = browser.form(browser.open()).fields["owner"]
    browser.page = page
    answer = browser.send_late(case, owner=owner)
    assert "continue here" not in answer.text
    browser.begin(applicant.user_id)
    assert browser.value(case) != case.text


@pytest.mark.parametrize("page", [*PATRONS, "change-language", "answer-question"])
def test_strangers_are_led_to_the_login(visit, page):
    answer = visit().get(page)
    assert "/login?came_from=" in answer.url


def test_the_login_leads_back_to_the_whole_address(visit):
    answer = visit().get("request-service?record=abc&x=1", allow_redirects=False)
    assert answer.status_code == 303
    came_from = parse_qs(urlsplit(answer.headers["Location"]).query)["came_from"]
    assert came_from == [f"{settings().public_url}/request-service?record=abc&x=1"]


@pytest.mark.parametrize("page", [*PATRONS, "change-language", "answer-question"])
def test_staff_are_refused(log_in, page):
    answer = log_in("editor").get(page, allow_redirects=False)
    assert answer.status_code in (302, 401, 403, 404)


def test_a_note_that_a_colleague_wrote_meanwhile_is_shown(log_in, path, application):
    browser = Browser(log_in, "editor", f"{path}/own-note")
    case = STAFF["own-note"]
    browser.send_late(case)
    application.own_note = "Done already."
    commit()
    browser.begin("editor")
    tree = browser.open()
    assert "Done already." in tree.xpath("//*[contains(@class, 'ndl-note')]")[0].text
    assert browser.value(case) == case.text
