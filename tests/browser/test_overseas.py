from .person import photo

import pytest


pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("language", ["en", "ja"]),
]

COUNTRY = {"en": "Hong Kong SAR China", "ja": "中華人民共和国香港特別行政区"}
STREET = "Flat 12B, Lucky Building, 3 Kimberley Road, Kowloon, Hong Kong"
DONE = {
    "simple": {
        "en": "Your application for simple user registration has been accepted",
        "ja": "簡易登録",
    },
    "official": {
        "en": "and you have been granted simple user registration status.",
        "ja": "本登録",
    },
}


def come_to_form(person, patron_class, address):
    person.ask_for_link(address)
    person.choose(patron_class, "overseas")


def check_summary(person, language):
    for shown in ("O'Brien-Sørensen", STREET, COUNTRY[language], "+852 2345 6789"):
        assert shown in person.text


def finish(person, patron_class, language, address):
    person.press("confirm")
    person.shoot(f"overseas-{patron_class}-done")
    assert DONE[patron_class][language] in person.text
    user_id = person.page.inner_text("#user-id").strip()
    mail = person.portal.next_mail(address, 1)
    assert user_id in mail
    assert "Dr. José María O'Brien-Sørensen" in mail
    person.mails_read[address] = 2
    return user_id


def test_simple(person, language):
    patron = person(language, 390)
    address = f"jose-{language}@example.org"
    come_to_form(patron, "simple", address)
    patron.fill_in_overseas_name()
    patron.go_on()
    patron.fill_in_overseas_address()
    patron.fill(postal_code="")
    patron.go_on()
    patron.shoot("overseas-simple-address")
    patron.check_access()
    assert patron.page.locator("#problems a").count() == 1
    patron.fill(postal_code="-")
    patron.go_on()
    patron.fill_in_password()
    patron.go_on()
    patron.shoot("overseas-simple-confirm")
    patron.check_access()
    check_summary(patron, language)
    user_id = finish(patron, "simple", language, address)
    patron.log_in(user_id, address)
    patron.go("my-account")
    patron.shoot("overseas-my-account")
    patron.check_access()
    check_summary(patron, language)


def test_official(person, language):
    patron, editor = person(language, 390), person(language, 390)
    address = f"maria-{language}@example.org"
    come_to_form(patron, "official", address)
    patron.fill_in_overseas_name()
    patron.fill(family_name="山田")
    patron.go_on()
    patron.shoot("overseas-official-name")
    patron.check_access()
    assert patron.page.locator("#problems a").first.inner_text() in (
        "Enter your name using the Latin alphabet.",
        "氏名をローマ字（ラテン文字）で入力してください。",
    )
    patron.fill_in_overseas_name()
    patron.go_on()
    patron.fill_in_overseas_address()
    patron.go_on()
    patron.fill_in_document(photo("passport"))
    patron.go_on()
    patron.fill_in_password()
    patron.go_on()
    patron.shoot("overseas-official-confirm")
    patron.check_access()
    check_summary(patron, language)
    assert "passport.jpg" in patron.text
    finish(patron, "official", language, address)

    editor.log_in_as_staff("editor-a")
    editor.go("registration-desk?sort=-received")
    applications = editor.page.locator("#content a.ndl-number")
    editor.page.goto(applications.first.get_attribute("href"))
    editor.shoot("overseas-application")
    check_summary(editor, language)
