from ..pages.applicant import Applicant
from ..pages.applicant import hidden_of
from ..pages.applicant import holder
from ..pages.applicant import photo
from lxml import html
from ndl.registration.registration.submission import Submission
from ndl.registration.web.cookies import SESSION
from ZODB.POSException import ConflictError
from ZPublisher.HTTPRequest import HTTPRequest

import pytest
import transaction


@pytest.fixture
def busy(monkeypatch):
    """The last step meets a conflict when it is stored, as often as this says."""
    real, left = Submission.submit, []

    def refuse():
        left.pop()
        raise ConflictError

    def submit(*args):
        result = real(*args)
        if left:
            transaction.get().addBeforeCommitHook(refuse)
        return result

    monkeypatch.setattr(Submission, "submit", submit)
    monkeypatch.setattr(HTTPRequest, "delay_retry", lambda self: None)
    return left


@pytest.fixture
def applicant(visitor, mails):
    applicant = Applicant(visitor, mails)
    applicant.come_to_form("official")
    applicant.fill(files={"picture_1": ("id.jpg", photo())})
    return applicant


class TestConflicts:
    def test_that_pass_are_not_noticed(self, applicant, busy):
        busy.extend("...")
        assert applicant.confirm().status_code == 200
        assert applicant.user_id == holder().user_id

    def test_that_last_keep_all_that_was_sent(self, applicant, busy, mails):
        busy.extend("....")
        before = len(mails)
        answer = applicant.confirm()
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Error: " in html.fromstring(answer.text).findtext(".//title")
        assert holder() is None
        assert len(mails) == before
        (form,) = html.fromstring(answer.text).cssselect("#content form")
        assert form.get("action").endswith("/register-confirm")
        assert {"_authenticator", "token", "seen"} <= hidden_of(answer).keys()
        assert 'press "Confirm" again' in answer.text
        applicant.send("register-confirm")
        assert applicant.user_id == holder().user_id
        assert len(mails) == before + 1

    def test_never_send_a_password_back(self, visitor, site, monkeypatch):
        def meet(*_args):
            raise ConflictError

        monkeypatch.setattr(HTTPRequest, "delay_retry", lambda self: None)
        monkeypatch.setattr("ndl.registration.browser.login.login.enter_password", meet)
        answer = visitor.log_in("E000000000", "Guessed-0815-x")
        assert answer.status_code == 503
        assert "Guessed-0815-x" not in answer.text
        assert not html.fromstring(answer.text).cssselect("#content form")
        assert SESSION not in answer.headers.get("Set-Cookie", "")
