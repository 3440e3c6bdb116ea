from ..forgotten import ask_for_link
from ..forgotten import NEW_PASSWORD
from ..forgotten import passwords
from concurrent.futures import ThreadPoolExecutor
from lxml import html
from ndl.registration.login.tally import counts_of
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import verify_password
from ndl.registration.settings import settings
from transaction import abort
from transaction import commit
from zope.sendmail.delivery import QueuedMailDelivery

import pytest


def has_password(patron, password):
    abort()
    return verify_password(get_directory()[patron.user_id].password, password)


def is_done(response):
    return response.url.endswith("/reset-password-done")


class TestParallel:
    def test_uses_of_one_link_set_one_password(self, visit, patron, link, mails):
        page = html.fromstring(visit().get(link).text)
        hidden = {
            field.get("name"): field.get("value")
            for field in page.cssselect("#content form input[type=hidden]")
        }

        def use(number):
            new = f"{NEW_PASSWORD}{number:02d}"
            response = visit().post("reset-password", data={**hidden, **passwords(new)})
            return new if is_done(response) else ""

        with ThreadPoolExecutor(20) as pool:
            done = [new for new in pool.map(use, range(20)) if new]
        assert len(done) == 1
        assert has_password(patron, done[0])
        told = [m for m in mails if "変更されました" in m.get_content()]
        assert len(told) == 1

    def test_questions_never_pass_the_limit(self, visit, patron, mails):
        def ask(_number):
            ask_for_link(visit(), patron.user_id, patron.email)

        with ThreadPoolExecutor(12) as pool:
            list(pool.map(ask, range(12)))
        abort()
        assert 1 <= len(mails) <= settings().reset_mails_hour
        assert len(counts_of(patron.user_id).mails) == len(mails)


class TestDroppedMails:
    @pytest.fixture
    def queue(self, site, tmp_path, monkeypatch):
        monkeypatch.setenv("MAILHOST_QUEUE_ONLY", "1")
        folder = tmp_path / "queue"
        site.MailHost.smtp_queue = True
        site.MailHost.smtp_queue_directory = str(folder)
        for name in ("cur", "new", "tmp"):
            (folder / name).mkdir(parents=True)
        commit()
        return folder

    def files(self, queue):
        return [path for path in queue.rglob("*") if path.is_file()]

    def test_are_written_and_taken_away(self, visitor, patron, queue, monkeypatch):
        written = []
        create = QueuedMailDelivery.createDataManager

        def note(self, fromaddr, toaddrs, message):
            written.append(toaddrs)
            return create(self, fromaddr, toaddrs, message)

        monkeypatch.setattr(QueuedMailDelivery, "createDataManager", note)
        ask_for_link(visitor, "E000000000", patron.email)
        assert len(written) == 1
        assert self.files(queue) == []
        ask_for_link(visitor, patron.user_id, patron.email)
        assert len(written) == 2
        assert len(self.files(queue)) == 1
