"""Two sites in one Zope, on one host, in one process."""

from ..mail.conftest import Server
from ..visitor import Visitor
from datetime import date
from ndl.registration.config import PLUGIN_ID
from ndl.registration.health.finding import Level
from ndl.registration.health.site import sites_are_apart
from ndl.registration.limits.client import Client
from ndl.registration.limits.throttle import is_exhausted
from ndl.registration.limits.throttle import Limiter
from ndl.registration.limits.throttle import seconds_to_wait
from ndl.registration.mail.compose import can_send
from ndl.registration.mail.compose import send_mail
from ndl.registration.mail.queue import keep_sending
from ndl.registration.settings import settings
from ndl.registration.setuphandlers.install import post_install
from ndl.registration.sites import cookie_mark
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from Products.CMFPlone.factory import addPloneSite
from Products.MailHost.MailHost import queue_threads
from time import monotonic
from time import sleep
from transaction import commit
from zope.component.hooks import setSite
from zope.component.hooks import site as current_site
from zope.sendmail.mailer import SMTPMailer

import pytest


pytestmark = pytest.mark.slow
SEND, VOTE = SMTPMailer.send, SMTPMailer.vote
STAFF_PASSWORD = "Staff-secret-1"


@pytest.fixture
def both(site, functional, monkeypatch, tmp_path):
    """The site of the tests and another one, each with a mail server of its own."""
    app = functional["app"]
    monkeypatch.setattr("App.config._config.clienthome", str(tmp_path), raising=False)
    monkeypatch.setattr("ndl.registration.mail.queue.MailQueueThread.interval", 0.05)
    login(app, SITE_OWNER_NAME)
    profiles = ("plone.restapi:default", "ndl.registration:default")
    addPloneSite(app, "second", setup_content=False, extension_ids=profiles)
    second = app["second"]
    setSite(site)
    site.MailHost.smtp_queue = False
    post_install(site.portal_setup)
    with current_site(second):
        second.portal_registry["plone.email_from_address"] = "second@example.org"
        settings().public_url = settings_url(site).replace("/plone", "/second")
        settings().robot_seconds = 0
    commit()
    yield site, second
    for key in list(queue_threads):
        queue_threads.pop(key).stop()


def settings_url(site):
    with current_site(site):
        return settings().public_url


@pytest.fixture
def servers(both):
    """A mail server for each of the sites."""
    found = []
    for each in both:
        server = Server()
        server.start()
        each.portal_registry["plone.smtp_host"] = "127.0.0.1"
        each.portal_registry["plone.smtp_port"] = server.port
        found.append(server)
    commit()
    yield found
    for server in found:
        server.stop()


def wait_for(condition):
    end = monotonic() + 20
    while not condition():
        assert monotonic() < end
        sleep(0.05)


class TestMails:
    def test_wait_in_a_directory_of_each_site(self, both):
        first, second = (each.MailHost.smtp_queue_directory for each in both)
        assert first.endswith("mailqueue/plone")
        assert second.endswith("mailqueue/second")

    def test_leave_through_the_server_of_their_site(self, both, servers, monkeypatch):
        # Other tests collect mails instead of sending them.
        monkeypatch.setattr(SMTPMailer, "send", SEND)
        monkeypatch.setattr(SMTPMailer, "vote", VOTE)
        for each in (*both, *both):
            with current_site(each):
                send_mail(
                    f"{each.getId()}@example.org",
                    "registration-link",
                    "en",
                    link="http://localhost/x",
                    hours=24,
                )
            commit()
        wait_for(lambda: all(len(server.bodies) == 2 for server in servers))
        for each, server in zip(both, servers, strict=True):
            receiver = f"To: {each.getId()}@".encode()
            assert all(receiver in body for body in server.bodies)

    def test_are_refused_where_the_directory_is_another_sites(self, both):
        first, second = both
        second.MailHost.smtp_queue_directory = first.MailHost.smtp_queue_directory
        with current_site(first):
            keep_sending()
            assert can_send()
        with current_site(second):
            keep_sending()
            assert not can_send()


class TestCookies:
    def test_of_one_host_do_not_end_each_others_sessions(self, both):
        for each in both:
            with current_site(each):
                each.acl_users._doAddUser("yuki", STAFF_PASSWORD, ["Member"], [])
        commit()
        visitor = Visitor(settings_url(both[0]))
        urls = [settings_url(each) for each in both]
        for url in (*urls, *urls):
            visitor.url = url
            visitor.log_in("yuki", STAFF_PASSWORD)
            assert visitor.who() == "yuki"
        for url in urls:
            visitor.url = url
            assert visitor.who() == "yuki"
        visitor.submit("logout")
        assert visitor.who() == ""
        visitor.url = urls[0]
        assert visitor.who() == "yuki"

    def test_keep_their_names_when_installed_again(self, both):
        marks = [cookie_mark(each) for each in both]
        assert marks[0] == ""
        assert marks[1]
        for each in both:
            with current_site(each):
                post_install(each.portal_setup)
        assert [cookie_mark(each) for each in both] == marks


class TestLimits:
    def test_of_one_site_leave_the_other_alone(self, both):
        client = Client("203.0.113.7", "Mozilla/5.0")
        for each in both:
            with current_site(each):
                settings().limit_submits = "1 per hour"
        with current_site(both[0]):
            assert seconds_to_wait(Limiter.SUBMITS, client) == 0
            assert is_exhausted(Limiter.SUBMITS, client)
        with current_site(both[1]):
            assert not is_exhausted(Limiter.SUBMITS, client)
            assert seconds_to_wait(Limiter.SUBMITS, client) == 0


class TestHealth:
    def test_is_well(self, both):
        for each in both:
            with current_site(each):
                assert sites_are_apart().level is Level.OK

    def test_tells_of_a_shared_queue(self, both):
        first, second = both
        second.MailHost.smtp_queue_directory = first.MailHost.smtp_queue_directory
        for each in both:
            with current_site(each):
                finding = sites_are_apart()
                assert finding.level is Level.UNSAFE
                assert "same mail queue" in finding.words

    def test_tells_of_shared_cookies(self, both):
        both[1].acl_users[PLUGIN_ID]._cookie_mark = ""
        with current_site(both[0]):
            assert "cookies of the same names" in sites_are_apart().words


class TestPatrons:
    def test_of_one_site_are_unknown_to_the_other(self, both, make_patron, password):
        patron = make_patron(birth_date=date(1990, 4, 1))
        commit()
        visitor = Visitor(settings_url(both[1]))
        assert "login-code" not in visitor.log_in(patron.user_id, password).url
