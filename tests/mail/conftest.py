from aiosmtpd.controller import Controller
from ndl.registration.mail.compose import send_mail
from ndl.registration.mail.queue import make_folder
from ndl.registration.settings import settings
from Products.MailHost.MailHost import queue_threads
from transaction import commit
from zope.sendmail.maildir import Maildir

import asyncio
import pytest
import socket
import time


PATIENCE = 20
TO = "hanako@example.org"


def wait_for(found):
    started = time.monotonic()
    while not found():
        assert time.monotonic() - started < PATIENCE, "waited too long"
        time.sleep(0.05)


class Server:
    """A mail server that can be stopped, slow, or refuse mails."""

    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.taken = []
        self.bodies = []
        self.seconds = 0
        self.sender_answer = self.recipient_answer = self.data_answer = ""
        self.hangs_up = False
        self.controller = None

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.recipient_answer:
            return self.recipient_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.seconds)
        if self.data_answer:
            return self.data_answer
        self.taken.append(envelope.rcpt_tos[0])
        self.bodies.append(envelope.original_content)
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        if self.hangs_up:
            server.transport.abort()
        return "221 Bye"

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self):
        if self.controller is not None:
            self.controller.stop()
            self.controller = None


@pytest.fixture
def server():
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "queue"


@pytest.fixture
def queued(functional_portal, server, folder, monkeypatch):
    """The site with a mail queue that is read several times a second."""
    monkeypatch.setattr("ndl.registration.mail.queue.MailQueueThread.interval", 0.05)
    records = functional_portal.portal_registry
    records["plone.smtp_host"] = "127.0.0.1"
    records["plone.smtp_port"] = server.port
    settings().public_url = "http://localhost/plone"
    host = functional_portal.MailHost
    host.smtp_queue = True
    host.smtp_queue_directory = str(folder)
    commit()
    yield functional_portal
    for key in list(queue_threads):
        queue_threads.pop(key).stop()


def send(to=TO):
    send_mail(to, "registration-link", "en", link="http://localhost/x", hours=24)
    commit()


def queue_one(folder, to=TO):
    make_folder(folder)
    writer = Maildir(str(folder)).newMessage()
    writer.write(f"X-Zope-From: library@example.org\nX-Zope-To: {to}\n")
    writer.write(f"From: library@example.org\nTo: {to}\n\nText\n")
    writer.commit()


def waiting(folder):
    return list(Maildir(str(folder)))


def marks(folder):
    return list(folder.glob("*/.*"))
