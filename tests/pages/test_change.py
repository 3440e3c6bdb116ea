from ..forgotten import NEW_PASSWORD
from ..visitor import described_by_nothing
from lxml import html
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.record import PatronClass
from transaction import abort
from transaction import commit

import pytest
import time_machine


PHONE = {"phone": "03-9876-5432"}
LANGUAGE = {"language": "en", "title": "Dr."}


def fields(**values):
    return {f"form.widgets.{n}": v for n, v in values.items()}


def send(visitor, page, button="save", **values):
    """Open a page, change some fields of its form, and send it."""
    return post(visitor, page, visitor.get(page), button, **values)


def post(visitor, page, shown, button="save", **values):
    (form,) = html.fromstring(shown.text).cssselect("#content form")
    data = {n: v for n, v in form.fields.items() if v is not None}
    for name, value in fields(**values).items():
        data[f"{name}:list" if f"{name}:list" in form.fields else name] = value
    data[f"form.buttons.{button}"] = "1"
    return visitor.post(page, data=data, allow_redirects=False)


def stored(patron):
    abort()
    return get_directory()[patron.user_id]


def problems_in(response):
    return html.fromstring(response.text).cssselect("#problems")[0].text_content()


class TestPhone:
    def test_begins_with_the_number_on_file(self, logged_in):
        page = logged_in.get("change-phone")
        assert "03-1234-5678" in page.text
        assert "no-store" in page.headers["Cache-Control"]
        assert described_by_nothing(page) == set()

    @pytest.mark.parametrize("patron_class", list(PatronClass))
    def test_is_changed_at_once(self, logged_in, patron, mails, patron_class):
        patron.change_class(patron_class)
        commit()
        response = send(logged_in, "change-phone", **PHONE)
        assert response.headers["Location"].endswith("/my-account")
        assert stored(patron).phone == "+81398765432"
        assert mails[-1]["Subject"].endswith("利用者情報変更のお知らせ")
        assert "Your information has been changed" in logged_in.get("my-account").text

    def test_that_is_none_is_kept_in_the_form(self, logged_in, patron):
        response = send(logged_in, "change-phone", phone="call me")
        assert "with area code" in problems_in(response)
        assert 'value="call me"' in response.text
        assert stored(patron).phone == "+81312345678"

    def test_of_a_stale_page_is_refused_and_kept(self, logged_in, patron):
        shown = logged_in.get("change-phone")
        send(logged_in, "change-phone", phone="090-1234-5678")
        response = post(logged_in, "change-phone", shown, **PHONE)
        assert "changed since this page was opened" in problems_in(response)
        assert PHONE["phone"] in response.text
        assert stored(patron).phone == "+819012345678"
        post(logged_in, "change-phone", response)
        assert stored(patron).phone == "+81398765432"

    def test_without_a_token_is_not_changed(self, logged_in, patron):
        logged_in.post(
            "change-phone",
            data={**fields(**PHONE), "seen": "x", "form.buttons.save": "1"},
        )
        assert stored(patron).phone == "+81312345678"

    def test_cannot_be_changed_by_a_link(self, logged_in, patron):
        query = "form.widgets.phone=03-9876-5432&form.buttons.save=1"
        logged_in.get(f"change-phone?{query}")
        assert stored(patron).phone == "+81312345678"


class TestLanguage:
    def test_is_changed_at_once(self, logged_in, patron, mails):
        send(logged_in, "change-language", **LANGUAGE)
        assert (stored(patron).language, stored(patron).title) == ("en", "Dr.")
        assert mails[-1]["Subject"] == "Your user information has been changed"

    def test_that_does_not_exist_is_refused(self, logged_in, patron):
        response = send(logged_in, "change-language", language="xx")
        assert problems_in(response)
        assert stored(patron).language == "ja"


class TestFreshCode:
    @pytest.fixture
    def clock(self):
        with time_machine.travel("2036-11-21T03:00:00Z", tick=False) as traveller:
            yield traveller

    @pytest.fixture
    def late(self, clock, logged_in):
        clock.shift(600)
        return logged_in

    def test_is_asked_before_the_form(self, late):
        response = late.get("change-phone", allow_redirects=False)
        assert "login?again=1" in response.headers["Location"]

    def test_that_grew_old_meanwhile_loses_nothing(self, clock, logged_in, patron):
        shown = logged_in.get("change-phone")
        clock.shift(600)
        response = post(logged_in, "change-phone", shown, **PHONE)
        assert "fresh-code" in response.text
        assert PHONE["phone"] in response.text
        assert stored(patron).phone == "+81312345678"

    def test_is_not_asked_for_the_language(self, late, patron):
        send(late, "change-language", **LANGUAGE)
        assert stored(patron).language == "en"


class TestOthers:
    @pytest.mark.parametrize("page", ["change-phone", "change-language"])
    def test_strangers_are_led_to_the_login(self, visitor, patron, page):
        assert "/login" in visitor.get(page).url


class TestPassword:
    def test_can_be_left_for_my_account(self, logged_in):
        tree = html.fromstring(logged_in.get("change-password").text)
        assert tree.xpath("//form//a[contains(@href, '/my-account')]")

    def test_that_is_the_present_one_is_refused(self, logged_in, patron, password):
        response = logged_in.submit(
            "change-password",
            **fields(
                current_password=password,
                new_password=password,
                new_password_ctl=password,
            ),
            **{"form.buttons.reset_passwd": "1"},
        )
        assert "This is your current password" in problems_in(response)
        assert password not in response.text

    def test_leads_to_my_account_and_says_so(self, logged_in, patron, password):
        response = logged_in.submit(
            "change-password",
            **fields(
                current_password=password,
                new_password=NEW_PASSWORD,
                new_password_ctl=NEW_PASSWORD,
            ),
            **{"form.buttons.reset_passwd": "1"},
        )
        assert response.url.endswith("/my-account")
        assert "Your password has been changed" in response.text
