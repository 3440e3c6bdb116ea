from ..visitor import code_in
from ..visitor import token_for
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from lxml import html
from ndl.registration.clock import now
from ndl.registration.login.browsers import browsers_of
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.settings import settings
from transaction import abort
from transaction import commit

import pytest
import re
import time_machine


NEW = "taro@example.org"
OLD = "hanako@example.org"


def link_in(mail):
    return re.search(r"http\S+/confirm-email\?token=\S+", mail.get_content())[0]


def ask(visitor, password, email=NEW, button="send"):
    fields = {"form.widgets.email": email, "form.widgets.present": password}
    button = {f"form.buttons.{button}": "1"}
    return visitor.submit("change-email", **fields, **button)


def confirm(visitor, link):
    return visitor.submit(link, "confirm-email", confirm="1")


def force(visitor, link):
    """Send what the page would send, though it shows no form."""
    token = link.partition("token=")[2]
    data = {"token": token, "confirm": "1", "_authenticator": token_for(visitor)}
    return visitor.post("confirm-email", data=data)


def stored(patron):
    abort()
    return get_directory()[patron.user_id]


def text_of(response):
    (main,) = html.fromstring(response.text).cssselect("#content")
    return " ".join(main.text_content().split())


@pytest.fixture
def link(logged_in, mails, password):
    response = ask(logged_in, password)
    assert "A link to confirm the change has been sent" in response.text
    return link_in(mails.last(NEW))


def log_in_again(visit, patron, password, mails):
    visitor = visit()
    visitor.log_in(patron.user_id, password)
    visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
    assert visitor.who() == patron.user_id
    return visitor


class TestAsking:
    def test_changes_nothing_and_tells_both(self, logged_in, patron, link, mails):
        assert stored(patron).email == OLD
        assert "メールアドレス変更のお申込み" in mails.last(OLD)["Subject"]
        assert NEW not in mails.last(OLD).get_content()
        assert patron.user_id not in mails.last(NEW).get_content()
        assert NEW in logged_in.get("change-email").text

    def test_is_linked_from_my_account(self, logged_in):
        page = html.fromstring(logged_in.get("my-account").text)
        assert page.xpath("//a[contains(@href, '/change-email')]")

    def test_needs_the_password_and_counts(self, logged_in, patron, mails):
        before = len(mails)
        for _ in range(2):
            response = ask(logged_in, "wrong")
            assert "The current password is not correct" in response.text
            assert f'value="{NEW}"' in response.text
            assert "wrong" not in re.findall('value="([^"]*)"', response.text)
        assert len(mails) == before
        assert stored(patron).email_request is None

    @pytest.mark.parametrize(
        ("email", "words"),
        [
            ("nonsense", "Enter a valid email address"),
            ("", "Enter your email address"),
            (OLD, "registered already"),
            ("a" * 300 + "@example.org", "long"),
        ],
    )
    def test_refuses_what_is_no_new_address(
        self, logged_in, patron, password, email, words
    ):
        assert words in text_of(ask(logged_in, password, email))
        assert stored(patron).email_request is None

    def test_of_a_taken_address_is_refused(
        self, logged_in, patron, make_patron, password, mails
    ):
        make_patron(email=NEW)
        commit()
        before = len(mails)
        response = ask(logged_in, password, "ＴＡＲＯ@EXAMPLE.org")
        assert "already in use" in text_of(response)
        assert len(mails) == before

    def test_tells_nothing_of_a_taken_one_if_set(
        self, logged_in, patron, make_patron, password, mails
    ):
        settings().hide_taken = True
        make_patron(email=NEW)
        commit()
        response = ask(logged_in, password)
        assert "A link to confirm the change has been sent" in response.text
        told = mails.last(NEW)
        assert "既に登録されています" in told["Subject"]
        assert "confirm-email" not in told.get_content()
        assert "お申込み" in mails.last(OLD)["Subject"]

    def test_without_a_token_does_nothing(self, logged_in, patron, password, mails):
        before = len(mails)
        data = {
            "form.widgets.email": NEW,
            "form.widgets.present": password,
            "form.buttons.send": "1",
        }
        logged_in.post("change-email", data=data)
        assert len(mails) == before
        assert stored(patron).email_request is None

    @pytest.mark.parametrize(
        ("language", "words"), [("en", "registration counter"), ("ja", "カウンター")]
    )
    def test_tells_the_way_without_the_old_mailbox(
        self, logged_in, visit, patron, password, language, words
    ):
        at_code = visit()
        at_code.log_in(patron.user_id, password)
        # Also to whoever is asked for a fresh code, which goes to that mailbox.
        for visitor, page in (
            (logged_in, "change-email"),
            (at_code, "login-alternatives"),
        ):
            visitor.cookies.set("I18N_LANGUAGE", language)
            tree = html.fromstring(visitor.get(page).text)
            (link,) = tree.xpath("//main//a[contains(@href, '/forgot-email')]/@href")
            assert words in text_of(visitor.get(link))

    def test_needs_a_fresh_code(self, logged_in, patron):
        with time_machine.travel(now() + timedelta(minutes=11)):
            response = logged_in.get("change-email", allow_redirects=False)
        assert "/login?again=1" in response.headers["Location"]

    def test_can_be_withdrawn(self, logged_in, patron, password, link):
        ask(logged_in, "", "", button="withdraw")
        assert stored(patron).email_request is None
        assert "This link is not valid" in text_of(logged_in.get(link))
        assert "This link is not valid" in text_of(force(logged_in, link))
        assert stored(patron).email == OLD


class TestLink:
    def test_shows_and_uses_nothing_up(self, logged_in, patron, link):
        for _ in range(2):
            page = logged_in.get(link)
            assert NEW in text_of(page)
            assert "token=" not in page.url
        assert stored(patron).email == OLD

    def test_changes_the_address_once(self, logged_in, patron, link, mails):
        response = confirm(logged_in, link)
        assert "Your email address has been changed" in response.text
        assert stored(patron).email == NEW
        assert get_directory().find_by_email(OLD) is None
        assert get_directory().find_by_email(NEW).user_id == patron.user_id
        for to in (OLD, NEW):
            assert "メールアドレス変更のお知らせ" in mails.last(to)["Subject"]
        before = len(mails)
        assert "This link is not valid" in text_of(logged_in.get(link))
        assert "This link is not valid" in text_of(force(logged_in, link))
        assert len(mails) == before

    def test_ends_other_sessions_and_browsers_only(
        self, logged_in, visit, patron, link, password, mails
    ):
        other = log_in_again(visit, patron, password, mails)
        confirm(logged_in, link)
        assert other.who() == ""
        assert logged_in.who() == patron.user_id
        abort()
        assert browsers_of(patron.user_id) == ()
        other.log_in(patron.user_id, password)
        assert mails[-1]["To"] == NEW
        assert other.who() == ""

    def test_needs_the_login_of_who_asked(self, visit, patron, link, password, mails):
        stranger = visit()
        response = stranger.get(link)
        assert "/login" in response.url
        assert "token" not in response.url
        assert "Log in to confirm the new email address" in response.text
        assert stored(patron).email == OLD

    def test_is_found_again_after_the_login(self, visit, patron, link, password, mails):
        visitor = visit()
        page = visitor.get(link)
        form = html.fromstring(page.text).cssselect("#content form")[0]
        hidden = {
            field.get("name"): field.get("value") or ""
            for field in form.cssselect("input[type=hidden]")
        }
        code_page = visitor.post(
            "login",
            data=hidden
            | {
                "user_id": patron.user_id,
                "password": password,
            },
        )
        code = code_in(mails[-1])
        response = visitor.submit(code_page.url, "login-code", code=code, enter="1")
        assert "confirm-email?link=" in response.url
        assert NEW in text_of(response)

    def test_of_another_patron_is_refused(
        self, visit, patron, link, make_patron, password, mails
    ):
        other = make_patron(email="jiro@example.org")
        commit()
        visitor = log_in_again(visit, other, password, mails)
        assert "belongs to another user ID" in text_of(visitor.get(link))
        assert "belongs to another user ID" in text_of(force(visitor, link))
        assert stored(patron).email == OLD
        assert stored(other).email == "jiro@example.org"

    def test_is_void_after_a_newer_one(self, logged_in, patron, link, password, mails):
        ask(logged_in, password, "saburo@example.org")
        assert "This link is not valid" in text_of(logged_in.get(link))
        confirm(logged_in, link_in(mails.last("saburo@example.org")))
        assert stored(patron).email == "saburo@example.org"

    def test_is_void_after_a_password_change(self, logged_in, patron, link):
        stored(patron).set_password(hash_password("Kawaguchi-815-k"))
        commit()
        assert "This link is not valid" in text_of(logged_in.get(link))
        assert "This link is not valid" in text_of(force(logged_in, link))

    @pytest.mark.parametrize(("seconds", "works"), [(86399, True), (86400, False)])
    def test_lives_for_a_day(
        self, logged_in_by_steps, patron, password, mails, seconds, works
    ):
        with time_machine.travel("2026-11-21T03:00:00Z", tick=False) as clock:
            visitor = log_in_again(lambda: logged_in_by_steps, patron, password, mails)
            ask(visitor, password)
            link = link_in(mails.last(NEW))
            clock.shift(seconds)
            visitor.get("logout")
            page = visitor.get(link)
        assert ("/login" in page.url) is works
        assert ("This link has expired" in text_of(page)) is not works

    def test_of_an_address_taken_meanwhile_is_refused(
        self, logged_in, patron, link, make_patron
    ):
        other = make_patron(email=NEW)
        commit()
        assert "already in use" in text_of(logged_in.get(link))
        assert "already in use" in text_of(force(logged_in, link))
        assert stored(patron).email == OLD
        assert get_directory().find_by_email(NEW).user_id == other.user_id

    @pytest.mark.parametrize("token", ["", "x", "é" * 50, "a" * 30_000])
    def test_that_was_never_made_is_refused(self, logged_in, token):
        page = logged_in.get("confirm-email", params={"token": token})
        assert page.status_code < 500
        assert "not valid" in text_of(page)

    def test_without_a_token_of_the_page_is_not_used(self, logged_in, patron, link):
        token = link.partition("token=")[2]
        response = logged_in.post("confirm-email", data={"token": token})
        assert "This page has expired" in response.text
        assert stored(patron).email == OLD

    def test_adds_a_first_address(self, logged_in, patron, password, mails):
        get_directory().change_email(stored(patron), "")
        commit()
        assert "No email address is registered" in logged_in.get("change-email").text
        ask(logged_in, password)
        confirm(logged_in, link_in(mails.last(NEW)))
        assert stored(patron).email == NEW
        assert stored(patron).notices[0].kind == "email-changed"


class TestRaces:
    def test_one_of_two_patrons_gets_the_address(
        self, visit, patron, make_patron, password, mails
    ):
        other = make_patron(email="jiro@example.org")
        commit()
        visitors, links = [], []
        for one in (patron, other):
            visitor = log_in_again(visit, one, password, mails)
            ask(visitor, password)
            visitors.append(visitor)
            links.append(link_in(mails.last(NEW)))
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(confirm, visitors, links))
        assert {answer.status_code for answer in answers} == {200}
        holders = [one for one in (patron, other) if stored(one).email == NEW]
        assert len(holders) == 1
        found = get_directory().find_by_email(NEW)
        assert found.user_id == holders[0].user_id

    def test_a_link_opened_twice_at_once_is_used_once(
        self, logged_in, patron, link, mails
    ):
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _n: confirm(logged_in, link), range(4)))
        assert {answer.status_code for answer in answers} == {200}
        assert stored(patron).email == NEW
        told = [m for m in mails if "メールアドレス変更のお知らせ" in m["Subject"]]
        assert sorted(mail["To"] for mail in told) == [OLD, NEW]
