"""Actions of a person in the portal, with a real browser."""

from .portal import ROOT
from axe_playwright_python.sync_playwright import Axe
from io import BytesIO
from PIL import Image
from PIL import ImageDraw
from playwright.sync_api import expect


PASSWORD = "Kawaguchi-815-k"
SHOTS = ROOT / "build" / "screenshots"
# Screenshots of this run.
_SHOT = set()
DEMO_PASSWORD = "Mizuumi-4711-b"


def photo(name):
    image = Image.new("RGB", (1200, 760), "#dde6ee")
    ImageDraw.Draw(image).text((80, 80), name, fill="#224", font_size=60)
    data = BytesIO()
    image.save(data, "JPEG")
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


class Person:
    def __init__(self, page, portal, name):
        self.page = page
        self.portal = portal
        self.name = name
        self.mails_read = {}

    def go(self, path):
        self.page.goto(f"{self.portal.url}/{path}")

    def shoot(self, name):
        """Save a screenshot once, and check that the page does not overflow."""
        self.page.wait_for_load_state()
        self.page.locator("body").wait_for()
        target = SHOTS / f"{name}-{self.name}.png"
        if target not in _SHOT:
            _SHOT.add(target)
            self.page.screenshot(path=target, full_page=True)
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        assert wide <= 0, f"{name} is {wide} pixels too wide"

    def check_access(self):
        """Check that axe-core finds no serious fault in the content."""
        found = Axe().run(self.page, "#content").response["violations"]
        grave = [v for v in found if v["impact"] in ("serious", "critical")]
        assert not grave, [(v["id"], [n["html"] for n in v["nodes"]]) for v in grave]

    @property
    def text(self):
        return self.page.inner_text("#content")

    def press(self, name):
        # A page that answers a form changes its own entry of the history: no load.
        with self.page.expect_event("load"):
            self.page.click(f"#content button[name='{name}']")

    def code(self, address):
        """The code of the next unread mail to the address."""
        after = self.mails_read.get(address, 0)
        code, self.mails_read[address] = self.portal.code(address, after)
        return code

    def fill(self, **fields):
        for name, value in fields.items():
            self.page.fill(f"[name='form.widgets.{name}']", value)

    def enter_password(self, user_id, password=PASSWORD):
        self.go("login")
        self.page.fill("#user_id", user_id)
        self.page.fill("#password", password)
        self.shoot("login")
        self.page.click("#content button[type=submit]:not([name])")
        self.page.wait_for_load_state()

    def log_in(self, user_id, address, password=PASSWORD, keep=False):
        self.mails_read[address] = len(self.portal.mails(address))
        self.enter_password(user_id, password)
        self.page.wait_for_url("**/login-code*")
        self.shoot("login-code")
        self.page.fill("#code", self.code(address))
        if keep:
            self.page.check("#keep")
        self.press("enter")

    def log_in_as_staff(self, login):
        self.log_in(login, f"{login}@example.org", DEMO_PASSWORD)

    def ask_for_link(self, address):
        self.go("register")
        self.fill(email=address)
        self.page.check("[name^='form.widgets.accept']")
        self.shoot("register")
        self.press("form.buttons.send")
        self.shoot("register-sent")
        self.mails_read[address] = 1
        self.page.goto(self.portal.link(address))

    def go_on(self):
        """Press the button for the next step."""
        with self.page.expect_event("load"):
            self.page.click(".btn-primary[name='form.buttons.next']")

    go_to_confirm = go_on

    def choose(self, patron_class, residence="japan"):
        """Fill in the first step: type of registration and residence."""
        self.page.check(f"#class-{patron_class}")
        self.page.check(f"#residence-{residence}")
        self.go_on()

    def fill_in_name(self):
        self.fill(
            family_name="国立",
            given_name="花子",
            family_kana="こくりつ",
            given_kana="ハナコ",
            birth_date="1990-04-01",
        )

    def fill_in_address(self):
        self.fill(postal_code="１００００１４")
        self.page.click("button[name='form.buttons.search']")
        city = self.page.locator("[name='form.widgets.city']")
        # Not wait_for_function: it evaluates a string, which the policy forbids.
        expect(city).to_have_value("千代田区")
        street = self.page.input_value("[name='form.widgets.street']")
        assert street.startswith("永田町")
        self.fill(street=street + "1-10-1", phone="03-1234-5678")
        self.page.check("[name^='form.widgets.no_building']")

    def fill_in_password(self):
        self.fill(password=PASSWORD, password_again=PASSWORD)

    def fill_in_overseas_name(self):
        self.fill(
            family_name="O’Brien-Sørensen",
            given_name="José María",
            birth_date="1990-04-01",
        )

    def fill_in_overseas_address(self):
        self.fill(
            postal_code="-",
            street="Flat 12B, Lucky Building\n3 Kimberley Road\nKowloon, Hong Kong",
            phone="2345 6789",
        )
        self.page.select_option("#form-widgets-country", "HK")
        self.page.select_option("#form-widgets-language", "en")
        self.page.select_option("#form-widgets-title", "Dr.")

    def fill_in_document(self, *files, kind="passport"):
        """Choose the kind of document, and upload its pictures one after the other."""
        self.page.check(f"#document_kind-{kind}")
        for number, chosen in enumerate(files, 1):
            self.page.set_input_files(f"#picture_{number}", [chosen])
            place = self.page.locator(f"[data-picture='{number}'] [data-kept]")
            place.wait_for()
