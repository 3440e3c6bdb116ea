from .person import DEMO_PASSWORD
from io import BytesIO
from pathlib import Path
from pypdf import PdfReader

import pytest
import re


pytestmark = pytest.mark.browser

ACTS = (
    "official",
    "correct",
    "email",
    "slip",
    "card",
    "withdraw",
    "deregister",
)
OWN_PASSWORD = "Kawabata-2046-k"


class Officer:
    """A person who works at the counter."""

    def __init__(self, person):
        self.person = person
        self.page = person.page
        person.log_in("counter", "counter@example.org", DEMO_PASSWORD)
        person.page.wait_for_url("**/registration-counter")

    def look(self, name):
        self.person.shoot(f"counter-{name}")
        self.person.check_access()

    def find(self, text):
        """As a reader of barcodes does: type, then Enter."""
        self.person.go("registration-counter")
        with self.page.expect_event("load"):
            self.page.keyboard.type(text)
            self.page.keyboard.press("Enter")

    def show_document(self):
        self.page.select_option("[name^='form.widgets.document']", "drivers-license")


@pytest.mark.parametrize(("language", "width"), [("ja", 390), ("en", 1280)])
def test_pages_can_be_used_by_everybody(person, language, width):
    officer = Officer(person(language, width))
    officer.look("search")
    officer.find("申請")
    officer.look("found")
    # As a barcode reader does, in the same field.
    with officer.page.expect_event("load"):
        officer.page.keyboard.type("E000000614")
        officer.page.keyboard.press("Enter")
    assert "counter-patron" in officer.page.url
    officer.find("E000000614")
    officer.look("patron")
    for name in ACTS:
        officer.person.go(f"counter-{name}?patron=E000000614")
        officer.look(name)
    officer.person.go("counter-email?patron=E000000614")
    officer.person.press("form.buttons.act")
    officer.look("email-refused")
    officer.person.go("counter-register")
    officer.look("register")
    with officer.page.expect_event("load"):
        officer.page.click(".btn-primary[name='form.buttons.act']")
    officer.look("register-refused")


def register_without_an_address(officer):
    """Register somebody who comes to the counter; return the user ID."""
    person = officer.person
    person.go("counter-register")
    person.fill_in_name()
    person.fill(family_name="無線", given_name="一", birth_date="1961-07-08")
    person.fill_in_address()
    # Somebody with the number of others might be one of them.
    person.fill(phone="03-9876-5439")
    officer.page.select_option("[name^='form.widgets.patron_class']", "official")
    officer.show_document()
    with officer.page.expect_event("load"):
        officer.page.click(".btn-primary[name='form.buttons.act']")
    return re.search(r"E\d{9}", officer.page.url).group()


def test_a_patron_without_an_address_is_served(person, tmp_path):
    officer = Officer(person("ja", 1280))
    page, number = officer.page, "T100200300"
    user_id = register_without_an_address(officer)
    officer.find(user_id)
    with page.expect_event("load"):
        page.click("a[href*='counter-card']")
    page.keyboard.type(number)
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    officer.look("card-recorded")
    officer.find(number)
    assert "無線" in officer.person.text
    with page.expect_event("load"):
        page.click("a[href*='counter-slip']")
    officer.show_document()
    with page.expect_download() as download:
        page.click("#content button[name='form.buttons.act']")
    slip = Path(tmp_path, "slip.pdf")
    download.value.save_as(slip)
    (sheet,) = PdfReader(BytesIO(slip.read_bytes())).pages
    (password,) = re.findall(r"^[A-Za-z2-9]{12}$", sheet.extract_text(), re.MULTILINE)

    patron = person("ja", 390)
    patron.enter_password(user_id, password)
    patron.page.fill("#email", "hajime@example.org")
    patron.page.click("#content .btn-primary")
    patron.page.wait_for_url("**/login-code*")
    patron.page.fill("#code", patron.code("hajime@example.org"))
    patron.press("enter")
    patron.page.wait_for_url("**/change-password*")
    patron.fill(
        current_password=password,
        new_password=OWN_PASSWORD,
        new_password_ctl=OWN_PASSWORD,
    )
    patron.press("form.buttons.reset_passwd")
    patron.go("my-account")
    assert patron.page.url.endswith("/my-account")
