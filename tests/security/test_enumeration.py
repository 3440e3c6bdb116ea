from ..forgotten import ask_for_link
from ..forgotten import ask_for_user_id
from ..pages.applicant import photo
from ..staff import STAFF_PASSWORD
from ..staff import switch_on
from concurrent.futures import ThreadPoolExecutor
from ndl.registration.login.sources import find_identity
from ndl.registration.settings import settings
from OFS.Image import Image
from plone import api
from transaction import commit
from ZPublisher.HTTPRequest import HTTPRequest

import pytest
import re


STRANGER = "E000000000"
WRONG = "Guessed-0815-x"
CHANGING = {"date", "content-length"}


@pytest.fixture
def expired(make_patron, patron):
    reader = make_patron(email="old@example.org")
    reader.end_after(reader.valid_until.replace(year=2001))
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


class TestManyAtOnce:
    """Zope sleeps before it repeats a request that met a conflict."""

    @pytest.fixture
    def retries(self, visit, monkeypatch):
        # Portlets of Plone write themselves anew when they are first shown.
        for page in ("login", "forgot-password", "resend-user-id"):
            visit().get(page)
        met = []
        monkeypatch.setattr(HTTPRequest, "delay_retry", lambda self: met.append(self))
        return met

    @pytest.fixture(params=["patron", "stranger", "editor"])
    def name(self, request, patron, editor):
        return {"patron": patron.user_id, "stranger": STRANGER, "editor": editor}[
            request.param
        ]

    def send(self, visit, act):
        def run(_number):
            return act(visit())

        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(run, range(8)))

    def test_wrong_passwords_never_wait(self, visit, name, retries):
        answers = self.send(visit, lambda visitor: visitor.log_in(name, WRONG))
        assert {answer.status_code for answer in answers} == {200}
        assert retries == []

    def test_wrong_passwords_of_programs_never_wait(self, visit, name, retries):
        def ask(visitor):
            visitor.headers["Accept"] = "application/json"
            return visitor.post("@login", json={"login": name, "password": WRONG})

        answers = self.send(visit, ask)
        assert {answer.status_code for answer in answers} == {401}
        assert retries == []

    def test_basic_never_waits(self, visit, name, retries):
        def ask(visitor):
            visitor.auth = (name, WRONG)
            return visitor.get("@@test-who")

        assert {answer.text for answer in self.send(visit, ask)} == {""}
        assert retries == []

    def test_forgotten_passwords_never_wait(self, visit, name, patron, mails, retries):
        self.send(visit, lambda visitor: ask_for_link(visitor, name, patron.email))
        assert retries == []

    def test_forgotten_user_ids_never_wait(self, visit, patron, mails, retries):
        for email in (patron.email, "stranger@example.org"):
            self.send(visit, lambda v, e=email: ask_for_user_id(v, e, "1990-04-01"))
        assert retries == []

    def test_present_passwords_never_wait(self, logged_in, visit, patron, retries):
        def ask(visitor):
            visitor.cookies.update(logged_in.cookies)
            visitor.headers["Accept"] = "application/json"
            body = {"old_password": WRONG, "new_password": "Kawaguchi-815-k"}
            return visitor.post(f"@users/{patron.user_id}/reset-password", json=body)

        assert {a.status_code for a in self.send(visit, ask)} == {403}
        assert retries == []


class TestStockDoors:
    """A password counts against the network, whoever it is meant for."""

    NAMES = ("patron", "stranger", "editor", "member", "admin")

    @pytest.fixture(params=NAMES)
    def name(self, request, patron, editor, member):
        switch_on(limit_passwords="3/10minutes")
        return {"patron": patron.user_id, "stranger": STRANGER}.get(
            request.param, request.param
        )

    def statuses(self, visit, send):
        for number in range(3):
            send(visit(), f"Guessed-0815-{number}")
        return visit().log_in(STRANGER, WRONG).status_code

    def test_in_fields(self, visit, name):
        def send(visitor, password):
            fields = {"__ac_name": name, "__ac_password": password}
            visitor.post("@@test-who", data=fields)

        assert self.statuses(visit, send) == 429

    def test_in_a_header(self, visit, name):
        def send(visitor, password):
            visitor.auth = (name, password)
            assert visitor.who() == ""

        assert self.statuses(visit, send) == 429

    def test_right_ones_that_open_nothing(self, visit, patron, password):
        switch_on(limit_passwords="3/10minutes")

        def send(visitor, _password):
            visitor.auth = (patron.user_id, password)
            assert visitor.who() == ""

        assert self.statuses(visit, send) == 429


@pytest.mark.parametrize("write", [str, str.lower, "-".join])
def test_the_groups_of_a_patron_take_no_time_of_a_guess(patron, write, monkeypatch):
    """Nobody of an unknown name has any, so that they would tell who is registered."""

    def refuse(_patron):
        raise AssertionError("The entitlements of a patron were worked out.")

    monkeypatch.setattr("ndl.registration.pas.groups.groups_of", refuse)
    assert find_identity(write(patron.user_id)).user_id == patron.user_id


def test_roles_are_weighed_for_each_name_once(patron, editor, monkeypatch):
    """Whether a user needs a code takes time, so it is asked of nobody as well."""
    weighed = []
    monkeypatch.setattr(
        "ndl.registration.staff.source.needs_code", lambda user: weighed.append(user)
    )
    for number, name in enumerate(("editor", patron.user_id, STRANGER), start=1):
        find_identity(name)
        assert len(weighed) == number, name


class TestPortraits:
    """Staff may have a picture; who has none, and who does not exist, has not."""

    PAGES = ("portal_memberdata/portraits", "@portrait")

    @pytest.fixture
    def pictured(self, site, editor, member):
        picture = Image("editor", "", photo())
        site.portal_memberdata._setPortrait(picture, "editor")
        commit()

    def answers(self, visitor, page):
        visitor.headers["Accept"] = "application/json" if "@" in page else "text/html"
        names = ("editor", "member", STRANGER)
        return [visitor.get(f"{page}/{name}").status_code for name in names]

    @pytest.mark.parametrize("page", PAGES)
    def test_tell_strangers_nothing(self, visitor, pictured, page):
        assert self.answers(visitor, page) == [404, 404, 404]

    @pytest.mark.parametrize("page", PAGES)
    def test_tell_patrons_nothing(self, logged_in, pictured, page):
        assert self.answers(logged_in, page) == [404, 404, 404]

    @pytest.mark.parametrize("page", PAGES)
    def test_are_seen_by_staff(self, visitor, pictured, page):
        visitor.log_in("member", STAFF_PASSWORD)
        assert self.answers(visitor, page) == [200, 404, 404]

    @pytest.mark.parametrize("page", PAGES)
    def test_are_public_where_authors_are(self, visitor, pictured, page):
        api.portal.set_registry_record("plone.allow_anon_views_about", True)
        commit()
        assert self.answers(visitor, page) == [200, 404, 404]

    def test_lead_to_nothing_else(self, visitor, pictured):
        for path in ("editor/manage_main", "editor/tag", "objectIds", ""):
            url = f"portal_memberdata/portraits/{path}"
            assert visitor.get(url).status_code == 404
