from .official import CONFIRM
from .official import open_document
from .official import picture
from io import BytesIO
from PIL import Image
from playwright.sync_api import expect

import pytest
import zxingcpp


pytestmark = pytest.mark.browser

NARROW = "ja", 390


class Place:
    """The first place for a picture."""

    def __init__(self, person):
        self.page = person.page
        self.row = person.page.locator("[data-picture='1']")
        self.progress = self.row.locator("progress")
        self.canvas = self.row.locator("canvas")
        self.kept = self.row.locator("[data-kept]")
        self.message = self.row.locator(".invalid-feedback")

    def choose(self, chosen):
        self.row.locator("input[type=file]").set_input_files([chosen])

    def press(self, what):
        self.row.locator(f"[data-{what}]").click()

    def wait_for_size(self, width, height):
        expect(self.canvas).to_have_attribute("width", str(width))
        expect(self.canvas).to_have_attribute("height", str(height))
        expect(self.canvas).to_be_visible()


@pytest.fixture
def applicant(person):
    return person(*NARROW)


@pytest.fixture
def place(applicant):
    open_document(applicant)
    return Place(applicant)


@pytest.fixture
def held(place):
    """Uploads that wait until they are let go."""
    routes = []

    def hold(route):
        routes.append(route)

    place.page.route("**/register-picture", hold)
    return routes


def wait_for(page, routes):
    while not routes:
        page.wait_for_timeout(20)
    return routes.pop()


def test_progress_then_preview_and_the_input_is_free_again(applicant, place, held):
    place.choose(picture("表.jpg"))
    place.progress.wait_for()
    assert place.progress.get_attribute("aria-label") == "画像をアップロードしています"
    place.wait_for_size(320, 203)
    wait_for(place.page, held).continue_()
    place.kept.wait_for()
    assert "表.jpg" in place.kept.inner_text()
    assert not place.progress.is_visible()
    assert place.page.input_value("#picture_1") == ""
    applicant.shoot("picture-chosen")


def test_turned_picture_stays_turned(applicant, place):
    place.choose(picture("front.jpg"))
    place.kept.wait_for()
    with place.page.expect_response("**/register-picture") as sent:
        place.press("rotate")
    assert "front.jpg" in sent.value.json()["places"]["1"]
    place.wait_for_size(203, 320)
    applicant.go_to_confirm()
    assert applicant.page.locator("#problems").is_visible()
    Place(applicant).wait_for_size(203, 320)
    assert place.page.evaluate("document.activeElement.id") == "problems"
    applicant.shoot("picture-after-problems")


def test_removed_picture_is_gone(applicant, place):
    place.choose(picture("front.jpg"))
    place.kept.wait_for()
    place.press("remove")
    place.kept.wait_for(state="detached")
    assert not place.canvas.is_visible()
    assert place.page.evaluate("document.activeElement.id") == "picture_1"
    applicant.go_to_confirm()
    assert not Place(applicant).kept.count()
    assert "アップロード" in Place(applicant).message.inner_text()


def test_wrong_file_is_refused_unsent_and_a_screenshot_pointed_out(place, held):
    place.choose({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"GIF89a"})
    place.message.wait_for()
    assert "jpeg" in place.message.inner_text()
    assert not held
    place.choose(picture("Screenshot.png", "PNG"))
    wait_for(place.page, held).continue_()
    place.kept.wait_for()
    assert not place.message.count()
    assert "スクリーンショット" in place.kept.inner_text()


@pytest.mark.parametrize("cut", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xc0\0\x11\x08"])
def test_cut_file_is_judged_by_the_server(place, cut):
    place.choose({"name": "cut.png", "mimeType": "image/png", "buffer": cut})
    place.message.wait_for()
    assert "壊れて" in place.message.inner_text()
    assert not place.progress.is_visible()
    place.choose(picture("front.jpg"))
    place.kept.wait_for()
    assert not place.message.count()


def test_summary_forgets_what_was_mended(applicant, place):
    place.page.check("#document_kind-passport")
    applicant.go_to_confirm()
    assert place.page.locator("#problems").is_visible()
    Place(applicant).choose(picture("front.jpg"))
    place.page.locator("#problems").wait_for(state="detached")


def test_form_waits_for_the_upload(applicant, place, held):
    place.choose(picture("front.jpg"))
    upload = wait_for(place.page, held)
    place.page.click(CONFIRM)
    assert place.progress.is_visible()
    with place.page.expect_event("load"):
        upload.continue_()
    assert Place(applicant).kept.count()


def test_without_connection_the_picture_goes_with_the_form(applicant, place):
    place.page.route("**/register-picture", lambda route: route.abort())
    place.choose(picture("front.jpg"))
    place.message.wait_for()
    assert "一緒に送信" in place.message.inner_text()
    place.page.unroute("**/register-picture")
    applicant.go_to_confirm()
    assert "front.jpg" in Place(applicant).kept.inner_text()


def test_tries_again_by_itself_while_the_server_is_busy(place):
    asked = []

    def answer(route):
        asked.append("ready" if b'name="ready"' in sent(route) else "file")
        if len(asked) < 3:
            route.fulfill(status=503, json={"busy": True, "places": {"1": ""}})
        else:
            route.continue_()

    def sent(route):
        # Playwright shows no body with a file in it.
        return route.request.post_data_buffer or b""

    place.page.route("**/register-picture", answer)
    place.choose(picture("front.jpg"))
    place.kept.wait_for()
    assert asked[:4] == ["file", "ready", "ready", "file"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_come_from_a_telephone(person, language):
    applicant, phone = person(language, 1280), person(language, 390)
    open_document(applicant)
    applicant.press("form.buttons.phone")
    applicant.page.locator("#ndl-phone .ndl-code svg").wait_for()
    applicant.shoot("phone-code")
    applicant.check_access()
    phone.page.goto(read_code(applicant.page.locator("#ndl-phone .ndl-code")))
    phone.shoot("phone-take")
    with phone.page.expect_event("load"):
        phone.page.click("#content form button.btn-primary")
    place = Place(phone)
    place.choose(picture("phone.jpg"))
    place.kept.wait_for()
    phone.shoot("phone-pictures")
    phone.check_access()
    with phone.page.expect_event("load"):
        phone.page.click("#content form button.btn-primary")
    expect(phone.page.locator("#done")).to_be_focused()
    phone.shoot("phone-done")
    applicant.press("form.buttons.refresh")
    assert "phone.jpg" in applicant.text


def read_code(locator):
    """The link in a QR code, as a camera sees it."""
    return zxingcpp.read_barcode(Image.open(BytesIO(locator.screenshot()))).text
