from .conftest import marks
from .conftest import queue_one
from .conftest import waiting
from ndl.registration.mail.queue import MailQueueThread
from ndl.registration.mail.smtp import mailer_of
from ndl.registration.mail.smtp import TryLater

import pytest


FROM = "library@example.org"
TO = ("hanako@example.org",)
MAIL = b"Subject: x\r\n\r\nText\r\n"


@pytest.fixture
def mailer(queued):
    return mailer_of(queued.MailHost)


@pytest.fixture
def work(queued, folder, mailer):
    def work():
        thread = MailQueueThread()
        thread.setMailer(mailer)
        thread.setQueuePath(str(folder))
        thread.run(forever=False)

    return work


class TestRefusals:
    @pytest.mark.parametrize(
        ("step", "answer"),
        [
            ("recipient_answer", "450 4.2.0 Greylisted, try later"),
            ("recipient_answer", "452 4.2.2 Mailbox full"),
            ("data_answer", "451 4.3.0 Later"),
            ("sender_answer", "550 5.7.1 Sender not allowed"),
        ],
    )
    def test_that_may_pass_keep_the_mail(self, server, folder, work, step, answer):
        server.start()
        setattr(server, step, answer)
        queue_one(folder)
        work()
        assert len(waiting(folder)) == 1
        assert [mark.name[:9] for mark in marks(folder)] == [".sending-"]

    @pytest.mark.parametrize("step", ["recipient_answer", "data_answer"])
    def test_that_stand_put_it_aside(self, server, folder, work, step):
        server.start()
        setattr(server, step, "550 5.1.1 No such mailbox")
        queue_one(folder)
        work()
        assert waiting(folder) == []
        assert [mark.name[:10] for mark in marks(folder)] == [".rejected-"]


class TestConnection:
    def test_each_mail_has_its_own(self, server, mailer):
        server.start()
        server.sender_answer = "451 Later"
        with pytest.raises(TryLater):
            mailer.send(FROM, TO, MAIL)
        server.stop()
        with pytest.raises(OSError, match="refused"):
            mailer.send(FROM, TO, MAIL)
        server.sender_answer = ""
        server.start()
        mailer.send(FROM, TO, MAIL)
        assert server.taken == list(TO)

    def test_server_that_hangs_up_first_has_the_mail(self, server, mailer):
        server.start()
        server.hangs_up = True
        mailer.send(FROM, TO, MAIL)
        mailer.send(FROM, TO, MAIL)
        assert server.taken == [*TO, *TO]
