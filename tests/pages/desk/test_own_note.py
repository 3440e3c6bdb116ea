"""The note for colleagues, on its page and over REST."""

from io import BytesIO
from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.entry import Sign
from ndl.registration.review.index import get_index
from ndl.registration.review.own_note import note_mark
from ndl.registration.review.own_patrons import link_patron
from transaction import commit
from zipfile import ZipFile

import pytest
import re


JSON = {"Accept": "application/json"}
TEXT = "Called on Monday:\n<b>calls back</b>."


@pytest.fixture
def write(path):
    def send(visitor, text, page=""):
        return visitor.submit(page or f"{path}/own-note", own_note=text)

    return send


@pytest.fixture
def kept(site, application):
    def read():
        site._p_jar.sync()
        return application.own_note

    return read


def signs_of(application):
    return get_index().get(application.getId()).signs


class TestPage:
    def test_is_read_by_colleagues(self, editor, log_in, path, write, kept, audited):
        assert f'href="{editor.url}/{path}/own-note"' in editor.get(path).text
        response = write(editor, TEXT)
        assert "The note has been saved." in response.text
        assert kept() == TEXT
        assert [e.tag for e in audited].count(AuditTag.APPLICATION_NOTED) == 1
        text = log_in("editor-b").get(path).text
        assert "&lt;b&gt;calls back&lt;/b&gt;" in text

    def test_marks_the_application_in_the_list(self, editor, application, write, kept):
        write(editor, TEXT)
        assert kept()
        assert signs_of(application) == (Sign.NOTE,)
        listed = editor.get("registration-desk?marked=note").text
        assert application.getId() in listed
        write(editor, "  ")
        assert kept() == ""
        assert signs_of(application) == ()

    def test_keeps_what_was_typed_when_it_is_refused(
        self, editor, log_in, path, write, kept
    ):
        long = "x" * 2001
        response = write(editor, long)
        assert 'id="own_note-error"' in response.text
        assert long in response.text
        page = editor.get(f"{path}/own-note").text
        write(log_in("editor-b"), "Of a colleague")
        seen = page.split('name="seen"')[1].split('value="')[1].split('"')[0]
        token = page.split('name="_authenticator"')[1].split('value="')[1].split('"')[0]
        data = {"seen": seen, "_authenticator": token, "own_note": "Mine"}
        response = editor.post(f"{path}/own-note", data=data)
        assert kept() == "Of a colleague"
        assert "changed in the meantime" in response.text
        assert "Of a colleague" in response.text
        assert ">Mine</textarea>" in response.text

    def test_needs_our_form(self, editor, path, kept):
        editor.post(f"{path}/own-note", data={"own_note": TEXT})
        assert kept() == ""

    def test_of_the_own_application(self, editor, applicant, write, kept):
        link_patron("editor", applicant.user_id)
        commit()
        assert "your own application" in write(editor, TEXT).text
        assert kept() == ""

    @pytest.mark.parametrize("name", ["member", ""])
    def test_is_for_editors(self, log_in, path, name):
        assert "own_note" not in log_in(name).get(f"{path}/own-note").text

    def test_stays_hidden_from_the_patron(
        self, editor, log_in, path, write, kept, applicant
    ):
        write(editor, "Of colleagues alone")
        editor.post(f"{path}/@workflow/ask", json={"question": "Why?"}, headers=JSON)
        assert kept()
        patron = log_in(applicant.user_id)
        pages = ("my-account", "notices", "@my-application", "@my-notices")
        shown = [patron.get(p, headers=JSON if "@" in p else {}).text for p in pages]
        archive = ZipFile(BytesIO(patron.post("@my-data", headers=JSON).content))
        shown += [
            archive.read(name).decode(errors="replace") for name in archive.namelist()
        ]
        assert sum("Why?" in text for text in shown) >= len(pages) - 1
        for text in shown:
            assert "Of colleagues alone" not in text
            assert not re.search(r"\beditor\b", text)

    def test_goes_with_the_person(self, site, editor, applicant, write, kept):
        write(editor, TEXT)
        site._p_jar.sync()
        site.acl_users.userFolderDelUsers([applicant.user_id])
        commit()
        assert applicant.user_id not in get_directory()
        assert kept() == ""


class TestRest:
    def test_is_kept_and_read(self, editor, application, path, kept):
        found = editor.get(path, headers=JSON).json()
        assert (found["own_note"], found["note_seen"]) == ("", note_mark(application))
        body = {"own_note": TEXT, "note_seen": found["note_seen"]}
        answer = editor.put(f"{path}/@own-note", json=body, headers=JSON)
        assert answer.json()["own_note"] == kept() == TEXT
        again = editor.put(f"{path}/@own-note", json=body, headers=JSON)
        assert (again.status_code, again.json()["error"]["code"]) == (409, "stale-page")

    @pytest.mark.parametrize(
        ("text", "code"), [("x" * 2001, "note-too-long"), (7, "request-malformed")]
    )
    def test_refuses(self, editor, path, kept, text, code):
        answer = editor.put(
            f"{path}/@own-note", json={"own_note": text, "note_seen": ""}, headers=JSON
        )
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)
        assert kept() == ""

    def test_is_for_editors(self, log_in, path):
        answer = log_in("member").put(f"{path}/@own-note", json={}, headers=JSON)
        assert answer.status_code == 401


def test_what_the_page_shows_stands_in_the_answer(editor, path, application):
    editor.submit(path, f"{path}/decide", step="claim")
    found = editor.get(path, headers=JSON).json()
    assert found["claimed_by"] == "editor"
    assert found["claimed_until"]
    (picture,) = found["pictures"]
    assert editor.get(picture["@id"]).headers["Content-Type"] == "image/jpeg"
    assert (picture["width"], picture["height"]) == (640, 400)
    body = {"question": "The back?"}
    editor.post(f"{path}/@workflow/ask", json=body, headers=JSON)
    (asked,) = editor.get(path, headers=JSON).json()["questions"]
    assert (asked["text"], asked["editor"]) == ("The back?", "editor")
