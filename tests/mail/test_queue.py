from .conftest import marks
from .conftest import queue_one
from .conftest import send
from .conftest import TO
from .conftest import wait_for
from .conftest import waiting
from aiosmtpd.smtp import SMTP
from email import message_from_bytes
from email import policy
from functools import wraps
from ndl.registration.mail.queue import keep_sending
from ndl.registration.mail.queue import MailQueueThread
from ndl.registration.mail.queue import make_folder
from ndl.registration.mail.queue import RETRY
from ndl.registration.mail.smtp import mailer_of
from Products.MailHost.MailHost import queue_threads
from transaction import commit
from zope.sendmail.queue import QueueProcessorThread

import os
import pytest
import shutil
import time


def thread_of(site):
    return queue_threads.get(site.MailHost._getThreadKey())


def note_commands(monkeypatch):
    """What servers are told of receivers, before they take it apart."""
    commands, take = [], SMTP.smtp_RCPT

    @wraps(take)
    async def note(self, arg):
        commands.append(arg)
        await take(self, arg)

    monkeypatch.setattr(SMTP, "smtp_RCPT", note)
    return commands


def let_time_pass(folder, seconds):
    """Make the marks of former tries older."""
    for mark in marks(folder):
        then = time.time() - seconds
        os.utime(mark, (then, then))


@pytest.fixture
def make_thread(queued, folder):
    """Threads that are not started, as of several processes."""

    def make(kind=MailQueueThread):
        make_folder(folder)
        thread = kind()
        thread.interval = 0.05
        thread.setMailer(mailer_of(queued.MailHost))
        thread.setQueuePath(str(folder))
        return thread

    return make


@pytest.fixture
def work(make_thread):
    """One round of one thread."""
    return lambda: make_thread().run(forever=False)


class TestAddressesOfCarriers:
    @pytest.mark.parametrize(
        ("to", "wire"),
        [
            ("a..b@docomo.ne.jp", '"a..b"@docomo.ne.jp'),
            ("taro.@docomo.ne.jp", '"taro."@docomo.ne.jp'),
            (".taro@ezweb.ne.jp", '".taro"@ezweb.ne.jp'),
        ],
    )
    def test_are_quoted_for_servers(
        self, server, queued, folder, to, wire, monkeypatch
    ):
        commands = note_commands(monkeypatch)
        server.start()
        send(to)
        wait_for(lambda: server.bodies and not waiting(folder))
        assert [one.partition(" ")[0] for one in commands] == [f"TO:<{wire}>"]
        mail = message_from_bytes(server.bodies[0], policy=policy.default)
        assert f"To: {wire}\r\n".encode() in server.bodies[0]
        assert mail["To"].addresses[0].username == to.partition("@")[0]


class TestServerThatIsDown:
    def test_mail_arrives_once_when_it_is_back(
        self, server, folder, queued, monkeypatch
    ):
        monkeypatch.setattr("ndl.registration.mail.queue.RETRY", 0.5)
        send()
        wait_for(lambda: marks(folder))
        server.start()
        wait_for(lambda: not waiting(folder))
        time.sleep(1)
        assert server.taken == [TO]
        assert marks(folder) == []

    def test_is_left_alone_for_a_while(self, server, folder, work):
        queue_one(folder)
        work()
        server.start()
        let_time_pass(folder, RETRY - 5)
        work()
        assert server.taken == []
        let_time_pass(folder, RETRY + 1)
        work()
        assert server.taken == [TO]
        assert marks(folder) == []

    def test_does_not_hold_up_the_mails_after(self, server, folder, make_thread):
        thread = make_thread()
        queue_one(folder)
        thread.run(forever=False)
        server.start()
        queue_one(folder, "taro@example.org")
        thread.run(forever=False)
        assert server.taken == ["taro@example.org"]


class TestSeveralThreads:
    def test_send_each_mail_once(self, server, folder, make_thread):
        server.seconds = 0.2
        server.start()
        threads = [make_thread() for _ in range(4)]
        recipients = [f"p{number}@example.org" for number in range(8)]
        for to in recipients:
            queue_one(folder, to)
        for thread in threads:
            thread.start()
        wait_for(lambda: not waiting(folder))
        for thread in threads:
            thread.stop()
            thread.join()
        assert sorted(server.taken) == recipients
        assert marks(folder) == []

    def test_stock_thread_beside_ours(self, server, folder, make_thread, work):
        server.seconds = 1
        server.start()
        queue_one(folder)
        stock = make_thread(QueueProcessorThread)
        stock.start()
        wait_for(lambda: marks(folder))
        work()
        wait_for(lambda: not waiting(folder))
        stock.stop()
        assert server.taken == [TO]


class TestThread:
    def test_outlives_a_folder_that_was_taken_away(self, server, folder, queued):
        server.start()
        keep_sending()
        thread = thread_of(queued)
        shutil.rmtree(folder)
        time.sleep(0.3)
        assert thread.is_alive()
        send()
        wait_for(lambda: server.taken)
        assert thread_of(queued) is thread

    def test_follows_a_change_of_the_mail_server(
        self, server, folder, queued, monkeypatch
    ):
        monkeypatch.setattr("ndl.registration.mail.queue.RETRY", 0.5)
        queued.portal_registry["plone.smtp_port"] = 9
        send()
        wait_for(lambda: marks(folder))
        queued.portal_registry["plone.smtp_port"] = server.port
        server.start()
        keep_sending()
        wait_for(lambda: server.taken)

    def test_takes_the_place_of_a_stock_thread(self, queued, folder):
        make_folder(folder)
        queued.MailHost.manage_restartQueueThread("start")
        stock = thread_of(queued)
        stock.interval = 0.05
        keep_sending()
        assert isinstance(thread_of(queued), MailQueueThread)
        stock.join(10)
        assert not stock.is_alive()

    def test_is_replaced_when_it_ended(self, queued):
        keep_sending()
        first = thread_of(queued)
        first.stop()
        first.join()
        keep_sending()
        assert thread_of(queued).is_alive()

    def test_there_is_one_of_it(self, queued):
        keep_sending()
        first = thread_of(queued)
        send()
        assert thread_of(queued) is first

    def test_never_keeps_the_process_alive(self, queued):
        keep_sending()
        assert thread_of(queued).daemon

    def test_is_not_started_when_another_program_sends(self, queued, monkeypatch):
        monkeypatch.setenv("MAILHOST_QUEUE_ONLY", "1")
        send()
        assert queue_threads == {}

    def test_is_not_started_without_a_queue(self, queued):
        queued.MailHost.smtp_queue = False
        commit()
        keep_sending()
        assert queue_threads == {}


class TestFolder:
    def test_is_made_for_this_user_only(self, queued, tmp_path):
        folder = tmp_path / "deep" / "mails"
        queued.MailHost.smtp_queue_directory = str(folder)
        send()
        assert folder.stat().st_mode & 0o077 == 0

    def test_that_exists_is_left_as_it_is(self, tmp_path):
        make_folder(tmp_path)
        assert list(tmp_path.iterdir()) == []
