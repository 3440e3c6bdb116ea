"""Asking for more, a second look, time to undo: on pages and over REST."""

from ...visitor import message_of
from base64 import b64encode
from io import BytesIO
from lxml import html
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.states import State
from ndl.registration.review.states import token_of
from ndl.registration.settings import settings
from PIL import Image
from transaction import commit

import pytest


JSON = {"Accept": "application/json"}


@pytest.fixture
def photo():
    target = BytesIO()
    Image.new("RGB", (640, 400), "navy").save(target, "JPEG")
    return target.getvalue()


@pytest.fixture
def patron(log_in, applicant, application):
    return log_in(applicant.user_id)


def text_at(response, path):
    return " ".join(html.fromstring(response.text).xpath(f"{path}//text()"))


class TestQuestion:
    def test_by_pages(self, editor, patron, path, state, mails, photo, site):
        page = f"{path}/ask"
        assert "This patron reads English." in editor.get(page).text
        assert "Please write what you need" in editor.submit(page, question=" ").text
        shown = editor.submit(page, question="<b>The back</b>", preview="1")
        assert "needs something more" in text_at(shown, "//*[@id='ndl-preview']")
        assert "<b>The back</b>" in text_at(shown, "//textarea")
        assert (state(), len(mails)) == (State.SUBMITTED, 0)
        response = editor.submit(page, question="<b>The back</b>", ask="1")
        assert "The patron has been asked." in message_of(response)
        assert (state(), len(mails)) == (State.INFORMATION_NEEDED, 1)
        account = patron.get("my-account")
        assert "<b>The back</b>" in text_at(account, "//*[@id='ndl-question']")
        assert ">editor<" not in account.text
        page = "answer-question"
        response = patron.submit(page, answer="")
        assert "Please write an answer" in response.text
        number = path.rpartition("/")[2]
        fields = {"answer": "Here.", "number": number}
        tree = html.fromstring(patron.get(page).text)
        fields["_authenticator"] = tree.xpath("//input[@name='_authenticator']/@value")[
            0
        ]
        faulty = {"picture_1": ("x.jpg", b"nothing", "image/jpeg")}
        response = patron.post(page, data=fields, files=faulty)
        assert 'id="picture_1-error"' in response.text
        assert "Here." in text_at(response, "//textarea")
        files = {"picture_1": ("back.jpg", photo, "image/jpeg")}
        response = patron.post(page, data=fields, files=files)
        assert "has been sent to the library" in message_of(response)
        assert state() is State.IN_REVIEW
        text = editor.get(path).text
        assert "Here." in text
        assert f"{path}/@@identity-document/2" in text
        assert 'id="ndl-hold"' in text
        assert "does not ask you for anything" in patron.get(page).text

    def test_over_rest(self, editor, patron, path, state, photo, site, application):
        ask = f"{path}/@workflow/ask"
        answer = editor.post(ask, json={}, headers=JSON)
        assert answer.json()["error"]["code"] == "question-missing"
        done = editor.post(ask, json={"question": "The back"}, headers=JSON)
        assert done.json()["review_state"] == "information_needed"
        (mine,) = patron.get("@my-application", headers=JSON).json()["items"]
        assert mine["question"] == "The back"
        assert mine["answer_by"]
        give = f"@my-application/{mine['number']}/answer"
        refused = patron.post(give, json={"text": ""}, headers=JSON)
        assert (refused.status_code, refused.json()["error"]["code"]) == (
            400,
            "answer-missing",
        )
        bad = {"pictures": [{"name": "x.jpg", "data": "bm8="}]}
        assert patron.post(give, json=bad, headers=JSON).status_code == 400
        malformed = patron.post(give, json={"text": 7}, headers=JSON)
        assert malformed.json()["error"]["code"] == "request-malformed"
        pictures = [{"name": "back.jpg", "data": b64encode(photo).decode()}]
        sent = patron.post(give, json={"pictures": pictures}, headers=JSON)
        assert sent.status_code == 200, sent.text
        assert sent.json()["state"] == "in_review"
        site._p_jar.sync()
        assert len(application.pictures_held()) == 2
        assert patron.post(give, json={"text": "x"}, headers=JSON).status_code == 409


class TestPreview:
    def test_shows_mail_and_notice_and_decides_nothing(
        self, editor, path, state, mails, applicant
    ):
        fields = {"reasons:list": "no-back", "note": "<i>Turn it.</i>"}
        shown = editor.submit(f"{path}/decline", **fields, preview="1")
        text = text_at(shown, "//*[@id='ndl-preview']")
        assert "The back side of the identification document is missing." in text
        assert "<i>Turn it.</i>" in text
        assert "was declined on" in text
        missing = editor.submit(f"{path}/decline", preview="1")
        assert "at least one reason" in missing.text
        assert "are now an official" in editor.get(f"{path}/decide?step=verify").text
        body = {"step": "decline", "reasons": ["no-back"], "note": "Turn it."}
        told = editor.post(f"{path}/@step-preview", json=body, headers=JSON).json()
        assert told["notice"]["note"] == "Turn it."
        assert "Turn it." not in told["mail"]["text"]
        for wrong, code in (
            ("decline", "reason-missing"),
            ("claim", "step-impossible"),
        ):
            url = f"{path}/@step-preview"
            answer = editor.post(url, json={"step": wrong}, headers=JSON)
            assert answer.json()["error"]["code"] == code
        assert (state(), len(mails)) == (State.SUBMITTED, 0)
        editor.submit(f"{path}/decline", **fields)
        assert (state(), len(mails)) == (State.DECLINED, 1)
        sent = " ".join(mails[0].get_content().split())
        assert sent in " ".join(text.split())


class TestWaiting:
    def test_undo_by_page(self, editor, log_in, path, state, patron, mails):
        settings().undo_minutes = 5
        commit()
        page = f"{path}/decide?step=verify"
        response = editor.submit(page, f"{path}/decide", step="verify")
        assert "Your decision takes effect at" in message_of(response)
        assert state() is State.DECIDED
        assert "Being checked" in patron.get("my-account").text
        (mine,) = patron.get("@my-application", headers=JSON).json()["items"]
        assert mine["state"] == "in_review"
        page = f"{path}/decide?step=undo"
        other = log_in("editor-b").submit(page, f"{path}/decide", step="undo")
        assert "Only the editor who has decided" in message_of(other)
        assert "Undo the decision" in editor.get(path).text
        response = editor.submit(page, f"{path}/decide", step="undo")
        assert "has been undone" in message_of(response)
        assert (state(), len(mails)) == (State.IN_REVIEW, 0)

    def test_second_look_over_rest(
        self, editor, log_in, path, state, application, applicant, site
    ):
        settings().second_look_percent = 100
        commit()
        url = f"{path}/@workflow/verify"
        seen = token_of(application)
        done = editor.post(url, json={"seen": seen}, headers=JSON)
        assert done.json()["review_state"] == "second_look"
        again = editor.post(url, json={}, headers=JSON)
        assert (again.status_code, again.json()["error"]["code"]) == (
            403,
            "second-editor-needed",
        )
        other = log_in("editor-b")
        assert "It takes effect when another editor" in other.get(path).text
        stale = other.post(url, json={"seen": seen}, headers=JSON)
        assert stale.json()["error"]["code"] == "stale-page"
        done = other.post(url, json={}, headers=JSON)
        assert done.json()["review_state"] == "verified"
        site._p_jar.sync()
        assert get_directory()[applicant.user_id].is_official
