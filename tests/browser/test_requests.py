from .person import DEMO_PASSWORD

import pytest


pytestmark = pytest.mark.browser

# The patron's language, width and address, and who of the two has script.
PERSONS = (
    ("ja", 390, "E000000117", "hanako@example.org", True, False),
    ("en", 1280, "E000000718", "jane@example.org", False, True),
)
CHOICES = {"size": "a4", "colour": "grey", "delivery": "post", "payment": "transfer"}


class Actor:
    """A person whose pages are looked at, and by axe-core where there is script."""

    def __init__(self, person, name, script):
        self.person, self.page = person, person.page
        self.name, self.script = name, script

    def look(self, name):
        self.person.shoot(f"requests-{self.name}-{name}")
        if self.script:
            self.person.check_access()

    def click(self, selector):
        with self.page.expect_event("load"):
            self.page.locator(selector).first.click()


def enter(patron, user_id, address):
    """Log in on the page to which the request has led."""
    person, page = patron.person, patron.page
    person.mails_read[address] = len(person.portal.mails(address))
    page.fill("#user_id", user_id)
    page.fill("#password", DEMO_PASSWORD)
    patron.click("#content button[type=submit]:not([name])")
    page.fill("#code", person.code(address))
    person.press("enter")


def place(patron, user_id, address):
    """Search without a login, log in on the way, request a copy; return the number."""
    patron.person.go("search-materials?any=natsume")
    patron.click(".ndl-records a[href*=request-service]")
    enter(patron, user_id, address)
    patron.look("services")
    patron.click("[data-service=remote-photoduplication] .btn-primary")
    patron.page.fill("[name='form.widgets.pages']", "12-25")
    for name, value in CHOICES.items():
        patron.page.select_option(f"[name='form.widgets.{name}:list']", value)
    patron.look("form")
    patron.person.press("form.buttons.send")
    return patron.page.inner_text(".ndl-number")


def handle(clerk, number):
    """Accept, note a call, refuse without a reason, ship with a message."""
    page = clerk.page
    clerk.person.log_in_as_staff("requests")
    assert page.url.endswith("/request-desk")
    clerk.look("queue")
    page.fill("#find", "nobody")
    clerk.click("#content form[role=search] button")
    clerk.look("not-found")
    page.fill("#find", number)
    clerk.click("#content form[role=search] button")
    clerk.look("request")
    clerk.click("button[name=step][value=accept]")
    page.fill("#call_note", "Sounded unsure.")
    clerk.click("button[name=call]")
    page.fill("#refusal_text", "Kept when refused.")
    clerk.click("button[name=refuse]")
    assert page.input_value("#refusal_text") == "Kept when refused."
    assert page.locator("#reason-error").is_visible()
    clerk.look("refused")
    page.fill("#step_text", "By parcel.")
    clerk.click("button[name=step][value=ship]")
    clerk.look("shipped")
    assert "Sounded unsure." in clerk.person.text
    clerk.person.go("request-desk?state=shipped&service=remote-photoduplication")
    assert number in clerk.person.text
    clerk.look("filtered")
    with page.expect_download() as download:
        page.click("#content a[href*=request-export]")
    assert number in download.value.path().read_text("utf-8")


@pytest.mark.parametrize(
    ("language", "width", "user_id", "address", "script", "staff_script"), PERSONS
)
def test_from_a_search_to_what_became_of_it(
    person, language, width, user_id, address, script, staff_script
):
    reader = person(language, width, java_script_enabled=script)
    patron = Actor(reader, "patron", script)
    number = place(patron, user_id, address)
    staff = person(language, width, java_script_enabled=staff_script)
    handle(Actor(staff, "staff", staff_script), number)
    reader.go(f"my-request?request={number}")
    patron.look("seen")
    assert "By parcel." in reader.text
    assert "Sounded unsure." not in reader.text
    reader.go("my-requests")
    patron.look("list")
    assert number in reader.text
