from ..visitor import code_in
from ..visitor import token_for
from .applicant import Applicant
from .desk.conftest import staff
from .test_change_email import log_in_again
from .test_change_email import text_of
from datetime import timedelta
from io import BytesIO
from lxml import html
from ndl.registration.clock import now
from ndl.registration.documents.accept import accept_picture
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.events import AuditTag
from ndl.registration.login.accounts import get_logins
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import UserIdTaken
from ndl.registration.review.queue import applications_of
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from ndl.registration.review.submit import submit_application
from PIL import Image
from transaction import abort
from transaction import commit

import pytest
import time_machine


__all__ = ["staff"]

EMAIL = "hanako@example.org"


def end(visitor, password):
    fields = {"form.widgets.present": password, "form.buttons.deregister": "1"}
    return visitor.submit("deregister", **fields)


def is_registered(patron_id):
    abort()
    return patron_id in get_directory()


def picture():
    target = BytesIO()
    Image.new("RGB", (640, 400), "navy").save(target, "JPEG")
    return accept_picture(target.getvalue())


@pytest.fixture
def user_id(patron):
    return patron.user_id


class TestPage:
    def test_is_linked_and_says_what_ends_and_stays(self, logged_in):
        tree = html.fromstring(logged_in.get("my-account").text)
        assert tree.cssselect("a#ndl-deregister[href$='/deregister']")
        page = text_of(logged_in.get("deregister"))
        assert "cannot log in with your user ID any more" in page
        assert "nobody else ever receives it" in page
        assert "application" not in page
        logged_in.cookies.set("I18N_LANGUAGE", "ja")
        assert "利用者登録の抹消" in text_of(logged_in.get("deregister"))

    def test_of_strangers_leads_to_the_login(self, visitor):
        assert "/login" in visitor.get("deregister").url

    def test_needs_a_fresh_code(self, logged_in, user_id):
        with time_machine.travel(now() + timedelta(minutes=11)):
            response = logged_in.get("deregister", allow_redirects=False)
        assert "/login?again=1" in response.headers["Location"]

    def test_needs_the_password_and_counts(self, logged_in, user_id, mails, audited):
        before = len(mails)
        page = end(logged_in, "wrong")
        assert "The current password is not correct" in page.text
        assert 'value="wrong"' not in page.text
        assert len(mails) == before
        assert is_registered(user_id)
        tags = [event.tag for event in audited]
        assert AuditTag.LOGIN_PASSWORD_FAILED in tags

    def test_without_a_token_does_nothing(self, logged_in, user_id, password):
        data = {"form.widgets.present": password, "form.buttons.deregister": "1"}
        page = logged_in.post("deregister", data=data)
        assert "This page has expired" in page.text
        assert is_registered(user_id)

    def test_does_nothing_when_opened(self, logged_in, user_id, password):
        data = {"form.widgets.present": password, "form.buttons.deregister": "1"}
        logged_in.get("deregister", params=data)
        assert is_registered(user_id)


class TestDeregistered:
    def test_ends_all_logins_and_tells(
        self, logged_in_by_steps, visit, patron, user_id, password, mails, audited
    ):
        other = log_in_again(visit, patron, password, mails)
        page = end(logged_in_by_steps, password)
        assert page.url.endswith("/deregistered")
        assert "Your registration has ended" in text_of(page)
        assert not is_registered(user_id)
        assert logged_in_by_steps.who() == other.who() == ""
        assert "ndl_session" not in logged_in_by_steps.cookies
        assert get_logins().peek(user_id) is None
        (told,) = [m for m in mails if "登録抹消" in m["Subject"]]
        assert told["To"] == EMAIL
        assert user_id in told.get_content()
        assert [
            e.user_id for e in audited if e.tag is AuditTag.PATRON_DEREGISTERED
        ] == [user_id]
        page = visit().log_in(user_id, password)
        assert "user ID or password is not correct" in page.text

    def test_is_told_to_nobody_else(self, visitor):
        page = visitor.get("deregistered")
        assert not page.url.endswith("/deregistered")
        assert "has ended" not in page.text

    def test_in_a_second_tab_leads_to_the_login(
        self, logged_in, patron, password, mails
    ):
        token = token_for(logged_in)
        end(logged_in, password)
        before = len(mails)
        data = {
            "form.widgets.present": password,
            "form.buttons.deregister": "1",
            "_authenticator": token,
        }
        page = logged_in.post("deregister", data=data)
        assert page.status_code == 200
        assert "/login" in page.url
        assert len(mails) == before

    def test_leaves_the_address_free_and_the_id_used(
        self, logged_in, user_id, password, make_patron, visit, mails
    ):
        end(logged_in, password)
        abort()
        assert get_directory().find_by_email(EMAIL) is None
        with pytest.raises(UserIdTaken):
            make_patron(user_id=user_id)
        new = make_patron()
        commit()
        visitor = visit()
        visitor.log_in(new.user_id, password)
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert visitor.who() == new.user_id

    def test_lets_the_same_person_register_in_the_same_browser_at_once(
        self, logged_in_by_steps, user_id, password, mails
    ):
        end(logged_in_by_steps, password)
        applicant = Applicant(logged_in_by_steps, mails)
        applicant.ask_for_link(EMAIL)
        applicant.open_link()
        applicant.choose()
        applicant.fill(given_name="花子")
        applicant.confirm()
        assert applicant.user_id != user_id
        abort()
        assert get_directory().find_by_email(EMAIL).user_id == applicant.user_id

    def test_ends_the_codes_of_a_login_under_way(
        self, logged_in, visit, user_id, password, mails
    ):
        other = visit()
        other.log_in(user_id, password)
        code = code_in(mails[-1])
        end(logged_in, password)
        token = token_for(other)
        fields = {"code": code, "enter": "1", "_authenticator": token}
        other.post("login-code", data=fields)
        assert other.who() == ""

    def test_forgets_what_was_entered_for_an_application(
        self, logged_in, user_id, password
    ):
        drafts = get_drafts()
        drafts.put(user_id, "secret", [KeptPicture("a.jpg", picture())])
        commit()
        end(logged_in, password)
        abort()
        assert get_drafts().get(user_id, "secret") == ()

    def test_withdraws_the_application_under_review(
        self, logged_in, patron, user_id, password, staff
    ):
        application = submit_application(patron, [picture()])
        commit()
        page = text_of(logged_in.get("deregister"))
        assert "Your application is withdrawn" in page
        assert "without your name" in page
        end(logged_in, password)
        abort()
        (application,) = applications_of(user_id)
        assert state_of(application) == State.WITHDRAWN
        assert application.pictures_held() == ()
        assert "国立" not in repr(vars(application))
