"""A note that was sent when the editor's session was over."""

from .conftest import hand_in
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from transaction import commit

import lxml.html
import pytest


SESSION = "ndl_session"
NOTE = "住所の記載がある面も、もう一度お送りください。"
ENTERED = {"note": NOTE, "reasons:list": "no-back", "parts:list": "address"}


class Editor:
    """An editor at one browser, who is logged out and in again."""

    def __init__(self, log_in, path):
        self.log_in = log_in
        self.path = f"{path}/decline"
        self.visitor = log_in("editor")

    def open(self):
        return lxml.html.fromstring(self.visitor.get(self.path).content)

    def begin(self, user_id):
        """Have a new session in the same browser."""
        ticket = next(
            c.value for c in self.log_in(user_id).cookies if c.name == SESSION
        )
        self.visitor.cookies.set(SESSION, ticket)

    def end(self):
        held = {c.name: c.value for c in self.visitor.cookies if c.name != SESSION}
        self.visitor.cookies.clear()
        for name, value in held.items():
            self.visitor.cookies.set(name, value)

    def send_late(self, **changes):
        """Send what was entered after the session has ended."""
        form = dict(form_of(self.open()).form_values()) | ENTERED | changes
        self.end()
        return self.visitor.post(self.path, data=form)


def form_of(page):
    return page.xpath("//form[.//input[@name='owner']]")[0]


def entered(page):
    checked = set(page.xpath("//input[@type='checkbox'][@checked]/@value"))
    return page.get_element_by_id("note").value, checked


@pytest.fixture
def editor(log_in, path):
    return Editor(log_in, path)


def test_waits_after_the_login(editor, application):
    answer = editor.send_late()
    assert "/login?came_from=" in answer.url
    assert answer.url.endswith("decline")
    assert "Log in again, then continue here" in answer.text
    assert NOTE not in answer.text
    editor.begin("editor")
    page = editor.open()
    assert entered(page) == (NOTE, {"no-back", "address"})
    assert "nothing was sent" in page.get_element_by_id("ndl-restored").text
    assert state_of(application) == State.SUBMITTED


def test_is_forgotten_when_the_decision_was_taken(editor, application):
    editor.send_late()
    editor.begin("editor")
    form = dict(form_of(editor.open()).form_values()) | ENTERED | {"step": "decline"}
    editor.visitor.post(editor.path, data=form)
    commit()
    assert state_of(application) == State.DECLINED
    assert not get_drafts().at(
        get_drafts().key_of(f"decline {application.getId()} editor")
    )


def test_is_no_matter_where_nothing_was_sent(editor):
    assert not editor.open().xpath("//*[@id='ndl-restored']")


def test_is_not_shown_to_another_editor(editor):
    editor.send_late()
    editor.begin("editor-b")
    assert entered(editor.open()) == ("", set())
    editor.end()
    editor.begin("editor")
    assert entered(editor.open())[0] == NOTE


def test_is_not_shown_in_another_browser(editor, log_in):
    editor.send_late()
    other = lxml.html.fromstring(log_in("editor").get(editor.path).content)
    assert entered(other) == ("", set())


@pytest.mark.parametrize("owner", ["", "forged"])
def test_of_a_stranger_is_not_kept(editor, application, owner):
    answer = editor.send_late(owner=owner)
    assert "/login?" in answer.url
    assert "continue here" not in answer.text
    editor.begin("editor")
    assert entered(editor.open()) == ("", set())


def test_of_another_application_is_not_kept(editor, official):
    other = hand_in(official)
    path = f"{editor.path.rsplit('/', 2)[0]}/{other.getId()}/decline"
    form = dict(form_of(editor.open()).form_values()) | ENTERED
    editor.end()
    answer = editor.visitor.post(path, data=form)
    assert "/login?" in answer.url
    assert "continue here" not in answer.text


def test_sent_from_another_site_is_not_kept(editor):
    form = dict(form_of(editor.open()).form_values()) | ENTERED
    editor.end()
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = editor.visitor.post(editor.path, data=form, headers=headers)
    assert "continue here" not in answer.text
    editor.begin("editor")
    assert entered(editor.open()) == ("", set())
