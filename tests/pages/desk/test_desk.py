from ...visitor import described_by_nothing
from ...visitor import message_of
from base64 import b64encode
from dataclasses import replace
from lxml import html
from ndl.registration.documents.vault import VARIABLE
from ndl.registration.events import AuditEvent
from ndl.registration.events import AuditTag
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review import decide
from ndl.registration.review.states import State
from ndl.registration.review.states import token_of
from transaction import commit
from zope.component import getGlobalSiteManager

import pytest


@pytest.fixture
def looks():
    seen = []
    manager = getGlobalSiteManager()
    manager.registerHandler(seen.append, (AuditEvent,))
    yield seen
    manager.unregisterHandler(seen.append, (AuditEvent,))


class TestList:
    def test_without_applications(self, editor):
        assert "There are no applications here." in editor.get("registration-desk").text

    def test_shows_who_claimed(self, editor, path):
        editor.submit(path, f"{path}/decide", step="claim")
        text = editor.get("registration-desk?state=in_review").text
        assert path.rpartition("/")[2] in text
        assert "editor" in text

    @pytest.mark.parametrize(
        "query", ["state=nonsense", "state:list=x", "b_start=-1", "b_start=zzz"]
    )
    def test_odd_questions(self, editor, path, query):
        response = editor.get(f"registration-desk?{query}")
        assert response.status_code == 200
        assert path.rpartition("/")[2] in response.text

    def test_speaks_japanese(self, editor, path):
        editor.cookies.set("I18N_LANGUAGE", "ja")
        assert "利用者登録審査" in editor.get("registration-desk").text

    def test_is_never_cached(self, editor, path):
        for page in ("registration-desk", path, f"{path}/decline"):
            assert "no-store" in editor.get(page).headers["Cache-Control"]

    def test_is_in_the_menu_of_editors_alone(self, log_in):
        assert "/registration-desk" in log_in("editor").get("").text
        assert "/registration-desk" not in log_in("member").get("").text


class TestDocument:
    def test_kind_and_hints_are_shown(self, editor, path, application):
        application.document_kind = "student-id"
        application.pictures_held()[0].marks = ("screen-size",)
        commit()
        text = editor.get(path).text
        assert "Student ID card" in text
        assert "May be a screenshot" in text

    def test_pictures_are_told_apart(self, editor, path, application):
        (first,) = application.pictures_held()
        application._pictures = (first, first)
        commit()
        texts = html.fromstring(editor.get(path).text).xpath("//figure//img/@alt")
        assert texts == [
            "Identification document, image 1",
            "Identification document, image 2",
        ]


class TestLockedPicture:
    def test_is_explained(self, editor, path, application, monkeypatch, looks):
        monkeypatch.setenv(VARIABLE, b64encode(b"o" * 32).decode())
        application.pictures_held()[0].lock_again()
        commit()
        monkeypatch.delenv(VARIABLE)
        page = editor.get(path)
        assert "encrypted with a key" in page.text
        assert "@@identity-document" not in page.text
        answer = editor.get(f"{path}/@@identity-document/1")
        assert answer.status_code == 503
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert "no-store" in answer.headers["Cache-Control"]
        assert "encrypted with a key" in answer.text
        assert AuditTag.DOCUMENT_VIEWED not in [event.tag for event in looks]


class TestPicture:
    def test_is_never_run_or_kept(self, editor, path):
        headers = editor.get(f"{path}/@@identity-document/1").headers
        assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in headers["Cache-Control"]
        assert headers["Content-Disposition"].startswith('inline; filename="document-')

    def test_every_look_is_audited(self, editor, path, looks, applicant):
        editor.get(f"{path}/@@identity-document/1")
        editor.get(f"{path}/@@identity-document/1")
        found = [e for e in looks if e.tag is AuditTag.DOCUMENT_VIEWED]
        assert len(found) == 2
        assert found[0].user_id == applicant.user_id
        assert found[0].details["by"] == "editor"

    def test_that_does_not_exist(self, editor, path, subtests):
        for number in ["", "/0", "/2", "/x", "/1/2", "/-1", "/__name__"]:
            with subtests.test(number=number):
                response = editor.get(f"{path}/@@identity-document{number}")
                assert response.status_code == 404


class TestSteps:
    @pytest.mark.parametrize("page", ["decide?step=verify", "decline"])
    def test_say_who_else_works_on_it(self, editor, log_in, path, page):
        log_in("editor-b").submit(path, f"{path}/decide", step="claim")
        assert "editor-b" in message_of(editor.get(f"{path}/{page}"))
        assert "editor-b" not in message_of(log_in("editor-b").get(f"{path}/{page}"))

    def test_name_of_who_lives_abroad(self, editor, path, application):
        home = {"country": "IE", "family_name": "O’Brien"}
        application.declared = {**application.declared, **home, "given_name": "Seán"}
        commit()
        assert "Seán O’Brien" in editor.get(f"{path}/decide?step=verify").text

    def test_verify_after_a_confirmation(self, editor, path, state, mails, applicant):
        page = editor.get(f"{path}/decide?step=verify")
        assert "Verify this application?" in page.text
        assert state() is State.SUBMITTED
        response = editor.submit(
            f"{path}/decide?step=verify", f"{path}/decide", step="verify"
        )
        assert response.url.endswith("/registration-desk")
        assert "has been verified" in message_of(response)
        assert state() is State.VERIFIED
        assert applicant.is_official
        assert mails.last(applicant.email)["Subject"].startswith("Your official")

    def test_decline_keeps_what_was_typed(self, editor, path, state):
        response = editor.submit(f"{path}/decline", note="裏面<b>も</b>")
        assert "Please choose at least one reason." in response.text
        assert "裏面&lt;b&gt;も" in response.text
        assert state() is State.SUBMITTED

    def test_what_describes_a_field_is_there(self, editor, path):
        assert not described_by_nothing(editor.get(f"{path}/decline"))
        answer = editor.submit(f"{path}/decline", note="x" * 2001)
        assert not described_by_nothing(answer)
        tree = html.fromstring(answer.text)
        (group,) = tree.cssselect("#ndl-reasons")
        assert group.get("aria-describedby") == "reasons-error"
        (note,) = tree.cssselect("#note")
        assert note.get("aria-describedby") == "note-hint note-error"

    def test_decline(self, editor, path, state, applicant, site):
        response = editor.submit(
            f"{path}/decline", **{"reasons:list": ["no-back", "other"], "note": "N"}
        )
        assert "has been declined" in message_of(response)
        assert state() is State.DECLINED
        assert applicant.notices[0].fact("reasons") == ("no-back", "other")
        assert "The back side" in editor.get(path).text

    def test_decline_marks_what_to_correct(self, editor, path, state, applicant):
        fields = {"reasons:list": "different", "parts:list": ["address", "nonsense"]}
        editor.submit(f"{path}/decline", **fields)
        assert state() is State.DECLINED
        assert applicant.notices[0].fact("parts") == ("address",)
        assert "To be corrected" in editor.get(path).text

    def test_decline_keeps_what_was_marked(self, editor, path):
        answer = editor.submit(f"{path}/decline", **{"parts:list": "kind"})
        tree = html.fromstring(answer.text)
        (kept,) = tree.cssselect("input[name='parts:list'][checked]")
        assert kept.get("value") == "kind"

    def test_note_that_is_too_long(self, editor, path, state):
        fields = {"reasons:list": "under-age", "note": "x" * 2001}
        response = editor.submit(f"{path}/decline", **fields)
        assert "at most 2000 characters" in response.text.replace(",", "")
        assert state() is State.SUBMITTED

    def test_page_that_was_overtaken(self, editor, log_in, path, application, state):
        seen = token_of(application)
        other = log_in("editor-b")
        other.submit(path, f"{path}/decide", step="claim")
        response = editor.submit(path, f"{path}/decide", step="verify", seen=seen)
        assert "editor-b is working on this application" in message_of(response)
        other.submit(path, f"{path}/decide", step="release")
        response = editor.submit(path, f"{path}/decide", step="verify", seen=seen)
        assert "has been changed in the meantime" in message_of(response)
        assert state() is State.SUBMITTED

    @pytest.mark.parametrize("page", ["decide", "decline"])
    def test_form_that_is_not_ours(self, editor, path, state, page):
        fields = {"step": "verify", "reasons:list": "under-age", "seen": "submitted-1"}
        response = editor.post(f"{path}/{page}", data=fields)
        assert "try again" in message_of(response)
        assert state() is State.SUBMITTED

    def test_nothing_happens_on_get(self, editor, path, state):
        editor.get(f"{path}/decide?step=claim")
        editor.get(f"{path}/decline?reasons=under-age&seen=submitted-1")
        editor.get(f"{path}/content_status_modify?workflow_action=verify")
        assert state() is State.SUBMITTED

    def test_step_of_another_time(self, editor, path, application, state):
        response = editor.submit(path, f"{path}/decide", step="release")
        assert "not possible in the present state" in message_of(response)
        response = editor.submit(path, f"{path}/decide", step="withdraw")
        assert state() is State.SUBMITTED

    def test_own_application(self, editor, path, applicant, state, site):
        get_directory().change_email(applicant, "editor@ndl.example")
        commit()
        response = editor.submit(path, f"{path}/decide", step="verify")
        assert "your own application" in message_of(response)
        assert state() is State.SUBMITTED


class TestQueueThatCannotBeWrittenTo:
    @pytest.fixture(params=["before", "meanwhile"])
    def broken(self, request, site, tmp_path, monkeypatch):
        queue = tmp_path / "queue"
        queue.touch()
        site.MailHost.smtp_queue = True
        site.MailHost.smtp_queue_directory = str(queue)
        commit()
        if request.param == "meanwhile":
            monkeypatch.setattr("ndl.registration.review.rules.can_send", lambda: True)

    @pytest.fixture
    def listed(self, site, path):
        def read():
            (brain,) = site.portal_catalog.unrestrictedSearchResults(
                portal_type="RegistrationApplication"
            )
            return brain.review_state

        return read

    @pytest.mark.usefixtures("broken")
    @pytest.mark.parametrize("step", ["verify", "decline"])
    def test_keeps_nothing_of_a_decision(
        self, editor, path, state, listed, applicant, step
    ):
        if step == "verify":
            response = editor.submit(path, f"{path}/decide", step="verify")
        else:
            response = editor.submit(f"{path}/decline", **{"reasons:list": "under-age"})
        assert response.status_code == 200
        assert "cannot send email at the moment" in message_of(response)
        assert state() is State.SUBMITTED
        assert listed() == "submitted"
        assert not applicant.is_official
        assert not applicant.notices


class TestApplicationPage:
    def test_points_out_the_same_person(self, editor, path, make_patron):
        other = make_patron(email="b@example.org")
        commit()
        text = editor.get(path).text
        assert "somebody who is registered already" in text
        assert other.user_id in text

    def test_shows_what_has_changed_since(self, editor, path, applicant):
        known = replace(applicant.person, phone="+81399999999")
        get_directory().update(applicant, known)
        commit()
        text = editor.get(path).text
        assert "03-1234-5678" in text
        assert "03-9999-9999" in text

    def test_after_erasing(self, editor, path, application):
        application.erase_pictures()
        commit()
        assert "The pictures have been erased." in editor.get(path).text

    def test_names_with_markup_are_shown_as_text(self, editor, path, application):
        application.declared = application.declared | {"family_name": "<script>x"}
        commit()
        assert "<script>x" not in editor.get(path).text

    def test_other_applications(self, editor, path, application, applicant, site):
        decide.withdraw(application)
        commit()
        assert "Withdrawn" in editor.get(path).text
