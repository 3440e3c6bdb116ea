"""Plone's own doors to the workflow: what they take, and what they say."""

from ...visitor import message_of
from datetime import timedelta
from lxml import html
from ndl.registration.clock import now
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.due import take_due_step
from ndl.registration.review.own_patrons import link_patron
from ndl.registration.review.states import history_of
from ndl.registration.review.states import State
from ndl.registration.settings import settings
from transaction import commit

import json
import pytest
import time_machine


JSON = {"Accept": "application/json"}


class TestRest:
    @pytest.fixture
    def post(self, editor, path):
        def send(step, **body):
            url = f"{path}/@workflow/{step}"
            return editor.post(url, json=body, headers=JSON)

        return send

    def test_declines_with_reasons_and_note(self, post, site, application, applicant):
        answer = post(
            "decline", reasons=["no-back"], note="The back.", parts=["second-image"]
        )
        assert answer.status_code == 200, answer.text
        assert answer.json()["review_state"] == "declined"
        site._p_jar.sync()
        assert application.reasons == ("no-back",)
        (notice,) = get_directory()[applicant.user_id].notices
        assert notice.fact("note") == "The back."
        assert notice.fact("parts") == ("second-image",)

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({}, "reason-missing"),
            ({"reasons": ["nonsense"]}, "reason-missing"),
            ({"reasons": "other"}, "request-malformed"),
            ({"reasons": [{"a": 1}]}, "request-malformed"),
            ({"reasons": ["other"], "note": 7}, "request-malformed"),
            ({"reasons": ["other"], "note": "x" * 2001}, "note-too-long"),
        ],
    )
    def test_refuses_what_is_wrong(self, post, state, body, code):
        answer = post("decline", **body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)
        assert state() is State.SUBMITTED

    def test_mark_of_what_was_seen(self, post, editor, path, state):
        seen = editor.get(path, headers=JSON).json()["seen"]
        assert post("claim", seen=seen).status_code == 200
        answer = post("verify", seen=seen)
        assert (answer.status_code, answer.json()["error"]["code"]) == (
            409,
            "stale-page",
        )
        assert state() is State.IN_REVIEW

    def test_own_application(self, post, applicant, state):
        link_patron("editor", applicant.user_id)
        commit()
        answer = post("verify")
        assert (answer.status_code, answer.json()["error"]["code"]) == (
            403,
            "own-application",
        )
        assert state() is State.SUBMITTED

    @pytest.mark.parametrize("step", ["release", "nonsense", "claim/more"])
    def test_step_that_is_not_possible(self, post, state, step):
        assert post(step).status_code == 409
        assert state() is State.SUBMITTED


class TestStateMenu:
    def links(self, editor, path):
        tree = html.fromstring(editor.get(path).text)
        found = tree.xpath("//a[starts-with(@id, 'workflow-transition-')]")
        return {a.get("id").rpartition("-")[2]: a.get("href") for a in found}

    def test_offers_what_is_possible(self, editor, path):
        assert set(self.links(editor, path)) == {
            "ask",
            "claim",
            "verify",
            "decline",
            "advanced",
        }

    def test_of_a_closed_application_has_no_inline_style(self, editor, path):
        editor.post(f"{path}/@workflow/verify", json={}, headers=JSON)
        page = editor.get(path)
        (bar,) = html.fromstring(page.text).cssselect("#edit-bar")
        assert "Verified" in bar.text_content()
        assert bar.xpath(".//@style") == []

    def test_asks_and_takes_the_step_by_post_alone(self, editor, path, state):
        link = self.links(editor, path)["claim"]
        for address in (link, f"{path}/content_status_modify?workflow_action=claim"):
            assert "Claim this application?" in editor.get(address).text
            assert state() is State.SUBMITTED
        response = editor.submit(link, f"{path}/decide", step="claim")
        assert "You have claimed the application." in message_of(response)
        assert state() is State.IN_REVIEW
        link = self.links(editor, path)["release"]
        editor.submit(link, f"{path}/decide", step="release")
        assert state() is State.SUBMITTED

    def test_link_of_a_menu_that_was_overtaken(self, editor, log_in, path, state):
        link = self.links(editor, path)["claim"]
        other = log_in("editor-b")
        other.submit(path, f"{path}/decide", step="claim")
        response = editor.submit(link, f"{path}/decide", step="claim")
        assert "editor-b is working on this application until" in message_of(response)

    def test_decline_of_another_name(self, site, editor, path, state):
        made = site.portal_workflow["registration_application_workflow"]
        made.transitions.addTransition("reject")
        made.transitions.reject.setProperties(
            title="Reject", new_state_id="declined", actbox_name="Reject"
        )
        made.states.submitted.setProperties(transitions=("reject",))
        commit()
        response = editor.get(self.links(editor, path)["reject"])
        assert "/decline?step=reject" in response.url
        data = {"reasons:list": "under-age", "step": "reject"}
        page = f"{path}/decline?step=reject"
        answer = editor.submit(page, f"{path}/decline", **data)
        assert "has been declined" in message_of(answer)
        assert state() is State.DECLINED

    @pytest.mark.parametrize(
        ("language", "state", "step"),
        [("en", "Waiting", "Verify"), ("ja", "確認待ち", "承認する")],
    )
    def test_is_in_the_language_of_the_page(self, editor, path, language, state, step):
        editor.cookies.set("I18N_LANGUAGE", language)
        tree = html.fromstring(editor.get(path).text)
        (menu,) = tree.cssselect("#plone-contentmenu-workflow")
        words = " ".join(menu.text_content().split())
        assert state in words
        assert step in words


class TestAdvanced:
    def test_keeps_the_comment_for_editors(
        self, editor, log_in, path, site, application, applicant
    ):
        page = f"{path}/content_status_history"
        editor.submit(page, step="claim", comment="Called <b>twice</b>.")
        site._p_jar.sync()
        assert history_of(application)[-1]["comments"] == "Called <b>twice</b>."
        assert "Called &lt;b&gt;twice" in editor.get(path).text
        assert "Called" not in log_in(applicant.user_id).get("my-account").text

    def test_leads_to_the_pages_of_decisions(self, editor, path, state):
        page = f"{path}/content_status_history"
        response = editor.submit(page, step="decline", comment="x")
        assert "/decline?" in response.url
        assert state() is State.SUBMITTED

    def test_when_nothing_can_be_done(self, editor, path):
        editor.post(f"{path}/@workflow/verify", json={}, headers=JSON)
        text = editor.get(f"{path}/content_status_history").text
        assert "There is nothing to do with this application" in text


class TestFolderContents:
    def change(self, editor, path, application, step):
        tree = html.fromstring(editor.get(path).text)
        token = tree.xpath("//input[@name='_authenticator']/@value")[0]
        data = {
            "_authenticator": token,
            "selection": json.dumps([application.UID()]),
            "transition": step,
            "folder": "/registration-desk",
        }
        return editor.post("registration-desk/@@fc-workflow", data=data).json()

    def test_opens_for_editors(self, editor, application):
        response = editor.get("registration-desk/folder_contents")
        assert response.status_code == 200
        assert "pat-structure" in response.text

    def test_says_why_not(self, editor, path, application, applicant, state):
        number = application.getId()
        link_patron("editor", applicant.user_id)
        commit()
        answer = self.change(editor, path, application, "claim")
        assert answer["status"] == "warning"
        assert f"{number}: You cannot decide on your own" in answer["msg"]
        assert state() is State.SUBMITTED


class TestUndoAfterTheMail:
    """What has left cannot be undone, whichever door is tried."""

    @pytest.fixture
    def told(self, editor, path, application, state, mails):
        settings().undo_minutes = 5
        commit()
        editor.post(f"{path}/@workflow/verify", json={}, headers=JSON)
        assert (state(), len(mails)) == (State.DECIDED, 0)
        with time_machine.travel(now() + timedelta(minutes=6), tick=True):
            assert take_due_step(application.getId())
            commit()
            assert (state(), len(mails)) == (State.VERIFIED, 1)
            yield mails

    def by_page(self, editor, path, application):
        page = f"{path}/decide?step=undo"
        editor.submit(page, f"{path}/decide", step="undo")

    def by_state_menu(self, editor, path, application):
        editor.submit(path, f"{path}/content_status_modify", workflow_action="undo")

    def by_rest(self, editor, path, application):
        answer = editor.post(f"{path}/@workflow/undo", json={}, headers=JSON)
        assert answer.status_code in (400, 409)

    def by_tool(self, editor, path, application):
        data = {"ob": path, "action": "undo"}
        editor.post("portal_workflow/doActionFor", data=data)

    def by_folder_contents(self, editor, path, application):
        TestFolderContents().change(editor, path, application, "undo")

    @pytest.mark.parametrize(
        "door", [by_page, by_state_menu, by_rest, by_tool, by_folder_contents]
    )
    def test_is_refused(
        self, editor, path, application, state, told, door, applicant, site
    ):
        door(self, editor, path, application)
        assert (state(), len(told)) == (State.VERIFIED, 1)
        assert get_directory()[applicant.user_id].is_official


class TestHold:
    def test_on_the_page_and_over_rest(self, editor, log_in, path, site, application):
        editor.submit(path, f"{path}/decide", step="claim")
        for send in (
            lambda who: who.submit(path, f"{path}/hold"),
            lambda who: who.post(f"{path}/@hold", headers=JSON),
        ):
            site._p_jar.sync()
            until = application.held_until
            assert send(editor).status_code == 200
            site._p_jar.sync()
            assert application.held_until > until
        until = application.held_until
        editor.get(f"{path}/hold")
        other = log_in("editor-b")
        assert 'id="ndl-hold"' not in other.get(path).text
        answer = other.post(f"{path}/@hold", headers=JSON)
        assert answer.json()["error"]["code"] == "claimed-by-other"
        site._p_jar.sync()
        assert application.held_until == until
