from ..forgotten import ask_for_link
from ..forgotten import ask_for_user_id
from ndl.registration.settings import settings
from transaction import commit

import pytest
import re


STRANGER = "E000000000"
WRONG = "Guessed-0815-x"
CHANGING = {"date", "content-length"}


@pytest.fixture
def expired(make_patron, patron):
    reader = make_patron(email="old@example.org")
    reader.valid_until = reader.valid_until.replace(year=2001)
    commit()
    return reader


@pytest.fixture
def without_email(make_patron, patron):
    reader = make_patron(email="")
    commit()
    return reader


@pytest.fixture(autouse=True)
def many_may_ask(site):
    settings().limit_forgotten_mails = settings().limit_passwords = "1000/hour"
    commit()


def picture_of(response, *typed):
    """All that a stranger sees of an answer, without what they typed."""
    return [_one(answer, typed) for answer in (*response.history, response)]


def _one(response, typed):
    headers = {
        name.lower(): _plain(value, typed)
        for name, value in response.headers.items()
        if name.lower() not in CHANGING
    }
    return response.status_code, response.url, headers, _plain(response.text, typed)


def _plain(text, typed):
    """The text without tokens, which differ each time, and what was typed."""
    text = re.sub(r'name="_authenticator"\s+type="hidden"\s+value="\w+"', "", text)
    text = re.sub(r'value="(gAAAA[\w=-]+|[0-9a-f]{40,})"', "", text)
    for word in typed:
        text = text.replace(word, "") if word else text
    return text


def all_alike(pictures):
    first, *others = pictures
    return all(picture == first for picture in others)


class TestForgottenPassword:
    def test_answers_alike_whatever_is_true(
        self, visit, patron, expired, without_email, mails
    ):
        questions = [
            (patron.user_id, patron.email),
            (patron.user_id, "stranger@example.org"),
            (STRANGER, patron.email),
            (STRANGER, "stranger@example.org"),
            (expired.user_id, expired.email),
            (without_email.user_id, "stranger@example.org"),
            ("admin", "stranger@example.org"),
        ]
        pictures = [picture_of(ask_for_link(visit(), *q), *q) for q in questions]
        assert all_alike(pictures)
        assert pictures[0][-1][1].endswith("/forgot-password-sent")
        assert len(mails) == 1

    def test_and_when_the_account_has_had_its_mails(self, visit, patron, mails):
        question = (patron.user_id, patron.email)
        answers = [ask_for_link(visit(), *question) for _ in range(7)]
        assert all_alike(picture_of(answer, *question) for answer in answers)
        assert len(mails) == 5

    def test_and_when_no_mail_can_be_sent(self, visit, patron):
        settings().public_url, url = "", settings().public_url
        commit()
        questions = [(patron.user_id, patron.email), (STRANGER, patron.email)]
        answers = [ask_for_link(visit(), *q) for q in questions]
        settings().public_url = url
        commit()
        assert all_alike(
            picture_of(a, *q) for a, q in zip(answers, questions, strict=True)
        )
        assert answers[0].url.endswith("/forgot-password")

    def test_gives_no_cookie(self, visitor, patron):
        before = set(visitor.cookies.keys())
        ask_for_link(visitor, patron.user_id, patron.email)
        assert set(visitor.cookies.keys()) == before


class TestForgottenUserId:
    def test_answers_alike_whatever_is_true(self, visit, patron, expired, mails):
        questions = [
            (patron.email, "1990-04-01"),
            (patron.email, "1990-04-02"),
            ("stranger@example.org", "1990-04-01"),
            (expired.email, "1990-04-01"),
        ]
        pictures = [picture_of(ask_for_user_id(visit(), *q), *q) for q in questions]
        assert all_alike(pictures)
        assert pictures[0][-1][1].endswith("/resend-user-id-sent")
        assert len(mails) == 1


class TestLogin:
    def test_answers_wrong_passwords_alike(
        self, visit, patron, expired, without_email, password
    ):
        for _ in range(5):
            visit().log_in(without_email.user_id, WRONG)
        guesses = [
            (patron.user_id, WRONG),
            (STRANGER, WRONG),
            (STRANGER, password),
            (expired.user_id, WRONG),
            (without_email.user_id, WRONG),
            (without_email.user_id, password),
            ("admin", WRONG),
        ]
        pictures = [picture_of(visit().log_in(*guess), *guess) for guess in guesses]
        assert all_alike(pictures)

    def test_gives_no_cookie_to_who_fails(self, visitor, patron):
        visitor.log_in(patron.user_id, WRONG)
        assert "ndl_login" not in visitor.cookies


class TestCode:
    @pytest.mark.parametrize("page", ["login-code", "login-address"])
    def test_needs_the_password_before_it_tells_anything(self, visit, patron, page):
        pictures = []
        for token in ("", patron.user_id, STRANGER, "x" * 43):
            visitor = visit()
            visitor.get("login")
            if token:
                visitor.cookies.set("ndl_login", token)
            response = visitor.submit("login", page, code="000000", email=token)
            pictures.append(picture_of(response, token))
        assert all_alike(pictures)
        assert pictures[0][-1][1].endswith("/login")


class TestRegister:
    """R59 asks for the message: the one page that tells of an address."""

    def ask(self, visitor, email):
        fields = {
            "form.widgets.email": email,
            "form.widgets.accept:list": "selected",
            "form.buttons.send": "1",
        }
        return visitor.submit("register", **fields)

    def test_tells_of_addresses_in_use_and_of_nothing_else(
        self, visit, patron, expired
    ):
        taken = self.ask(visit(), patron.email)
        assert "already in use" in taken.text
        assert patron.user_id not in taken.text
        free = [self.ask(visit(), mail) for mail in (expired.email, "new@example.org")]
        assert all_alike(
            picture_of(answer, expired.email, "new@example.org") for answer in free
        )
        assert free[0].url.endswith("/register-sent")
