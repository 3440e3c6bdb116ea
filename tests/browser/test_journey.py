from .person import DEMO_PASSWORD
from .person import photo

import pytest


pytestmark = pytest.mark.browser

SIMPLE = {
    "en": "Your application for simple user registration has been accepted",
    "ja": "簡易登録",
}
TYPES = {
    "en": ("Simple registered user", "Official registered user"),
    "ja": ("簡易登録利用者", "本登録利用者"),
}
NOTICE = {
    "en": "Check Notices from the National Diet Library",
    "ja": "国立国会図書館からのお知らせを確認する",
}


def register_as_simple(person, language, address):
    person.ask_for_link(address)
    person.shoot("register-class")
    person.choose("simple")
    person.fill_in_name()
    person.shoot("register-name")
    person.go_on()
    person.fill_in_address()
    person.shoot("register-address")
    person.go_on()
    person.fill_in_password()
    person.shoot("register-password")
    person.go_on()
    assert "永田町1-10-1" in person.text
    person.shoot("register-confirm")
    person.press("confirm")
    person.shoot("register-done")
    assert SIMPLE[language] in person.text
    user_id = person.page.inner_text("#user-id").strip()
    assert user_id in person.portal.next_mail(address, 1)
    person.mails_read[address] = 2
    return user_id


def apply_for_official(person, address):
    person.go("my-account")
    person.page.click("#ndl-apply")
    person.shoot("apply-class")
    for _step in ("class", "name", "address"):
        person.go_on()
    person.fill_in_document(photo("front"), photo("back"), kind="drivers-license")
    person.shoot("apply-document")
    person.go_on()
    person.shoot("apply-confirm")
    person.press("confirm")
    person.shoot("apply-done")
    person.portal.next_mail(address, person.mails_read[address])
    person.mails_read[address] += 1


def decide(editor, decision, parts=()):
    """Open the decision's form in the application and carry it out."""
    editor.page.click(f"#ndl-{decision} summary")
    if decision == "decline":
        editor.page.check("input[name='reasons:list'] >> nth=0")
        for part in parts:
            editor.page.check(f"#part-{part}")
        editor.page.fill("#note", "住所をご確認ください。")
    editor.shoot(decision)
    send = (
        "[name=decline]" if decision == "decline" else f"[name=step][value={decision}]"
    )
    editor.page.click(f"button{send}")
    editor.page.wait_for_load_state()


def newest_application(editor):
    editor.go("registration-desk?sort=-received")
    editor.shoot("desk")
    links = editor.page.locator("#content a.ndl-number")
    return {links.nth(i).get_attribute("href") for i in range(links.count())}


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ja", 390)])
def test_a_patron_becomes_official(person, language, width):
    patron, editor = person(language, width), person(language, width)
    address = f"hanako-{language}@example.org"
    editor.log_in_as_staff("editor-a")
    before = newest_application(editor)

    user_id = register_as_simple(patron, language, address)
    patron.log_in(user_id, address)
    patron.go("my-account")
    patron.shoot("my-account")
    assert patron.page.inner_text("#ndl-user-type") == TYPES[language][0]
    apply_for_official(patron, address)

    (application,) = newest_application(editor) - before
    editor.page.goto(application)
    editor.shoot("application")
    decide(editor, "verify")
    editor.shoot("verified")

    patron.portal.next_mail(address, patron.mails_read[address])
    patron.go("my-account")
    assert patron.page.inner_text("#ndl-user-type") == TYPES[language][1]
    assert patron.page.locator("#ndl-apply").count() == 0
    patron.shoot("my-account-official")


@pytest.mark.parametrize(("language", "width"), [("ja", 1280), ("en", 390)])
def test_a_declined_patron_is_told_and_applies_again(person, language, width):
    patron, editor = person(language, width), person(language, width)
    address = f"taro-{language}@example.org"
    editor.log_in_as_staff("editor-b")
    before = newest_application(editor)

    user_id = register_as_simple(patron, language, address)
    patron.log_in(user_id, address)
    apply_for_official(patron, address)

    (application,) = newest_application(editor) - before
    editor.page.goto(application)
    decide(editor, "decline")

    mail = patron.portal.next_mail(address, patron.mails_read[address])
    assert user_id not in mail or "http" not in mail
    patron.go("")
    patron.shoot("notice-on-top")
    assert NOTICE[language] in patron.page.inner_text("body")
    patron.page.click(f"text={NOTICE[language]}")
    patron.page.wait_for_load_state()
    patron.shoot("notices")
    patron.mails_read[address] += 1
    apply_for_official(patron, address)


def test_demo_patron_logs_out_from_my_account(person):
    patron = person()
    address = "hanako@example.org"
    patron.mails_read[address] = len(patron.portal.mails(address))
    patron.log_in("E000000117", address, DEMO_PASSWORD)
    patron.go("my-account")
    patron.page.click("#ndl-logout")
    patron.page.wait_for_load_state()
    patron.go("my-account")
    assert "/login" in patron.page.url
