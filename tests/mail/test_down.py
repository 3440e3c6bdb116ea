from ..pages.applicant import Applicant
from ..visitor import code_in
from ..visitor import Visitor
from .conftest import wait_for
from .conftest import waiting
from email import message_from_bytes
from email import policy
from ndl.registration.patrons.directory import get_directory
from ndl.registration.settings import settings
from transaction import begin
from transaction import commit

import pytest


@pytest.fixture
def visitor(functional, queued, monkeypatch):
    """A visitor of the site while its mail server is down."""
    monkeypatch.setattr("ndl.registration.mail.queue.RETRY", 0.5)
    host, port = functional["host"], functional["port"]
    settings().public_url = f"http://{host}:{port}/{queued.getId()}"
    commit()
    return Visitor(settings().public_url)


@pytest.fixture
def come_back(server, folder):
    """Starts the mail server and returns the mails that it is given."""

    def come_back(number=1):
        if server.controller is None:
            server.start()
        wait_for(lambda: len(server.bodies) >= number and not waiting(folder))
        return [message_from_bytes(b, policy=policy.default) for b in server.bodies]

    return come_back


class TestLogin:
    def test_code_arrives_when_the_server_is_back(
        self, visitor, make_patron, password, come_back
    ):
        patron = make_patron()
        commit()
        page = visitor.log_in(patron.user_id, password)
        assert page.status_code == 200
        assert page.url.endswith("login-code")
        (mail,) = come_back()
        visitor.submit("login-code", code=code_in(mail), enter="1")
        assert patron.user_id in visitor.get("my-account").text


class TestRegistration:
    def test_account_and_its_mail_survive(self, visitor, come_back, server):
        applicant = Applicant(visitor, [])
        assert applicant.ask_for_link().url.endswith("/register-sent")
        applicant.mails = come_back()
        server.stop()
        applicant.open_link()
        applicant.choose()
        applicant.fill()
        applicant.confirm()
        begin()
        patron = get_directory().find_by_email("taro@example.org")
        assert patron.user_id == applicant.user_id
        assert len(server.bodies) == 1
        mails = come_back(2)
        assert patron.user_id in mails[1].get_content()
        assert len(mails) == 2


class TestQueueThatCannotBeWrittenTo:
    def test_login_says_so(self, visitor, make_patron, password, folder, caplog):
        folder.write_text("a file where the queue should be")
        patron = make_patron()
        commit()
        page = visitor.log_in(patron.user_id, password)
        assert page.status_code == 200
        assert "cannot send email at the moment" in page.text
        assert "is not usable" in caplog.text

    def test_registration_says_so_and_stores_nothing(
        self, visitor, come_back, folder, queued, tmp_path
    ):
        applicant = Applicant(visitor, [])
        applicant.ask_for_link()
        applicant.mails = come_back()
        applicant.open_link()
        applicant.choose()
        applicant.fill()
        file = tmp_path / "file"
        file.touch()
        queued.MailHost.smtp_queue_directory = str(file)
        commit()
        page = applicant.confirm()
        assert page.status_code == 200
        assert "cannot send email at the moment" in applicant.message
        begin()
        assert get_directory().find_by_email("taro@example.org") is None
