"""No log of any library holds a mail address, a code or a password."""

from ..forgotten import ask_for_link
from ..forgotten import ask_for_user_id
from ..forgotten import link_in
from ..pages.applicant import Applicant
from ..pages.applicant import photo
from ..redis_server import free_port
from ..visitor import code_in
from logging import DEBUG
from logging import Formatter
from logging import getLogger
from logging import Handler
from ndl.registration.mail.log_filter import guard_logs
from scripts.portal.mailcatcher import MailCatcher
from scripts.portal.settings import Settings
from smtplib import SMTP
from smtplib import SMTPRecipientsRefused

import pytest
import re


ADDRESS = re.compile(r"[^\s*<>'\"]@[\w-]+\.[\w.-]+")
WRONG = "Wrong-password-9"


class Everything(Handler):
    """All records of all loggers, written out as a log file has them."""

    def __init__(self):
        super().__init__(DEBUG)
        self.setFormatter(Formatter("%(name)s %(message)s"))
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))

    @property
    def text(self):
        return "\n".join(self.lines)


@pytest.fixture
def log():
    """A log at the lowest level of whatever logs."""
    guard_logs()
    handler = Everything()
    root = getLogger()
    names = [name for name in root.manager.loggerDict if "." not in name]
    quiet = [root, *map(getLogger, names), getLogger("mail.log")]
    levels = [(logger, logger.level) for logger in quiet]
    for logger in quiet:
        logger.setLevel(DEBUG)
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    for logger, level in levels:
        logger.setLevel(level)


@pytest.fixture
def secrets(visit, patron, mails, password):
    """Goes all public ways, right and wrong; what no log may hold of them."""
    stranger, visitor = Applicant(visit(), mails), visit()
    stranger.come_to_form("official")
    stranger.fill(files={"picture_1": ("taro@example.org.jpg", photo())})
    stranger.confirm()
    assert stranger.user_id
    ask_for_link(visitor, patron.user_id, patron.email)
    assert link_in(mails.last(patron.email))
    ask_for_user_id(visitor, patron.email, "1990-04-01")
    visitor.log_in(patron.email, WRONG)
    visitor.log_in(patron.user_id, WRONG)
    visitor.log_in(patron.user_id, password)
    code = code_in(mails.last(patron.email))
    visitor.submit("login-code", code="000000")
    visitor.submit("login-code", code=code)
    assert visitor.who() == patron.user_id
    visitor.get("my-account")
    answer = visitor.post("@login", json={"login": patron.email, "password": WRONG})
    assert answer.status_code in (400, 401, 404)
    return patron.email, "taro@example.org", WRONG, password, code


def test_of_the_portal(log, secrets):
    assert len(log.lines) > 10
    assert not ADDRESS.search(log.text)
    for secret in secrets:
        assert secret not in log.text


def test_of_a_mail_that_cannot_be_sent(log, patron, visitor, monkeypatch):
    def refuse(self, fromaddr, toaddrs, message):
        raise SMTPRecipientsRefused({patron.email: (550, b"<hanako@example.org>?")})

    monkeypatch.setattr("zope.sendmail.mailer.SMTPMailer.send", refuse)
    ask_for_link(visitor, patron.user_id, patron.email)
    assert "***@example.org" in log.text
    assert not ADDRESS.search(log.text)


def test_of_an_error_of_any_library(log):
    for name in ("", "Zope.SiteErrorLog", "MailHost", "a.new.one"):
        try:
            int("no such user: hanako@example.org")
        except ValueError:
            getLogger(name).exception("%s: %r", "to hanako@example.org", ["x@y.jp"])
    assert log.text.count("***@example.org") == 12
    assert not ADDRESS.search(log.text)


def test_of_the_mail_catcher(log, tmp_path):
    names = ("PORT", "MAIL_PORT", "SMTP_PORT")
    ports = dict(zip(names, (str(free_port()) for _name in names), strict=True))
    chosen = Settings.from_environment({"INSTANCE": str(tmp_path), **ports})
    with MailCatcher(chosen), SMTP("127.0.0.1", chosen.smtp_port) as client:
        client.ehlo()
        client.sendmail("library@example.org", ["hanako@example.org"], b"Subject: x\n")
        client.docmd("NONSENSE hanako@example.org")
    assert "mail.log" in log.text
    assert "***@example.org" in log.text
    assert not ADDRESS.search(log.text)
