from .applicant import Applicant
from .applicant import errors_of
from .applicant import fields
from .applicant import hidden_of
from .applicant import holder
from .applicant import photo
from .applicant import step_of
from .applicant import values_of
from ndl.registration.review.queue import applications_of

import pytest


@pytest.fixture
def applicant(visitor, mails):
    return Applicant(visitor, mails)


class TestSimple:
    def test_the_whole_way(self, applicant, mails):
        applicant.come_to_form()
        page = applicant.fill()
        for shown in ("国立 太郎", "コクリツ タロウ", "100-0014", "03-3581-2331"):
            assert shown in page.text
        assert "Mizuumi" not in page.text
        applicant.confirm()
        message = "Your application for simple user registration has been accepted"
        assert message in applicant.message
        patron = holder()
        assert applicant.user_id == patron.user_id
        assert patron.user_id in mails.last("taro@example.org").get_content()
        assert len(mails) == 2

    def test_loading_the_last_page_again_makes_no_second_one(self, applicant, mails):
        applicant.come_to_form()
        confirm_page = applicant.fill()
        first = applicant.confirm()
        user_id = applicant.user_id
        applicant.page = confirm_page
        applicant.confirm()
        assert applicant.user_id == user_id
        assert len(mails) == 2
        assert "no-store" in first.headers["Cache-Control"]

    @pytest.mark.parametrize(
        "page", ["register-user", "register-form/name", "register-confirm"]
    )
    def test_pages_of_the_link_lead_to_the_end_afterwards(self, applicant, page):
        applicant.come_to_form()
        applicant.fill()
        applicant.confirm()
        user_id = applicant.user_id
        applicant.page = applicant.visitor.get(applicant.address(page))
        assert "/register-done?" in applicant.page.url
        assert applicant.user_id == user_id

    def test_steps_keep_everything_but_passwords(self, applicant):
        applicant.come_to_form()
        applicant.fill()
        values = {}
        for step in ("name", "address", "password"):
            values |= values_of(applicant.show(step))
        assert values["form.widgets.street"] == "永田町1-10-1"
        assert values["form.widgets.birth_date"] == "1990-04-01"
        assert values["form.widgets.no_building:list"] == "selected"
        assert values["form.widgets.password"] == ""
        assert "/register-confirm" in applicant.send("register-confirm").url

    def test_names_with_html_are_shown_as_text(self, applicant, mails):
        applicant.come_to_form()
        name = "<img src=x onerror=alert(1)>"
        page = applicant.fill(family_name=name)
        assert name not in page.text
        assert "&lt;img" in page.text
        applicant.confirm()
        assert holder().family_name == name
        assert mails[-1].get_content_type() == "text/plain"

    def test_confirmation_of_another_link(self, applicant, visit, mails):
        applicant.come_to_form()
        applicant.fill()
        other = Applicant(visit(), mails)
        other.ask_for_link("jiro@example.org")
        other.open_link()
        other.choose()
        other.fill(given_name="次郎")
        other.send("register-confirm", seen=hidden_of(applicant.page)["seen"])
        assert "have been changed" in other.message
        assert holder() is None
        assert holder("jiro@example.org") is None

    def test_confirm_without_form(self, applicant):
        applicant.come_to_form()
        page = applicant.confirm()
        assert step_of(page) == "name"
        assert holder() is None

    def test_two_tabs_with_different_classes(self, applicant, visit, mails):
        applicant.come_to_form("simple")
        tab = Applicant(applicant.visitor, mails)
        tab.open_link()
        tab.choose("official")
        tab.fill(files={"picture_1": ("a.jpg", photo())})
        applicant.choose("simple")
        applicant.fill()
        page = applicant.page
        tab.confirm()
        assert "have been changed" in tab.message
        assert holder() is None
        applicant.page = page
        applicant.confirm()
        assert applications_of(holder().user_id) == []


class TestOfficial:
    def test_the_whole_way(self, applicant, mails):
        applicant.come_to_form("official")
        files = {"picture_1": ("表.jpg", photo()), "picture_2": ("b.png", photo("PNG"))}
        page = applicant.fill(files=files)
        assert "表.jpg" in page.text
        assert "b.png" in page.text
        applicant.confirm()
        assert (
            "Your application for official user registration has been accepted, and "
            "you have been granted simple user registration status."
        ) in applicant.message
        patron = holder()
        assert not patron.is_official
        assert applicant.user_id == patron.user_id
        assert len(applications_of(patron.user_id)) == 1

    def test_pictures_survive_an_error_elsewhere(self, applicant):
        applicant.come_to_form("official")
        files = {"picture_1": ("a.jpg", photo())}
        page = applicant.fill(files=files, extra={"document_kind": ""})
        assert errors_of(page).keys() == {"document_kind"}
        assert "a.jpg" in page.text
        page = applicant.fill()
        assert "a.jpg" in page.text
        assert "a.jpg" in applicant.show("document").text

    def test_a_picture_can_be_taken_away(self, applicant):
        applicant.come_to_form("official")
        applicant.fill(files={"picture_1": ("a.jpg", photo())})
        page = applicant.fill(extra={"remove_1": "1"})
        assert errors_of(page).keys() == {""}
        assert "a.jpg" not in page.text

    @pytest.mark.parametrize(
        ("name", "data", "words"),
        [
            ("gif.jpg", b"GIF89a" + b"\0" * 99, "jpeg or png"),
            ("empty.jpg", b"", "empty"),
            ("big.jpg", b"\xff\xd8\xff" + b"\0" * (20 * 1024 * 1024), "too large"),
            ("text.png", b"hello", "jpeg or png"),
            ("cut.jpg", photo()[:300], "damaged"),
        ],
    )
    def test_files_that_are_no_pictures(self, applicant, name, data, words):
        applicant.come_to_form("official")
        page = applicant.fill(files={"picture_1": (name, data)})
        assert words in errors_of(page)[""]
        assert "register-confirm" not in page.text

    def test_bomb(self, applicant):
        import struct
        import zlib

        def chunk(kind, data):
            sum_ = struct.pack(">I", zlib.crc32(kind + data))
            return struct.pack(">I", len(data)) + kind + data + sum_

        head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0))
        data = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
        applicant.come_to_form("official")
        page = applicant.fill(files={"picture_1": ("bomb.png", data)})
        assert "megapixels" in errors_of(page)[""]

    @pytest.mark.parametrize(
        "names",
        [
            ("picture_1", "picture_2", "picture_3"),
            ("picture_1", "picture_1", "picture_1"),
            ("picture_1:list", "picture_1:list", "picture_2"),
        ],
    )
    def test_three_files(self, applicant, names):
        applicant.come_to_form("official")
        files = [(name, ("a.jpg", photo())) for name in names]
        page = applicant.fill(files=files)
        assert "up to two files" in errors_of(page)[""]
        assert "a.jpg" not in page.text

    def test_pictures_changed_in_another_tab(self, applicant, mails):
        applicant.come_to_form("official")
        applicant.fill(files={"picture_1": ("a.jpg", photo())})
        tab = Applicant(applicant.visitor, mails)
        tab.open_link()
        tab.choose("official")
        tab.fill(files={"picture_1": ("b.jpg", photo(color="red"))})
        applicant.confirm()
        assert "have been changed" in applicant.message
        assert holder() is None
        assert "永田町1-10-1" in applicant.page.text
        assert "b.jpg" in applicant.page.text

    def test_speaks_japanese(self, applicant):
        applicant.visitor.cookies.set("I18N_LANGUAGE", "ja")
        applicant.ask_for_link()
        applicant.open_link()
        page = applicant.choose("official")
        assert "本登録" in page.text
        assert "住所検索" in applicant.answer("name", **fields()).text
        applicant.answer("address", **fields())
        assert "枠内をクリックして" in applicant.page.text
        page = applicant.fill(files={"picture_1": ("a.jpg", photo())})
        for words in ("この内容で申請する", "1990年(平成2年)4月1日"):
            assert words in page.text
        applicant.confirm()
        assert "簡易登録の状態" in applicant.message

    def test_needs_a_picture(self, applicant):
        applicant.come_to_form("official")
        page = applicant.fill()
        assert "upload an image" in errors_of(page)[""]
