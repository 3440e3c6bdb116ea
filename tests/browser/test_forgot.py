from .person import DEMO_PASSWORD
from .person import PASSWORD

import pytest


pytestmark = pytest.mark.browser

WORDS = {
    "en": {
        "forgot": "Forgot Your Password?",
        "send": "Agree and Send",
        "reset": "Reset Password",
        "done": "You have successfully changed your password",
        "used": "This link is not valid",
        "form": "User ID Resend Request Form",
    },
    "ja": {
        "forgot": "パスワードをお忘れの方",
        "send": "注意事項に同意して送信",
        "reset": "パスワードを再設定",
        "done": "パスワードの再設定が完了しました",
        "used": "このURLは無効です",
        "form": "利用者ID再送依頼フォーム",
    },
}
# A language, a width and a demo patron whose password no other test needs.
CASES = [
    ("en", 1280, "E000000515", "ken@example.org"),
    ("ja", 390, "E000000614", "ume@example.org"),
]


@pytest.mark.parametrize(("language", "width", "user_id", "address"), CASES)
def test_a_forgotten_password_is_reset(person, language, width, user_id, address):
    patron, other = person(language, width), person(language, width)
    words = WORDS[language]
    before = len(patron.portal.mails(address))
    other.mails_read[address] = before
    other.log_in(user_id, address, DEMO_PASSWORD)
    before = other.mails_read[address]

    patron.go("login")
    patron.page.click(f"text={words['forgot']}")
    patron.page.wait_for_load_state()
    patron.shoot("forgot-password")
    patron.page.click(f"#content button:has-text('{words['send']}')")
    patron.page.wait_for_load_state()
    patron.shoot("forgot-password-mistakes")
    patron.fill(user_id=user_id, email=address)
    patron.press("form.buttons.send")
    assert patron.page.url.endswith("/forgot-password-sent")
    patron.shoot("forgot-password-sent")

    link = patron.portal.link(address, before)
    patron.page.goto(link)
    patron.shoot("reset-password")
    patron.fill(password="short1", password_again="short1")
    patron.press("form.buttons.reset")
    assert patron.page.locator(".is-invalid").count() == 1
    patron.shoot("reset-password-mistakes")
    patron.page.click("#content .ndl-eye button >> nth=0")
    patron.fill(password=PASSWORD, password_again=PASSWORD)
    patron.page.click(f"#content button:has-text('{words['reset']}')")
    patron.page.wait_for_url("**/reset-password-done")
    assert words["done"] in patron.page.inner_text("body")
    patron.shoot("reset-password-done")

    other.go("my-account")
    assert "/login" in other.page.url
    patron.page.goto(link)
    assert words["used"] in patron.text
    patron.shoot("reset-password-used")

    patron.mails_read[address] = before + 2
    patron.log_in(user_id, address)
    patron.go("my-account")
    assert patron.page.url.endswith("/my-account")


@pytest.mark.parametrize(("language", "width"), [("ja", 1280), ("en", 390)])
def test_a_forgotten_user_id_is_sent(person, language, width):
    patron, address = person(language, width), "hanako@example.org"
    before = len(patron.portal.mails(address))
    patron.go("login")
    patron.shoot("login")
    patron.page.click(f"text={WORDS[language]['form']}")
    patron.page.wait_for_load_state()
    patron.shoot("resend-user-id")
    patron.fill(email=address, birth_date="1985-04-01")
    patron.press("form.buttons.send")
    assert patron.page.url.endswith("/resend-user-id-sent")
    patron.shoot("resend-user-id-sent")
    assert "E000000117" in patron.portal.next_mail(address, before)
    patron.go("forgot-email")
    patron.shoot("forgot-email")
