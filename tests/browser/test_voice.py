"""A login by voice: the portal, a trunk that asks for a password, and telephones."""

from .person import DEMO_PASSWORD
from .portal import running
from contextlib import ExitStack
from playwright.sync_api import expect
from tests.voice.decoding import spoken_digits
from tests.voice.sip.phone import phone
from tests.voice.sip.programs import eventually
from tests.voice.sip.trunk import DOMAIN
from tests.voice.sip.trunk import trunk
from tests.voice.sip.trunk import USER

import pytest


pytestmark = pytest.mark.browser

# Official patrons: with an email address, and without any.
TARO, HAJIME = "E000000210", "E000000319"
NUMBERS = {TARO: "+81312345210", HAJIME: "+81312345319"}
CODE_LENGTH = 6


@pytest.fixture(scope="module")
def served(tmp_path_factory, demo_sites):
    """A portal whose patrons no other journey has changed."""
    with running(tmp_path_factory.mktemp("voice"), demo_sites) as portal:
        yield portal


@pytest.fixture
def phones(tmp_path):
    """Telephones that ring until they are answered, by the patrons who have them."""
    with ExitStack() as stack:
        yield {
            owner: stack.enter_context(
                phone(tmp_path / owner, number, answers="manual")
            )
            for owner, number in NUMBERS.items()
        }


@pytest.fixture
def connected(phones, person, tmp_path):
    """A portal that calls through a trunk on this machine."""
    manager = person()
    manager.log_in_as_staff("manager")
    with trunk(tmp_path, phones.values()) as port:
        choose_in_panel(
            manager,
            {"sip_server": f"127.0.0.1:{port}", "sip_user": USER, "sip_domain": DOMAIN},
            "SIP trunk or PBX",
        )
        yield
        choose_in_panel(manager, {}, "Files (for development)")


def choose_in_panel(manager, trunk, who_calls):
    """Fill the control panel in, as the guide has it."""
    manager.go("@@ndl-registration-controlpanel")
    page = manager.page
    if trunk:
        page.click("text=SIP trunk >> nth=0")
    for name, value in trunk.items():
        page.fill(f"[name$='.{name}']", value)
    page.click("nav >> text=Voice calls")
    page.select_option("[name$='.voice_provider:list']", label=who_calls)
    with page.expect_event("load"):
        page.click("[name='form.buttons.save']")


def ask_for_call(patron, user_id, words):
    """Go from the dialog of the code to the button, and press it."""
    page = patron.page
    page.click(f"text={words['alternatives']}")
    patron.check_access()
    page.click(f"text={words['voice']}")
    expect(page.locator("h1")).to_have_text(words["title"])
    assert "050-3642-5814" in patron.text
    patron.press("call")
    expect(page.locator("#phone-error")).to_be_visible()
    patron.check_access()
    page.fill("#phone", NUMBERS[user_id].replace("+81", "0"))
    patron.shoot("login-voice")
    assert page.inner_text("button[name=call]") == words["button"]
    patron.press("call")
    expect(page.locator("#ndl-call-state")).to_have_text(words["ringing"])
    patron.check_access()
    patron.shoot("login-call")


def listen(telephone):
    """Hang up once the code was heard; the digits."""
    heard = eventually(lambda: digits_of(telephone), 40)
    telephone.hang_up()
    return heard[:CODE_LENGTH]


def digits_of(telephone):
    """What was said until now, once the reading begins anew."""
    if not telephone.has_seen("CALL_ESTABLISHED"):
        return ""
    heard = spoken_digits(telephone.heard(), "ja")
    return heard if len(heard) > CODE_LENGTH else ""


def enter(patron, code, words):
    """Enter the code that was heard."""
    page = patron.page
    expect(page.locator("#ndl-call-state")).to_have_text(words["delivered"])
    patron.check_access()
    patron.shoot("login-heard")
    page.fill("#code", code)
    patron.press("enter")
    patron.go("my-account")
    assert words["account"] in patron.text


ENGLISH = {
    "alternatives": "If you don't have an email address",
    "voice": "Authentication code by automated voice call",
    "title": "Authentication code contact phone number confirmation",
    "button": "Listen for the authentication code via automated voice call",
    "ringing": "Your telephone is ringing.",
    "delivered": "The code was read out. Enter it here.",
    "account": TARO,
}
JAPANESE = {
    "alternatives": "メールアドレスをお持ちでない",
    "voice": "自動音声通話で認証コードを受け取る",
    "title": "認証コード連絡先電話番号確認",
    "button": "自動音声通話で認証コードを聞く",
    "ringing": "お電話を呼び出しています。",
    "delivered": "認証コードを読み上げました。この画面に入力してください。",
    "account": HAJIME,
}


def test_whole_login_by_voice(connected, phones, person):
    taro, hajime = person("en", 1280), person("ja", 390)
    taro.enter_password(TARO, DEMO_PASSWORD)
    hajime.enter_password(HAJIME, DEMO_PASSWORD)
    # Codes were mailed, and another one may be asked for after half a minute.
    taro.portal.pass_time(31)
    # Taken at once: a telephone that rings while another is listened to rings in vain
    # after half a minute, which is soon over where the machine has much to do.
    ask_for_call(taro, TARO, ENGLISH)
    phones[TARO].take_call()
    ask_for_call(hajime, HAJIME, JAPANESE)
    phones[HAJIME].take_call()
    codes = {owner: listen(telephone) for owner, telephone in phones.items()}
    enter(taro, codes[TARO], ENGLISH)
    enter(hajime, codes[HAJIME], JAPANESE)
    assert not [n for n in NUMBERS.values() if n.removeprefix("+81") in logged(taro)]


def logged(person):
    """All that the portal has logged."""
    portal = person.portal
    files = [portal.log, *(portal.instance / "var" / "log").iterdir()]
    return "".join(path.read_text(errors="replace") for path in files)
