from ..visitor import message_of
from .applicant import errors_of
from .applicant import fields
from .applicant import photo
from .applicant import Reader
from .applicant import values_of
from concurrent.futures import ThreadPoolExecutor
from lxml import html
from ndl.registration.documents.vault import VARIABLE
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.queue import applications_of
from ndl.registration.settings import settings
from transaction import begin
from transaction import commit

import pytest
import requests


LICENSE = "drivers-license"


@pytest.fixture
def reader(logged_in):
    return Reader(logged_in)


def applications(patron):
    begin()
    return applications_of(patron.user_id)


def chosen_in(page):
    (chosen,) = html.fromstring(page.text).cssselect("input[type=radio]:checked")
    return chosen.get("value")


class TestApply:
    def test_shows_what_the_library_knows(self, reader):
        shown = {"name": ("国立", "花子"), "address": ("100-0014", "永田町1-10-1")}
        for step, texts in shown.items():
            page = reader.show(step)
            assert all(text in page.text for text in texts)
            assert "no-store" in page.headers["Cache-Control"]
            reader.answer(step)
        assert "Go to Confirm" in reader.page.text

    def test_the_whole_way(self, reader, patron, mails):
        page = reader.fill(files={"picture_1": ("id.jpg", photo())})
        assert "id.jpg" in page.text
        reader.confirm()
        assert len(applications(patron)) == 1
        assert "本登録" in mails[-1]["Subject"]

    def test_second_one_waits(self, reader, patron):
        reader.fill(files={"picture_1": ("id.jpg", photo())})
        confirm_page = reader.page
        reader.confirm()
        reader.page = confirm_page
        reader.confirm()
        page = reader.visitor.get("apply-official")
        assert "under review" in page.text
        assert len(applications(patron)) == 1

    def test_back_keeps_the_picture(self, reader):
        reader.fill(files={"picture_1": ("id.jpg", photo())})
        page = reader.show("document")
        assert "id.jpg" in page.text
        assert "picture_1" in page.text

    def test_needs_a_picture(self, reader):
        page = reader.fill()
        assert "upload an image" in errors_of(page)[""]

    def test_refuses_what_is_no_picture(self, reader, patron):
        page = reader.fill(files={"picture_1": ("a.jpg", b"GIF89a")})
        assert "jpeg or png" in errors_of(page)[""]
        assert applications(patron) == []

    def test_forged_form(self, reader, patron):
        reader.fill(files={"picture_1": ("id.jpg", photo())})
        reader.confirm(_authenticator="0")
        assert "has expired" in message_of(reader.page)
        assert applications(patron) == []

    def test_strangers_are_sent_to_the_login(self, visitor):
        page = visitor.get("apply-official")
        assert "Go to Confirm" not in page.text
        assert "/login" in page.url or page.status_code == 401


class TestCorrections:
    def test_only_what_is_missing_is_asked(self, reader):
        assert "April 1, 1990" in reader.show("class").text
        asked = values_of(reader.show("name"))
        assert asked["form.widgets.family_name"] == "国立"
        reader.answer("name")
        asked |= values_of(reader.show("address"))
        for known in ("birth_date", "phone", "password", "email"):
            assert known not in " ".join(asked)

    def test_corrected_name_and_address(self, reader, patron):
        files = {"picture_1": ("id.jpg", photo())}
        page = reader.fill(files, family_name="髙橋", family_kana="たかはし")
        for shown in ("髙橋 花子", "タカハシ ハナコ", "April 1, 1990"):
            assert shown in page.text
        reader.confirm()
        (application,) = applications(patron)
        assert application.declared["family_name"] == "髙橋"
        assert patron.full_name == "髙橋 花子"
        assert patron.birth_date.isoformat() == "1990-04-01"

    def test_nothing_changes_before_the_end(self, reader, patron):
        reader.fill({"picture_1": ("id.jpg", photo())}, family_name="髙橋")
        begin()
        assert patron.family_name == "国立"

    def test_message_stands_beside_the_field(self, reader, patron):
        files = {"picture_1": ("id.jpg", photo())}
        page = reader.fill(files, street="", family_name="髙橋")
        assert errors_of(page).keys() == {"street"}
        assert "髙橋" in reader.show("name").text

    def test_who_moved_abroad(self, reader, patron):
        reader.begin("overseas")
        reader.answer("name", **fields({}, family_name="A", given_name="B"))
        assert "永田町" not in reader.show("address").text
        reader.fill(
            {"picture_1": ("id.jpg", photo())},
            family_name="Kunitachi",
            given_name="Hanako",
            postal_code="-",
            street="1 Queen's Road, Central, Hong Kong",
            **{"country:list": "HK"},
        )
        assert "Queen" in reader.show("address").text
        reader.fill()
        reader.confirm()
        (application,) = applications(patron)
        assert application.declared["country"] == "HK"
        assert patron.residence.country == "HK"
        assert patron.full_name == "Hanako Kunitachi"
        assert patron.phone == "+81312345678"

    def test_birth_date_cannot_be_slipped_in(self, reader, patron):
        files = {"picture_1": ("id.jpg", photo())}
        reader.fill(files, birth_date="2000-01-01", phone="03-9999-9999")
        reader.confirm()
        begin()
        assert patron.birth_date.isoformat() == "1990-04-01"
        assert patron.phone == "+81312345678"

    def test_session_lost_in_the_middle(self, reader, patron):
        reader.fill({"picture_1": ("id.jpg", photo())}, family_name="髙橋")
        reader.visitor.cookies.clear()
        reader.confirm()
        assert "/login" in reader.page.url
        assert applications(patron) == []
        assert patron.family_name == "国立"


class TestTwice:
    def test_a_double_click_hands_in_one(self, reader, patron, mails):
        reader.fill({"picture_1": ("id.jpg", photo())}, family_name="髙橋")
        values = values_of(reader.page)
        cookies = reader.visitor.cookies
        before = len(mails)

        def press(_click):
            url = f"{reader.visitor.url}/apply-confirm"
            return requests.post(url, data=values, cookies=cookies, timeout=60)

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(press, range(4)))
        assert {answer.status_code for answer in answers} == {200}
        assert len(applications(patron)) == 1
        assert len(mails) == before + 1
        assert get_directory().search("髙橋") == [patron]


class TestKind:
    def test_has_to_be_chosen(self, reader, patron):
        files = {"picture_1": ("id.jpg", photo())}
        page = reader.fill(files=files, document_kind="")
        assert "choose the type" in errors_of(page)["document_kind"]
        links = html.fromstring(page.text).cssselect("#problems a")
        assert [link.get("href") for link in links] == ["#document_kind"]
        assert "id.jpg" in page.text

    def test_license_needs_its_back(self, reader, patron):
        front, back = ("front.jpg", photo()), ("back.jpg", photo(color="red"))
        page = reader.fill({"picture_1": front}, document_kind=LICENSE)
        assert "both sides" in errors_of(page)[""]
        assert chosen_in(page) == LICENSE
        page = reader.fill({"picture_2": back}, document_kind=LICENSE)
        assert "Driver's license" in page.text
        reader.confirm()
        (application,) = applications(patron)
        assert application.document_kind == LICENSE
        assert len(application.pictures_held()) == 2

    def test_back_that_came_first_stays_the_back(self, reader):
        front, back = ("front.jpg", photo()), ("back.jpg", photo(color="red"))
        broken = {"picture_1": ("front.jpg", b"GIF89a"), "picture_2": back}
        reader.fill(broken, document_kind=LICENSE)
        page = reader.fill({"picture_1": front}, document_kind=LICENSE)
        assert page.text.index("front.jpg") < page.text.index("back.jpg")

    def test_survives_the_way_back(self, reader):
        files = {"picture_1": ("id.jpg", photo())}
        reader.fill(files, document_kind="student-id")
        assert chosen_in(reader.show("document")) == "student-id"


class TestHints:
    def test_screenshot_is_pointed_out_and_can_be_sent(self, reader, patron):
        shot = {"picture_1": ("Screenshot 1.png", photo("PNG"))}
        page = reader.fill(shot)
        assert "may be a screenshot" in page.text
        assert "may be a screenshot" in reader.show("document").text
        reader.fill()
        reader.confirm()
        (application,) = applications(patron)
        assert application.pictures_held()[0].marks == ("screenshot",)

    def test_photograph_gets_no_hint(self, reader):
        page = reader.fill({"picture_1": ("id.jpg", photo())})
        assert "may be a screenshot" not in page.text


class TestKeys:
    def test_broken_key_is_told_beside_the_field(self, reader, patron, monkeypatch):
        monkeypatch.setenv(VARIABLE, "broken")
        page = reader.fill({"picture_1": ("id.jpg", photo())})
        assert "cannot be accepted just now" in errors_of(page)[""]
        assert chosen_in(page) == "passport"

    def test_key_that_breaks_before_the_end(self, reader, patron, monkeypatch, mails):
        reader.fill({"picture_1": ("id.jpg", photo())})
        sent = len(mails)
        monkeypatch.setenv(VARIABLE, "broken")
        page = reader.confirm()
        assert "cannot be accepted just now" in page.text
        assert applications(patron) == []
        assert len(mails) == sent


class TestScanner:
    def test_nothing_typed_is_lost_without_it(self, reader, patron):
        settings().scanner = "tcp://127.0.0.1:1"
        commit()
        page = reader.fill({"picture_1": ("id.jpg", photo())})
        assert "cannot be checked just now" in errors_of(page)[""]
        assert chosen_in(page) == "passport"
        settings().scanner = ""
        commit()
        page = reader.fill({"picture_1": ("id.jpg", photo())})
        assert "id.jpg" in page.text
