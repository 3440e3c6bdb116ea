from .conftest import send
from .conftest import wait_for
from email import message_from_bytes
from email import policy
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.mail.compose import portal_link
from ndl.registration.mail.compose import send_mail
from ndl.registration.settings import settings
from transaction import abort
from transaction import commit

import pytest


LONG = "国立国会図書館の利用者登録についてのお問い合わせ先" * 40


@pytest.fixture
def on_the_wire(queued, server):
    """The bytes of a mail as the server got them."""
    server.start()

    def receive(**values):
        settings().contact = LONG
        send_mail("hanako@example.org", "registration-link", "ja", **values)
        commit()
        wait_for(lambda: server.bodies)
        return server.bodies[-1]

    return receive


class TestLinesOfAMail:
    def test_end_as_the_standard_asks(self, on_the_wire):
        body = on_the_wire(link="http://localhost/x", hours=24)
        assert body.count(b"\r\n") > 5
        assert b"\n" not in body.replace(b"\r\n", b"")
        assert b"\r" not in body.replace(b"\r\n", b"")

    def test_are_short_enough_for_every_server(self, on_the_wire):
        body = on_the_wire(link="http://localhost/" + "x" * 2000, hours=24)
        assert max(len(line) for line in body.split(b"\r\n")) <= 998

    def test_say_what_was_written(self, on_the_wire):
        link = "http://localhost/" + "x" * 2000
        mail = message_from_bytes(
            on_the_wire(link=link, hours=24), policy=policy.default
        )
        text = mail.get_content()
        assert link in text
        assert LONG in text


class TestServerThatIsDown:
    def test_lets_the_commit_pass(self, queued, folder):
        queued.title = "Committed"
        send()
        queued._p_jar.sync()
        assert queued.title == "Committed"
        assert len(list((folder / "new").glob("[!.]*"))) == 1

    def test_mail_of_what_was_undone_is_not_sent(self, queued, folder):
        send_mail("hanako@example.org", "registration-link", "en", link="x", hours=1)
        abort()
        assert list(folder.glob("*/*")) == []


class TestReceiver:
    def test_with_an_internationalised_domain(self, queued, server):
        server.start()
        send("taro@日本語.jp")
        wait_for(lambda: server.bodies)
        assert server.taken == ["taro@xn--wgv71a119e.jp"]
        assert b"\nTo: taro@xn--wgv71a119e.jp\r\n" in server.bodies[0]

    @pytest.mark.parametrize(
        "address",
        [
            "太郎@example.org",
            "=?utf-8?q?hanako?=@example.org",
            "editor",
            "@",
            "a@example.org, b@example.org",
        ],
    )
    def test_that_cannot_be_written_to_is_refused_before_the_queue(
        self, queued, folder, address
    ):
        with pytest.raises(MailNotConfigured):
            send(address)
        commit()
        assert list(folder.glob("*/*")) == []


class TestLink:
    def test_begins_with_the_public_address(self, portal):
        settings().public_url = "https://portal.example.org/"
        assert portal_link("register") == "https://portal.example.org/register"

    @pytest.mark.parametrize("url", [None, "", "foo bar", "portal.example.org"])
    def test_is_never_written_without_one(self, portal, url):
        settings().public_url = url
        with pytest.raises(MailNotConfigured):
            portal_link("register")
