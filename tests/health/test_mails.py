from ndl.registration.clock import timestamp
from ndl.registration.mail.queue import make_folder
from ndl.registration.settings import settings

import pytest
import socket


@pytest.fixture
def folder(portal, tmp_path):
    folder = tmp_path / "queue"
    portal.MailHost.smtp_queue = True
    portal.MailHost.smtp_queue_directory = str(folder)
    return folder


def put(folder, minutes=0, mark=""):
    make_folder(folder)
    written = timestamp() - 60 * minutes
    (folder / "new" / f"{mark}{written}.1.host.{minutes}").touch()


class TestSender:
    @pytest.mark.parametrize(
        ("sender", "domain"),
        [
            ("library@example.org", "example.org"),
            ("library@mail.example.org", "Example.org"),
        ],
    )
    def test_set(self, assert_level, portal, sender, domain):
        portal.portal_registry["plone.email_from_address"] = sender
        settings().mail_domain = domain
        assert_level("sender", "ok", sender)

    @pytest.mark.parametrize("domain", ["ndl.go.jp", "le.org", "mail.example.org"])
    def test_of_another_domain_than_people_are_told(self, assert_level, domain):
        settings().mail_domain = domain
        assert_level("sender", "warning", "library@example.org", domain)

    def test_not_set(self, assert_level, portal):
        portal.portal_registry["plone.email_from_address"] = None
        assert_level("sender", "unsafe")


class TestContact:
    @pytest.mark.parametrize("contact", [None, "", " "])
    def test_not_told(self, assert_level, contact):
        settings().contact = contact
        assert_level("contact", "warning")

    def test_told(self, assert_level):
        settings().contact = "03-3581-2331"
        assert_level("contact", "ok", "03-3581-2331")


class TestQueue:
    def test_off(self, assert_level):
        assert_level("mail-queue", "unsafe")

    def test_on_before_the_first_mail(self, assert_level, folder):
        assert_level("mail-queue", "ok", str(folder))

    def test_on(self, assert_level, folder):
        make_folder(folder)
        assert_level("mail-queue", "ok")

    def test_folder_that_is_no_queue(self, assert_level, folder):
        folder.mkdir()
        assert_level("mail-queue", "unsafe", str(folder))

    def test_left_to_another_program(self, assert_level, folder, monkeypatch):
        monkeypatch.setenv("MAILHOST_QUEUE_ONLY", "1")
        assert_level("mail-queue", "warning")


class TestWaitingMails:
    def test_none(self, assert_level, folder):
        assert_level("waiting-mails", "ok", "sent: 0.")

    def test_fresh(self, assert_level, folder):
        put(folder)
        put(folder, settings().mail_wait - 1)
        assert_level("waiting-mails", "ok", "sent: 2.")

    def test_old(self, assert_level, folder):
        put(folder)
        put(folder, settings().mail_wait)
        assert_level("waiting-mails", "unsafe", "sent: 2, ", "15 minutes")

    def test_age_is_not_that_of_the_last_try(self, assert_level, folder):
        put(folder, 60)
        for path in (folder / "new").iterdir():
            path.touch()
        assert_level("waiting-mails", "unsafe", "60 minutes")

    def test_marks_are_no_mails(self, assert_level, folder):
        put(folder, 60, ".sending-")
        assert_level("waiting-mails", "ok", "sent: 0.")

    def test_refused(self, assert_level, folder):
        put(folder, 60, ".rejected-")
        assert_level("waiting-mails", "warning", ": 1.")


class TestOtherServers:
    @pytest.fixture
    def port(self, portal):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        portal.portal_registry["plone.smtp_host"] = "127.0.0.1"
        portal.portal_registry["plone.smtp_port"] = port
        return port

    def test_is_asked_only_on_request(self, find):
        with pytest.raises(StopIteration):
            find("mail-server")

    def test_down(self, assert_level, port):
        assert_level("mail-server", "unsafe", str(port), connect=True)

    def test_up(self, assert_level, port):
        from aiosmtpd.controller import Controller
        from aiosmtpd.handlers import Sink

        server = Controller(Sink(), hostname="127.0.0.1", port=port)
        server.start()
        try:
            assert_level("mail-server", "ok", connect=True)
        finally:
            server.stop()

    def test_silent(self, assert_level, port, monkeypatch):
        monkeypatch.setattr("ndl.registration.health.remote.PATIENCE", 0.2)
        with socket.create_server(("127.0.0.1", port)):
            assert_level("mail-server", "unsafe", connect=True)

    def test_limits_in_memory_need_none(self, assert_level):
        assert_level("limits-server", "ok", connect=True)

    def test_limits_on_a_server_that_is_down(self, assert_level, port):
        settings().limits_storage = f"redis://127.0.0.1:{port}"
        assert_level("limits", "ok")
        assert_level("limits-server", "warning", connect=True)

    def test_scanner(self, assert_level, port):
        assert_level("scanner", "ok", connect=True)
        settings().scanner = f"tcp://127.0.0.1:{port}"
        assert_level("scanner", "unsafe", connect=True)
