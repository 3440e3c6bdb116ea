from ..visitor import message_of
from .applicant import Applicant
from .applicant import errors_of
from .applicant import hidden_of
from .applicant import photo
from .applicant import values_of
from lxml import html
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.entitlements import offers
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.registration.confirmation import read_link
from ndl.registration.registration.terms import publish_terms
from ndl.registration.review.queue import applications_of
from transaction import begin
from transaction import commit

import pytest
import re


EMAIL_STEP = {
    "form.widgets.email": "taro@example.org",
    "form.widgets.accept:list": "selected",
    "form.buttons.send": "1",
}


@pytest.fixture
def applicant(visitor, mails):
    return Applicant(visitor, mails)


def holder(email="taro@example.org"):
    begin()
    return get_directory().find_by_email(email)


class TestEmailStep:
    def test_shows_the_terms_with_the_exact_words(self, visitor):
        text = visitor.get("register").text
        assert "I Accept the above Terms and Conditions" in text
        assert "Agree and Send" in text

    def test_says_that_a_mail_is_on_its_way(self, applicant):
        page = applicant.ask_for_link()
        assert page.url.endswith("/register-sent")
        for words in ("ndl.go.jp", "junk mail", "24"):
            assert words in page.text
        assert "taro@example.org" not in page.text
        assert "/register-user?token=" in applicant.link

    def test_refuses_without_consent_and_keeps_what_was_typed(self, applicant, mails):
        applicant.page = applicant.visitor.get("register")
        values = {"form.widgets.email": "taro@example.org", "form.buttons.send": "1"}
        page = applicant.send("register", **values)
        assert errors_of(page).keys() == {"accept"}
        assert "taro@example.org" in page.text
        assert mails == []

    @pytest.mark.parametrize("email", ["", "taro", "<script>@x.org", "a@b@c.org"])
    def test_refuses_what_is_no_address(self, applicant, mails, email):
        page = applicant.ask_for_link(email)
        assert errors_of(page).keys() == {"email"}
        assert "<script>@" not in page.text
        assert mails == []

    def test_address_with_an_internationalised_domain(self, applicant, mails):
        applicant.ask_for_link("taro@日本語.jp")
        assert applicant.page.url.endswith("/register-sent")
        assert mails[-1]["To"] == "taro@xn--wgv71a119e.jp"
        applicant.open_link()
        applicant.choose()
        applicant.fill()
        applicant.confirm()
        assert holder("taro@xn--wgv71a119e.jp").email == "taro@日本語.jp"
        applicant.ask_for_link("TARO@xn--wgv71a119e.jp")
        assert "This email address is already in use." in applicant.message

    def test_address_that_not_every_server_takes(self, applicant, mails):
        page = applicant.ask_for_link("太郎@日本語.jp")
        assert "letters without accents" in errors_of(page)["email"]
        assert mails == []

    def test_taken_address(self, applicant, patron, mails):
        page = applicant.ask_for_link(patron.email.upper())
        assert "This email address is already in use." in applicant.message
        (button,) = html.fromstring(page.text).xpath("//a[normalize-space()='OK']")
        assert button.get("href").endswith("/login")
        assert mails == []

    def test_needs_a_form_of_ours(self, applicant, mails):
        applicant.send("register", **EMAIL_STEP)
        assert "try again" in applicant.message
        assert mails == []

    def test_asks_again_for_terms_that_were_not_shown(self, applicant, mails):
        applicant.page = applicant.visitor.get("register")
        publish_terms({"en": "<p>Be quiet.</p>", "ja": "<p>新</p>"}, False, "1")
        commit()
        page = applicant.send("register", **EMAIL_STEP)
        assert "have changed since this page was shown" in applicant.message
        assert "Be quiet." in page.text
        assert mails == []
        values = values_of(page)
        assert values["form.widgets.email"] == "taro@example.org"
        assert "form.widgets.accept:list" not in values
        applicant.send("register", **EMAIL_STEP)
        assert read_link(applicant.link.partition("token=")[2]).terms_version == "2"

    def test_does_not_take_an_unknown_version(self, applicant, mails):
        applicant.page = applicant.visitor.get("register")
        applicant.send("register", **EMAIL_STEP, terms_version="")
        assert "have changed since this page was shown" in applicant.message
        assert mails == []

    def test_speaks_japanese(self, visitor):
        visitor.cookies.set("I18N_LANGUAGE", "ja")
        text = visitor.get("register").text
        for words in (
            "注意事項に同意する",
            "注意事項に同意して送信",
            "満",
            "最後のご利用",
        ):
            assert words in text


class TestLink:
    def test_looking_changes_nothing(self, applicant):
        applicant.ask_for_link()
        for _look in range(3):
            page = applicant.open_link()
            assert "Enter your user information" in page.text
        assert "no-store" in page.headers["Cache-Control"]
        assert page.headers["Referrer-Policy"] in ("same-origin", "no-referrer")

    def test_lists_the_services_of_the_table(self, applicant):
        applicant.ask_for_link()
        tree = html.fromstring(applicant.open_link().text)
        for name in PatronClass:
            (about,) = tree.cssselect(f"#about-{name.value}")
            shown = [" ".join(li.text_content().split()) for li in about.iter("li")]
            titles = [offer.service.title for offer in offers(name)]
            assert [s.partition(" (")[0] for s in shown] == titles
        text = tree.cssselect("#about-simple")[0].text_content()
        assert re.search(r"Reference Services\s+\(residents of other countries\)", text)

    def test_tampered(self, applicant):
        applicant.ask_for_link()
        applicant.open_link(applicant.link[:-9] + "AAAAAAAA=")
        assert "This link is not valid" in applicant.message

    @pytest.mark.parametrize("query", ["", "?token=", "?token:list=x", "?token:int=5"])
    def test_without_a_token(self, visitor, query):
        page = visitor.get(f"register-user{query}")
        assert page.status_code in (200, 400)
        assert "Traceback" not in page.text

    def test_without_a_class_stays(self, applicant):
        applicant.ask_for_link()
        applicant.open_link()
        page = applicant.send("register-user", **{"form.buttons.enter": "1"})
        assert "This field is required." in page.text

    def test_second_use(self, applicant):
        applicant.come_to_form()
        link = applicant.link
        applicant.fill()
        applicant.confirm()
        applicant.open_link(link)
        assert "This email address is already in use." in applicant.message

    def test_token_leaves_the_address_bar(self, applicant):
        page = applicant.come_to_form()
        assert "token" not in page.url
        assert hidden_of(page)["token"]


class TestForm:
    def test_offers_what_managers_and_phones_need(self, applicant):
        tree = html.fromstring(applicant.come_to_form().text)
        wanted = {
            "family_name": "family-name",
            "given_name": "given-name",
            "birth_date": "bday",
            "postal_code": "postal-code",
            "phone": "tel",
            "password": "new-password",
        }
        for name, autocomplete in wanted.items():
            (field,) = tree.cssselect(f"#form-widgets-{name}")
            assert field.get("autocomplete") == autocomplete
            assert tree.cssselect(f"label[for=form-widgets-{name}]")
        (password,) = tree.cssselect("#form-widgets-password")
        assert password.get("data-eye") == "Show password"
        (born,) = tree.cssselect("#form-widgets-birth_date")
        assert born.get("type") == "date"

    def test_empty_form_names_every_field(self, applicant):
        applicant.come_to_form("official")
        page = applicant.fill(**dict.fromkeys(ALL_FIELDS, ""))
        assert set(errors_of(page)) == {
            "family_name",
            "given_name",
            "family_kana",
            "given_kana",
            "birth_date",
            "postal_code",
            "region",
            "city",
            "street",
            "building",
            "phone",
            "password",
            "password_again",
            "",
        }

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("birth_date", "2020-01-01", "at least 18"),
            ("birth_date", "1990-02-30", "a date that exists"),
            ("birth_date", "1890-02-01", "date of birth"),
            ("birth_date", "9999-12-31", "date of birth"),
            ("family_kana", "Smith", "katakana"),
            ("postal_code", "12345", "seven digits"),
            ("phone", "12345", "area code"),
            ("family_name", "a\u202eb", "cannot be used"),
            ("family_name", "x" * 61, "too long"),
            ("family_name", "   ", "required"),
            ("city", "", "required"),
        ],
    )
    def test_message_stands_beside_the_field(self, applicant, name, value, words):
        applicant.come_to_form()
        page = applicant.fill(**{name: value})
        assert words in errors_of(page)[name]
        assert len(errors_of(page)) == 1
        assert holder() is None

    @pytest.mark.parametrize(
        ("password", "words"),
        [
            ("Mizuumi-471", "between 12 and 20"),
            ("Mizuumi-4711-bcdefghi", "between 12 and 20"),
            ("onlylettershere", "one letter and one digit"),
            ("password12345", "common"),
            ("taroexample99", "made of"),
            ("みずうみ4711bbbbbb", "half-width"),
        ],
    )
    def test_password_policy(self, applicant, password, words):
        applicant.come_to_form()
        page = applicant.fill(password=password, password_again=password)
        assert words in errors_of(page)["password"]
        assert password not in page.text

    def test_passwords_must_agree_and_are_never_sent_back(self, applicant):
        applicant.come_to_form()
        page = applicant.fill(password_again="Mizuumi-4711-c")
        assert errors_of(page).keys() == {"password_again"}
        assert "Mizuumi" not in page.text
        assert "永田町1-10-1" in page.text
        assert "１００ー００１４" in page.text

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"no_building:list": None}, "building"),
            ({"building": "101"}, "building"),
            ({"phone": ""}, "phone"),
            ({"no_phone:list": "selected"}, "phone"),
        ],
    )
    def test_boxes_for_none(self, applicant, changes, field):
        applicant.come_to_form()
        assert errors_of(applicant.fill(**changes)).keys() == {field}

    def test_disability_leaves_the_telephone_blank(self, applicant):
        applicant.come_to_form()
        applicant.fill(phone="", **{"no_phone:list": "selected"})
        applicant.confirm()
        assert holder().phone == ""

    @pytest.mark.parametrize("name", ["family_name:list", "password:list", "city:int"])
    def test_other_shapes_than_text_do_no_harm(self, applicant, name):
        applicant.come_to_form()
        plain = name.partition(":")[0]
        page = applicant.fill(**{plain: None, name: "5"})
        assert page.status_code in (200, 400)
        assert "Traceback" not in page.text
        assert holder() is None

    @pytest.mark.parametrize("kind", [":list:lines", ":json", ".k:record"])
    @pytest.mark.parametrize("field", ["region", "no_building", "language", "phone"])
    def test_nor_what_no_browser_sends(self, applicant, field, kind):
        applicant.come_to_form()
        plain = {field: None, f"{field}:list": None}
        page = applicant.fill(**plain, **{f"{field}{kind}": "5"})
        assert page.status_code == 200
        assert "Traceback" not in page.text
        assert holder() is None

    @pytest.mark.parametrize("page", ["register-form", "register-confirm"])
    def test_cannot_be_entered_from_the_side(self, visitor, page):
        for response in (visitor.get(page), visitor.post(page)):
            assert response.status_code == 200
            assert "Traceback" not in response.text
            assert "Go to Confirm" not in response.text

    def test_forged_form_keeps_nothing(self, applicant):
        page = applicant.come_to_form()
        tree = hidden_of(page)
        token = {"token": tree["token"], "patron_class": "simple"}
        applicant.page = None
        applicant.fill(extra=token)
        assert "try again" in applicant.message


ALL_FIELDS = [
    "family_name",
    "given_name",
    "family_kana",
    "given_kana",
    "birth_date",
    "postal_code",
    "region:list",
    "city",
    "street",
    "building",
    "no_building:list",
    "phone",
    "password",
    "password_again",
]


class TestOrder:
    def test_nobody_lives_in_the_first_prefecture_by_oversight(self, applicant):
        tree = html.fromstring(applicant.come_to_form().text)
        (region,) = tree.cssselect("#form-widgets-region option[selected]")
        assert region.get("value") == "--NOVALUE--"
        page = applicant.fill(**{"region:list": "--NOVALUE--"})
        assert errors_of(page).keys() == {"region"}

    def test_summary_follows_the_page(self, applicant):
        applicant.come_to_form("official")
        page = applicant.fill(**dict.fromkeys(ALL_FIELDS, ""))
        tree = html.fromstring(page.text)
        links = [a.get("href")[1:] for a in tree.cssselect("#problems a")]
        assert links[0] == "form-widgets-family_name"
        assert links[-1] == "picture_1"
        ids = [e.get("id") for e in tree.cssselect("form [id]")]
        order = [ids.index(target) for target in links[:-1]]
        assert order == sorted(order)
        for target in links:
            assert tree.cssselect(f"[id='{target}']")


class TestAddressSearch:
    def test_fills_the_fields(self, applicant):
        applicant.come_to_form()
        empty = {"city": "", "street": "", "region:list": None}
        page = applicant.fill(button="search", **empty)
        tree = html.fromstring(page.text)
        assert tree.cssselect("#form-widgets-city")[0].get("value") == "千代田区"
        assert tree.cssselect("#form-widgets-street")[0].get("value") == "永田町"
        (region,) = tree.cssselect("#form-widgets-region option[selected]")
        assert region.get("value") == "JP-13"
        assert tree.cssselect("#form-widgets-family_name")[0].get("value") == "国立"
        assert errors_of(page) == {}

    def test_lets_the_patron_pick(self, applicant):
        applicant.come_to_form()
        page = applicant.fill(button="search", postal_code="4520961")
        towns = html.fromstring(page.text).cssselect("input[name=town]")
        assert len(towns) > 1
        page = applicant.fill(
            button="pick", postal_code="4520961", extra={"town": "1"}, city=""
        )
        assert (
            html.fromstring(page.text).cssselect("#form-widgets-city")[0].get("value")
        )

    @pytest.mark.parametrize("code", ["", "abc", "000-0000"])
    def test_says_when_nothing_was_found(self, applicant, code):
        applicant.come_to_form()
        applicant.fill(button="search", postal_code=code)
        assert "No address was found" in applicant.message

    def test_tells_the_script_where_to_ask(self, applicant):
        tree = html.fromstring(applicant.come_to_form().text)
        (box,) = tree.cssselect("[data-address-search]")
        assert box.get("data-address-search").endswith("/register-find-towns")
        assert "No address" in box.get("data-none")
        assert box.cssselect("[data-places][hidden]")
        assert box.cssselect("[data-note][hidden]")

    def test_answers_scripts(self, visitor):
        answer = visitor.get("register-find-towns?postal_code=100-0014").json()
        assert answer["towns"][0]["city"] == "千代田区"
        assert visitor.get("register-find-towns?postal_code=x").json() == {"towns": []}
        assert visitor.get("register-find-towns").json() == {"towns": []}


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

    def test_opening_the_last_page_later_leads_to_the_login(self, applicant, mails):
        applicant.come_to_form()
        applicant.fill()
        applicant.confirm()
        page = applicant.visitor.get("register-confirm")
        assert "only once" in message_of(page)
        assert html.fromstring(page.text).cssselect("#content a[href$='/login']")
        assert "Begin the registration again" not in page.text

    def test_back_keeps_everything_but_passwords(self, applicant):
        applicant.come_to_form()
        applicant.fill()
        page = applicant.send("register-form", back="1")
        tree = html.fromstring(page.text)
        assert tree.cssselect("#form-widgets-street")[0].get("value") == "永田町1-10-1"
        assert (
            tree.cssselect("#form-widgets-birth_date")[0].get("value") == "1990-04-01"
        )
        assert tree.cssselect("#form-widgets-no_building")[0].get("checked")
        assert tree.cssselect("#form-widgets-password")[0].get("value") == ""

    def test_names_with_html_are_shown_as_text(self, applicant, mails):
        applicant.come_to_form()
        name = "<img src=x onerror=alert(1)>"
        page = applicant.fill(family_name=name)
        assert name not in page.text
        assert "&lt;img" in page.text
        applicant.confirm()
        assert holder().family_name == name
        assert mails[-1].get_content_type() == "text/plain"

    def test_state_of_another_link(self, applicant, visit, mails):
        applicant.come_to_form()
        applicant.fill()
        other = Applicant(visit(), mails)
        other.ask_for_link("jiro@example.org")
        other.open_link()
        other.choose()
        state = hidden_of(applicant.page)["state"]
        other.send("register-confirm", state=state)
        assert "belongs to another registration" in other.message
        assert holder() is None
        assert holder("jiro@example.org") is None

    def test_confirm_without_form(self, applicant):
        applicant.come_to_form()
        applicant.confirm()
        assert "fill in the form" in applicant.message
        assert holder() is None

    def test_two_tabs_with_different_classes(self, applicant, visit, mails):
        applicant.come_to_form("simple")
        tab = Applicant(applicant.visitor, mails)
        tab.open_link()
        tab.choose("official")
        tab.fill(files={"picture_1": ("a.jpg", photo())})
        applicant.fill()
        applicant.confirm()
        tab.confirm()
        assert "already in use" in tab.message
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
        page = applicant.fill(files={"picture_1": ("a.jpg", photo())}, city="")
        assert errors_of(page).keys() == {"city"}
        assert "a.jpg" in page.text
        page = applicant.fill()
        assert "a.jpg" in page.text
        page = applicant.send("register-form", back="1")
        assert "a.jpg" in page.text

    def test_a_picture_can_be_taken_away(self, applicant):
        applicant.come_to_form("official")
        applicant.fill(files={"picture_1": ("a.jpg", photo())}, city="")
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
        assert "no longer the ones shown" in applicant.message
        assert holder() is None
        page = applicant.send("register-form", back="1")
        assert "永田町1-10-1" in page.text
        assert "b.jpg" in page.text

    def test_speaks_japanese(self, applicant):
        applicant.visitor.cookies.set("I18N_LANGUAGE", "ja")
        applicant.ask_for_link()
        applicant.open_link()
        page = applicant.choose("official")
        for words in ("本登録", "住所検索", "申請内容の確認へ", "枠内をクリックして"):
            assert words in page.text
        page = applicant.fill(files={"picture_1": ("a.jpg", photo())})
        for words in ("この内容で申請する", "1990年4月1日"):
            assert words in page.text
        applicant.confirm()
        assert "簡易登録の状態" in applicant.message

    def test_needs_a_picture(self, applicant):
        applicant.come_to_form("official")
        page = applicant.fill()
        assert "upload an image" in errors_of(page)[""]
