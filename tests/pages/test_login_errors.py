from ..forgotten import ask_for_link
from ..visitor import code_in
from ..visitor import described_by_nothing
from ..visitor import message_of
from lxml import html
from ndl.registration.login.tally import counts_of
from ndl.registration.settings import settings
from transaction import commit
from urllib.parse import urlsplit

import pytest
import socket


PAGES = ("login", "register", "forgot-password", "resend-user-id")


def field(answer, name):
    (found,) = html.fromstring(answer.text).cssselect(f"#{name}")
    return found


def beside(answer, name):
    """The texts to which a field refers, when it is marked as wrong."""
    tree, one = html.fromstring(answer.text), field(answer, name)
    assert one.get("aria-invalid") == "true"
    ids = one.get("aria-describedby").split()
    return " ".join(tree.get_element_by_id(i).text_content() for i in ids)


def summary(answer):
    """The links of the list of errors: text and where it leads."""
    tree = html.fromstring(answer.text)
    return {a.text_content(): a.get("href") for a in tree.cssselect("#problems a")}


def title(answer):
    return html.fromstring(answer.text).findtext(".//title")


@pytest.fixture
def at_code(visitor, patron, password, mails):
    visitor.log_in(patron.user_id, password)
    settings().resend_wait = 0
    commit()
    return visitor


class TestPassword:
    def test_what_is_left_blank_is_told_beside_it(self, visitor, patron):
        answer = visitor.log_in("", "")
        assert "Enter your user ID." in beside(answer, "user_id")
        assert "Enter your password." in beside(answer, "password")
        assert summary(answer) == {
            "Enter your user ID.": "#user_id",
            "Enter your password.": "#password",
        }
        assert "wrong passwords" not in answer.text
        assert title(answer).startswith("Error: Login")
        assert not described_by_nothing(answer)

    def test_one_that_is_blank_is_no_guess(self, visitor, patron):
        for _ in range(6):
            answer = visitor.log_in(patron.user_id, "")
        assert summary(answer) == {"Enter your password.": "#password"}
        assert field(answer, "user_id").get("aria-invalid") is None
        assert counts_of(patron.user_id).failures == 0

    def test_wrong_ones_are_tied_to_both(self, visitor, patron):
        answer = visitor.log_in(patron.user_id, "Guessed-0815-x")
        for name in ("user_id", "password"):
            assert "not correct" in beside(answer, name)
        assert title(answer).startswith("Error: ")

    def test_nothing_is_marked_at_first(self, visitor, patron):
        answer = visitor.get("login")
        assert field(answer, "user_id").get("aria-invalid") is None
        assert title(answer).startswith("Login")


class TestCode:
    def test_a_wrong_one_is_told_beside_it(self, at_code):
        answer = at_code.submit("login-code", code="12", enter="1")
        text = "Enter the 6-digit authentication code."
        assert text in beside(answer, "code")
        assert summary(answer) == {text: "#code"}
        assert title(answer).startswith("Error: ")
        assert field(answer, "code").get("autofocus") is None
        assert not described_by_nothing(answer)

    def test_a_former_one_is_told_and_costs_one_try(self, at_code, mails):
        former = code_in(mails[-1])
        page = at_code.submit("login-code", again="1")
        assert "The former one no longer works." in message_of(page)
        page = at_code.get("login-code")
        assert "Codes that were sent earlier no longer work." in page.text
        mail = mails[-1].get_content()
        assert "Codes that were sent earlier no longer work" in mail
        assert "以前にお送りした認証コードは使えません" in mail
        answer = at_code.submit("login-code", code=former, enter="1")
        assert "because a newer one was sent" in beside(answer, "code")
        assert f"Tries left: {settings().code_tries - 1}" in beside(answer, "code")
        code = code_in(mails[-1])
        assert at_code.submit("login-code", code=code, enter="1").status_code == 200
        assert at_code.who()

    def test_a_former_one_opens_nothing_however_often(self, at_code, mails):
        former = code_in(mails[-1])
        at_code.submit("login-code", again="1")
        for _ in range(settings().code_tries):
            at_code.submit("login-code", code=former, enter="1")
        assert at_code.get("login-code").url.endswith("/login")
        assert at_code.who() == ""


class TestAddress:
    def test_a_wrong_one_is_told_beside_it(self, visitor, make_patron, password):
        reader = make_patron(email="")
        commit()
        visitor.log_in(reader.user_id, password)
        answer = visitor.submit("login-address", email="nonsense", send="1")
        assert beside(answer, "email").strip()
        assert list(summary(answer).values()) == ["#email"]
        assert title(answer).startswith("Error: ")


class TestHeaders:
    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("language", ["en", "ja"])
    def test_name_the_language_of_the_page(self, visitor, patron, page, language):
        answer = visitor.get(f"{page}?set_language={language}")
        assert html.fromstring(answer.text).get("lang") == language
        assert answer.headers["Content-Language"] == language

    @pytest.mark.parametrize("page", PAGES)
    def test_to_head_there_is_no_body(self, visitor, patron, page):
        parts = urlsplit(visitor.url)
        with socket.create_connection((parts.hostname, parts.port), 60) as line:
            asked = f"HEAD {parts.path}/{page} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            line.sendall(f"{asked}Connection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        head, _end, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        assert body == b""

    def test_of_mails_ask_for_no_answer(self, visitor, patron, mails):
        ask_for_link(visitor, patron.user_id, patron.email)
        (mail,) = mails
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["X-Auto-Response-Suppress"] == "All"
