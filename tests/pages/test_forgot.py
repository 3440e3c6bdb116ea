from ..forgotten import ask_for_link
from ..forgotten import ask_for_user_id
from ..forgotten import link_in
from ..forgotten import NEW_PASSWORD
from ..forgotten import set_password
from ..visitor import message_of
from datetime import date
from lxml import html
from transaction import commit

import pytest
import re


PAGES = (
    "forgot-password",
    "forgot-password-sent",
    "forgot-email",
    "reset-password",
    "reset-password-done",
    "resend-user-id",
    "resend-user-id-sent",
)


@pytest.fixture
def japanese(visitor):
    visitor.cookies.set("I18N_LANGUAGE", "ja")
    return visitor


@pytest.fixture
def link(visitor, patron, mails):
    ask_for_link(visitor, patron.user_id, patron.email)
    return link_in(mails[-1])


def texts_of(response):
    return html.fromstring(response.text).cssselect("#content")[0].text_content()


class TestLinksOfTheLogin:
    @pytest.mark.parametrize(
        ("name", "page", "en", "ja"),
        [
            (
                "ndl-forgot-password",
                "forgot-password",
                "Forgot Your Password?",
                "パスワードをお忘れの方",
            ),
            (
                "ndl-resend-user-id",
                "resend-user-id",
                "User ID Resend Request Form",
                "利用者ID再送依頼フォーム",
            ),
        ],
    )
    def test_lead_to_the_ways_back(self, visitor, name, page, en, ja):
        for language, words in (("en", en), ("ja", ja)):
            visitor.cookies.set("I18N_LANGUAGE", language)
            (link,) = html.fromstring(visitor.get("login").text).cssselect(f"#{name}")
            assert link.text_content() == words
            assert link.get("href") == f"{visitor.url}/{page}"


class TestWords:
    def test_asking(self, visitor):
        page = html.fromstring(visitor.get("forgot-password").text)
        assert page.cssselect("h1")[0].text_content().strip() == "Reset password"
        (button,) = page.cssselect("#content button[type=submit]")
        assert button.text_content() == "Agree and Send"
        assert "within 10 minutes" in " ".join(texts_of_page(page).split())

    def test_asking_in_japanese(self, japanese):
        page = html.fromstring(japanese.get("forgot-password").text)
        assert page.cssselect("h1")[0].text_content().strip() == "パスワード再設定"
        (button,) = page.cssselect("#content button[type=submit]")
        assert button.text_content() == "注意事項に同意して送信"
        text = texts_of_page(page)
        assert "注意事項" in text
        assert "利用者IDと、利用者情報として登録済みのメールアドレスが必要" in text
        assert "10分以内に" in text
        assert "登録しているメールアドレスが分からなくなった場合" in text

    def test_new_password(self, visitor, link):
        page = html.fromstring(visitor.get(link).text)
        (button,) = page.cssselect("#content button[type=submit]")
        assert button.text_content() == "Reset Password"
        assert "12" in texts_of_page(page)
        done = set_password(visitor, link)
        assert message_of(done).endswith("You have successfully changed your password")

    def test_new_password_in_japanese(self, japanese, link):
        page = html.fromstring(japanese.get(link).text)
        (button,) = page.cssselect("#content button[type=submit]")
        assert button.text_content() == "パスワードを再設定"

    def test_are_all_japanese(self, japanese, subtests):
        for name in PAGES:
            with subtests.test(name=name):
                text = texts_of(japanese.get(name))
                text = re.sub(r"https?://\S+|[\w.@-]+\.(jp|org)|URL|ID|E\b", "", text)
                assert not re.search(r"[A-Za-z]{4,} [A-Za-z]+", text), text


def texts_of_page(page):
    return page.cssselect("#content")[0].text_content()


class TestProblems:
    @pytest.mark.parametrize("name", ["forgot-password", "resend-user-id"])
    def test_are_summed_up_where_the_focus_goes(self, visitor, name):
        page = visitor.submit(name, **{"form.buttons.send": "1"})
        tree = html.fromstring(page.text)
        (summary,) = tree.cssselect("#problems[tabindex='-1']")
        for link in summary.iter("a"):
            assert tree.cssselect(link.get("href"))
        assert tree.xpath("//script[contains(@src, '/problems.js')]")


class TestFields:
    def test_have_what_managers_and_screen_readers_need(self, visitor, link):
        page = html.fromstring(visitor.get(link).text)
        for name in ("password", "password_again"):
            (field,) = page.cssselect(f"#form-widgets-{name}")
            assert field.get("type") == "password"
            assert field.get("autocomplete") == "new-password"
            assert page.cssselect(f"label[for={field.get('id')}]")
        (user_id,) = page.cssselect("input[autocomplete=username]")
        assert user_id.get("value")

    def test_of_the_questions(self, visitor):
        page = html.fromstring(visitor.get("forgot-password").text)
        (user_id,) = page.cssselect("#form-widgets-user_id")
        (email,) = page.cssselect("#form-widgets-email")
        assert user_id.get("autocomplete") == "username"
        assert email.get("autocomplete") == "email"
        page = html.fromstring(visitor.get("resend-user-id").text)
        (birth_date,) = page.cssselect("#form-widgets-birth_date")
        assert birth_date.get("autocomplete") == "bday"


class TestInternationalisedDomain:
    @pytest.fixture
    def patron(self, site, make_patron):
        patron = make_patron(email="hanako@日本語.jp")
        commit()
        return patron

    @pytest.mark.parametrize("email", ["hanako@日本語.jp", "hanako@xn--wgv71a119e.jp"])
    def test_gets_the_mails(self, visitor, patron, mails, email):
        page = ask_for_link(visitor, patron.user_id, email)
        assert page.url.endswith("/forgot-password-sent")
        assert link_in(mails.last("hanako@xn--wgv71a119e.jp"))
        page = ask_for_user_id(visitor, email, patron.birth_date.isoformat())
        assert page.url.endswith("/resend-user-id-sent")
        assert patron.user_id in mails[-1].get_content()

    def test_of_nobody_is_answered_alike(self, visitor, patron, mails):
        page = ask_for_link(visitor, "E000000000", "jiro@日本語.jp")
        assert page.url.endswith("/forgot-password-sent")
        assert mails == []


class TestMistakes:
    def test_stand_beside_the_field_and_what_was_typed_stays(self, visitor, mails):
        response = ask_for_link(visitor, "E123", "no address")
        page = html.fromstring(response.text)
        (email,) = page.cssselect("#form-widgets-email")
        assert email.get("aria-invalid") == "true"
        assert email.get("value") == "no address"
        assert page.cssselect("#form-widgets-user_id")[0].get("value") == "E123"
        assert mails == []

    def test_missing_values(self, visitor, mails):
        assert "Enter your user ID." in texts_of(ask_for_link(visitor, "", ""))
        assert "Enter your email address." in texts_of(ask_for_user_id(visitor, "", ""))
        assert mails == []

    def test_dates_that_do_not_exist(self, visitor, mails):
        response = ask_for_user_id(visitor, "hanako@example.org", "1990-02-31")
        assert "Enter a date that exists" in texts_of(response)

    @pytest.mark.parametrize(
        ("password", "again", "field", "words"),
        [
            ("short1", None, "password", "between 12 and 20"),
            (NEW_PASSWORD, NEW_PASSWORD + "x", "password_again", "not the same"),
            ("Mizuumi-4711-b", None, "password", "your current password"),
            ("", None, "password", "Enter a password."),
        ],
    )
    def test_of_the_password_never_come_back_in_it(
        self, visitor, patron, link, password, again, field, words
    ):
        before = patron.password
        response = set_password(visitor, link, password, again)
        page = html.fromstring(response.text)
        (wrong,) = page.cssselect(f"#form-widgets-{field}")
        assert wrong.get("aria-invalid") == "true"
        assert words in page.cssselect(f"#{wrong.get('id')}-error")[0].text_content()
        for name in ("password", "password_again"):
            assert not page.cssselect(f"#form-widgets-{name}")[0].get("value")
        assert patron.password == before
        assert set_password(visitor, link).url.endswith("/reset-password-done")

    @pytest.mark.parametrize("page", ["forgot-password", "resend-user-id"])
    def test_forms_of_others_are_refused(self, visitor, patron, mails, page):
        fields = {
            "form.widgets.user_id": patron.user_id,
            "form.widgets.email": patron.email,
            "form.widgets.birth_date": patron.birth_date.isoformat(),
            "form.buttons.send": "1",
        }
        response = visitor.post(page, data=fields)
        assert "try again" in message_of(response)
        visitor.get(page, params=fields)
        assert mails == []

    @pytest.mark.parametrize("query", ["", "?token=", "?token=x", "?token:list=x"])
    def test_no_link(self, visitor, query):
        response = visitor.get(f"reset-password{query}")
        assert response.status_code == 200
        assert "not valid" in message_of(response)
        assert html.fromstring(response.text).cssselect("#content a[href$=password]")


class TestResend:
    def test_sends_the_user_id_and_no_link(self, visitor, patron, mails):
        response = ask_for_user_id(visitor, patron.email, date(1990, 4, 1).isoformat())
        assert response.url.endswith("/resend-user-id-sent")
        (mail,) = mails
        assert mail["To"] == patron.email
        assert patron.user_id in mail.get_content()
        assert "http" not in mail.get_content()

    @pytest.mark.parametrize("typed", ["１９９０年４月１日", "1990/4/1", "1990.4.1"])
    def test_takes_dates_as_people_type_them(self, visitor, patron, mails, typed):
        ask_for_user_id(visitor, patron.email, typed)
        assert len(mails) == 1


class TestPages:
    def test_are_never_stored_and_have_a_title(self, visitor, subtests):
        for name in PAGES:
            with subtests.test(name=name):
                response = visitor.get(name)
                assert "no-store" in response.headers["Cache-Control"]
                assert response.headers["X-Content-Type-Options"] == "nosniff"
                tree = html.fromstring(response.text)
                heading = tree.cssselect("h1")[0].text_content().strip()
                assert tree.findtext(".//title").startswith(heading)
