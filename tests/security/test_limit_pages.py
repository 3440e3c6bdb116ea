from ..pages.applicant import Applicant
from ..visitor import code_in
from ..visitor import message_of
from .failing import fail_codes
from lxml import html
from ndl.registration.browser.register import towns as towns_page
from ndl.registration.config import AUDIT_LOGGER
from ndl.registration.patrons.directory import get_directory
from transaction import abort

import json
import logging
import pytest


WIDE = "5000 per hour"
HERE = "127.0.0.1"
SEND = {"form.widgets.accept:list": "selected", "form.buttons.send": "1"}


class TestPages:
    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "Too many attempts from your network. Please wait 60 minutes."),
            (
                "ja",
                "お使いのネットワークからの操作が多すぎます。60分ほどお待ちください。",
            ),
        ],
    )
    def test_login_tells_to_wait_and_keeps_what_was_typed(
        self, visitor, patron, password, mails, configure, language, text
    ):
        configure(limit_passwords="1 per hour")
        visitor.cookies.set("I18N_LANGUAGE", language)
        visitor.log_in(patron.user_id, "no")
        answer = visitor.log_in(patron.user_id, password)
        assert answer.status_code == 429
        assert 3590 < int(answer.headers["Retry-After"]) <= 3600
        assert message_of(answer) == text
        typed = html.fromstring(answer.text).get_element_by_id("user_id")
        assert typed.value == patron.user_id
        assert password not in answer.text
        assert not mails

    def test_login_tries_no_root_user_either(self, visitor, configure):
        configure(limit_passwords="1 per hour")
        visitor.log_in("E000000000", "no")
        answer = visitor.log_in("admin", "secret")
        assert answer.status_code == 429
        assert not visitor.who()

    def test_code_page_keeps_the_attempt(
        self, visitor, patron, password, mails, configure
    ):
        configure(limit_codes="1 per hour")
        answer = fail_codes(visitor, patron, password, mails, 2)
        assert answer.status_code == 429
        assert "Please wait" in message_of(answer)
        configure(limit_codes=WIDE)
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert visitor.who() == patron.user_id

    def test_sending_again_is_limited(
        self, visitor, patron, password, mails, configure
    ):
        configure(limit_code_mails="1 per hour", resend_wait=0)
        visitor.log_in(patron.user_id, password)
        answer = visitor.submit("login-code", again="1")
        assert answer.status_code == 429
        assert len(mails) == 1

    @pytest.mark.parametrize(
        ("page", "fields", "limit"),
        [
            (
                "register",
                {"email": "taro@example.org"},
                {"limit_registration_mails": "1 per hour"},
            ),
            (
                "register",
                {"email": "taro@example.org"},
                {"limit_recipient_mails": "1 per hour"},
            ),
            (
                "forgot-password",
                {"email": "taro@example.org", "user_id": "E000000000"},
                {"limit_forgotten_mails": "1 per hour"},
            ),
            (
                "resend-user-id",
                {"email": "taro@example.org", "birth_date": "1990-04-01"},
                {"limit_forgotten_mails": "1 per hour"},
            ),
        ],
    )
    def test_mails_are_limited_and_what_was_typed_stays(
        self, visitor, configure, page, fields, limit
    ):
        configure(**limit)
        posted = {f"form.widgets.{name}": value for name, value in fields.items()}
        posted |= SEND
        assert visitor.submit(page, **posted).url.endswith("-sent")
        answer = visitor.submit(page, **posted)
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 3500
        assert "Please wait 60 minutes." in message_of(answer)
        tree = html.fromstring(answer.text)
        for name, value in fields.items():
            assert tree.xpath(f"//input[@name='form.widgets.{name}']/@value") == [value]

    def test_whether_an_address_is_taken_is_told_so_often_only(
        self, visitor, patron, configure
    ):
        configure(limit_registration_mails="1 per hour")
        posted = {"form.widgets.email": patron.email} | SEND
        assert "already in use" in visitor.submit("register", **posted).text
        answer = visitor.submit("register", **posted)
        assert answer.status_code == 429
        assert "already in use" not in answer.text

    def test_address_search_is_limited(self, visitor, configure, monkeypatch):
        configure(limit_address_searches="1 per hour")
        looked_up = []
        monkeypatch.setattr(
            towns_page, "find_towns", lambda code: looked_up.append(code) or ()
        )
        page = "register-find-towns?postal_code=1000014"
        assert visitor.get(page).json() == {"towns": []}
        answer = visitor.get(page)
        assert answer.status_code == 429
        assert answer.json()["towns"] == []
        assert "Please wait 60 minutes." in answer.json()["message"]
        assert looked_up == ["1000014"]


class TestRegistration:
    @pytest.fixture
    def applicant(self, visitor, mails):
        return Applicant(visitor, mails)

    def test_sending_is_limited_and_the_way_back_keeps_the_form(
        self, applicant, configure
    ):
        configure(limit_submits="1 per hour")
        for email in ("taro@example.org", "jiro@example.org"):
            applicant.ask_for_link(email)
            applicant.open_link()
            applicant.choose()
            applicant.fill(family_name="東京")
            answer = applicant.confirm()
        assert answer.status_code == 429
        assert "Please wait 60 minutes." in applicant.message
        abort()
        assert get_directory().find_by_email("jiro@example.org") is None
        form = applicant.show("name")
        typed = html.fromstring(form.text).xpath(
            "//input[@name='form.widgets.family_name']/@value"
        )
        assert typed == ["東京"]

    def test_address_search_without_script_is_limited(self, applicant, configure):
        configure(limit_address_searches="1 per hour")
        applicant.come_to_form()
        page = applicant.fill(button="search", city="", street="")
        assert "千代田区" in page.text
        page = applicant.fill(button="search", city="東京", street="")
        assert page.status_code == 429
        assert "Please wait 60 minutes." in page.text
        assert "東京" in page.text


class TestAudit:
    def test_a_flood_writes_one_line(self, visitor, configure, caplog):
        configure(limit_passwords="1 per hour")
        with caplog.at_level(logging.INFO, AUDIT_LOGGER):
            for _ in range(6):
                visitor.log_in("E000000000", "no")
        records = [r for r in caplog.records if r.name == AUDIT_LOGGER]
        lines = [json.loads(record.message) for record in records]
        (line,) = [line for line in lines if line["event"] == "limit:reached"]
        assert line["limit"] == "limit_passwords"
        assert line["address"] == HERE
        assert len([x for x in lines if x["event"] == "login:password:failed"]) == 1
