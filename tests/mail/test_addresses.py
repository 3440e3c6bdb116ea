from .conftest import queue_one
from .conftest import TO
from logging import getLogger
from ndl.registration.mail.log_filter import guard_logs
from ndl.registration.mail.log_filter import hide_addresses
from ndl.registration.mail.queue import MailQueueThread
from ndl.registration.mail.smtp import mailer_of

import pytest


@pytest.fixture
def log(caplog):
    guard_logs()
    guard_logs()
    caplog.set_level("INFO")
    return caplog


class TestLogOfSending:
    @pytest.mark.parametrize(
        ("up", "step", "answer"),
        [
            (True, "", ""),
            (False, "", ""),
            (True, "recipient_answer", f"550 <{TO}> unknown"),
            (True, "data_answer", f"451 no mail for {TO}"),
        ],
        ids=["sent", "down", "refused", "later"],
    )
    def test_holds_no_address(self, server, folder, queued, log, up, step, answer):
        if up:
            server.start()
        if step:
            setattr(server, step, answer)
        queue_one(folder)
        thread = MailQueueThread()
        thread.setMailer(mailer_of(queued.MailHost))
        thread.setQueuePath(str(folder))
        thread.run(forever=False)
        text = "".join(
            record.getMessage() + (record.exc_text or "")
            for record in log.records
            if record.name == "QueueProcessorThread"
        )
        assert "***@example.org" in text
        assert "hanako" not in text
        assert "library@" not in text

    def test_keeps_traceback_and_domain(self, log):
        try:
            {}[f"reply for <{TO}>"]
        except KeyError:
            getLogger("QueueProcessorThread").exception("to %s", TO)
        (record,) = log.records
        assert record.getMessage() == "to ***@example.org"
        assert record.exc_text.startswith("Traceback")
        assert record.exc_text.endswith("'reply for <***@example.org>'")


class TestHiding:
    @pytest.mark.parametrize(
        ("text", "hidden"),
        [
            ('"Hanako K"@example.org', "***@example.org"),
            ("<a.b+c@mail.example.org>:", "<***@mail.example.org>:"),
            (
                "['x@example.org', 'y@example.net']",
                "['***@example.org', '***@example.net']",
            ),
            ("nothing to hide", "nothing to hide"),
        ],
    )
    def test_leaves_the_domain(self, text, hidden):
        assert hide_addresses(text) == hidden
