from .official import open_address
from .official import open_document
from .official import open_form
from .official import open_password
from .person import PASSWORD

import pytest


pytestmark = pytest.mark.browser


@pytest.fixture
def form(person):
    someone = person("en", 390)
    open_form(someone, "simple")
    return Form(someone)


@pytest.fixture
def address_form(person):
    someone = person("en", 390)
    open_address(someone, "simple")
    return Form(someone)


@pytest.fixture
def password_form(person):
    someone = person("en", 390)
    open_password(someone)
    return Form(someone)


class Form:
    def __init__(self, person):
        self.person = person
        self.page = person.page

    def input(self, name):
        return self.page.locator(f"#form-widgets-{name}")

    def leave(self, name, value):
        self.input(name).fill(value)
        self.input(name).blur()

    def error(self, name):
        note = self.page.locator(f"#form-widgets-{name}-error")
        return note.inner_text() if note.count() else ""


def test_messages_come_after_leaving_and_go_when_mended(form):
    form.input("family_kana").fill("山田")
    form.input("family_kana").press("Tab")
    message = form.error("family_kana")
    field = form.input("family_kana")
    assert message == "Enter the reading in katakana."
    assert field.get_attribute("aria-invalid") == "true"
    assert "family_kana-error" in field.get_attribute("aria-describedby")
    field.fill("ﾔﾏﾀﾞ")
    assert not form.error("family_kana")
    assert field.get_attribute("aria-invalid") is None
    field.fill("山田")
    form.person.go_to_confirm()
    assert form.error("family_kana") == message


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        (
            "form",
            {
                "family_name": "ﾔﾏﾀﾞ",
                "family_kana": "やまだ",
                "given_kana": "しんいち゛",
            },
        ),
        (
            "address_form",
            {
                "postal_code": "〒１００ー００１４",
                "phone": "ＦＡＸ０３ー３５８１ー２３３１",
            },
        ),
    ],
)
def test_what_the_server_folds_is_not_called_wrong(request, step, typed):
    form = request.getfixturevalue(step)
    for name, value in typed.items():
        form.leave(name, value)
    assert [form.error(name) for name in typed] == [""] * len(typed)


def test_katakana_for_romaji_is_offered_and_taken_by_a_button(form):
    form.leave("family_kana", "Homma")
    offer = form.page.locator("#formfield-form-widgets-family_kana [data-offer]")
    offer.wait_for()
    assert offer.inner_text() == "Use ホンマ"
    assert form.input("family_kana").input_value() == "Homma"
    assert form.error("family_kana") == "Enter the reading in katakana."
    offer.click()
    assert form.input("family_kana").input_value() == "ホンマ"
    assert not form.error("family_kana")
    assert not offer.count()


def test_searching_again_keeps_a_typed_house_number(address_form):
    form = address_form
    page = form.page
    form.input("postal_code").fill("100-0014")
    page.click("[data-address-search] button")
    page.wait_for_function("form => document.activeElement.id.endsWith('street')")
    assert form.input("street").input_value() == "永田町"
    form.input("street").fill("永田町1-10-1")
    note = page.locator("[data-note]")
    with page.expect_response("**/register-find-towns*"):
        page.click("[data-address-search] button")
    assert form.input("street").input_value() == "永田町1-10-1"
    assert note.is_hidden()
    form.input("postal_code").fill("100-0013")
    page.click("[data-address-search] button")
    note.wait_for()
    assert form.input("street").input_value() == "永田町1-10-1"
    assert "left as it is" in note.inner_text()
    form.input("street").fill("")
    page.click("[data-address-search] button")
    note.wait_for(state="hidden")
    assert form.input("street").input_value() == "霞が関"


def test_only_name_may_stand_in_either_field(form):
    form.leave("family_name", "")
    form.page.check("#form-widgets-single_name")
    form.leave("given_name", "Sukarno")
    assert not form.error("given_name")
    assert not form.error("family_name")
    form.leave("family_name", "Sukarno")
    form.input("given_name").focus()
    form.input("given_name").blur()
    assert "only one name" in form.error("given_name")


def test_nothing_is_said_while_an_input_method_composes(form):
    form.input("family_kana").focus()
    keyboard = form.page.context.new_cdp_session(form.page)
    keyboard.send(
        "Input.imeSetComposition",
        {"text": "山", "selectionStart": 1, "selectionEnd": 1},
    )
    form.input("family_kana").dispatch_event("focusout", {"bubbles": True})
    assert not form.error("family_kana")
    keyboard.send("Input.insertText", {"text": "山"})
    form.input("family_kana").press("Tab")
    assert form.error("family_kana")


def test_field_and_its_box_are_judged_together(address_form):
    form = address_form
    form.input("building").focus()
    form.input("building").press("Tab")
    assert not form.error("building")
    form.page.keyboard.press("Tab")
    assert "select the check box" in form.error("building")
    form.input("no_building").check()
    assert not form.error("building")


def test_passwords(password_form):
    form = password_form
    words = form.page.locator("[data-strength]")
    form.leave("password", "Kawa")
    assert "between 12 and 20" in form.error("password")
    assert words.inner_text().strip().endswith("8 more characters are needed")
    form.leave("password", PASSWORD)
    assert not form.error("password")
    assert words.inner_text().strip() == "Password strength: strong"
    form.leave("password_again", "other")
    assert form.error("password_again") == "The two passwords are not the same."
    form.leave("password_again", PASSWORD)
    assert not form.error("password_again")


def test_message_of_a_choice_goes_when_it_is_made(person):
    someone = person("en", 390)
    open_document(someone)
    someone.go_to_confirm()
    message = someone.page.locator("#document_kind-error")
    assert "choose" in message.inner_text()
    someone.page.check("#document_kind-passport")
    assert not message.count()
    kinds = someone.page.locator("#document_kind")
    assert "error" not in kinds.get_attribute("class").split()


def test_summary_has_focus_and_leads_to_the_fields(form):
    form.person.go_to_confirm()
    page = form.page
    assert page.evaluate("document.activeElement.id") == "problems"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "form-widgets-family_name"


@pytest.mark.parametrize(("typed", "asked"), [("国立", 1), ("", 0)])
def test_asks_before_leaving_what_was_typed(form, typed, asked):
    dialogs = []
    form.page.on("dialog", lambda one: (dialogs.append(one.type), one.accept()))
    if typed:
        form.input("family_name").press_sequentially(typed)
    form.person.go("login")
    assert dialogs == ["beforeunload"] * asked


def test_does_not_ask_when_the_form_is_sent(form):
    dialogs = []
    form.page.on("dialog", lambda one: (dialogs.append(one.type), one.accept()))
    form.input("family_name").press_sequentially("国立")
    form.person.go_to_confirm()
    assert not dialogs
    form.person.go("login")
    assert dialogs == ["beforeunload"]


def test_messages_do_not_move_the_page_under_a_click(address_form):
    form = address_form
    page = form.page
    form.input("postal_code").fill("12")
    box = page.locator("#form-widgets-no_building")
    before = box.is_checked()
    box.scroll_into_view_if_needed()
    form.input("postal_code").focus()
    place = box.bounding_box()
    page.mouse.move(place["x"] + 8, place["y"] + 8)
    page.mouse.down()
    page.wait_for_timeout(100)
    assert not form.error("postal_code")
    page.mouse.up()
    form.page.wait_for_selector("#form-widgets-postal_code-error")
    assert box.is_checked() is not before
