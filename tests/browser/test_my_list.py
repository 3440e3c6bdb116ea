from .person import DEMO_PASSWORD
from playwright.sync_api import expect

import pytest


pytestmark = pytest.mark.browser

PERSONS = (
    ("ja", 390, "E000000117", "hanako@example.org", False),
    ("en", 1280, "E000000718", "jane@example.org", True),
)


@pytest.mark.parametrize(("language", "width", "user_id", "address", "script"), PERSONS)
def test_from_a_search_to_a_list_with_a_login_in_between(
    person, language, width, user_id, address, script
):
    reader = person(language, width, java_script_enabled=script)
    page = reader.page

    def look(name):
        reader.shoot(f"my-list-{name}")
        if script:
            reader.check_access()

    reader.go("search-materials")
    page.fill("#author", "soseki")
    page.select_option("#sort", "year")
    page.click("#content form button[type=submit]")
    expect(page.locator(".ndl-records li")).to_have_count(20)
    look("found")
    page.locator(".ndl-records a[href*=my-list-add]").first.click()
    reader.mails_read[address] = len(reader.portal.mails(address))
    page.fill("#user_id", user_id)
    page.fill("#password", DEMO_PASSWORD)
    page.click("#content button[type=submit]:not([name])")
    page.fill("#code", reader.code(address))
    reader.press("enter")
    assert "明暗" in reader.text
    look("add")
    page.click("#content form button[type=submit]")
    assert page.url.partition("?")[0].endswith("/my-list")
    reader.go("search-materials?any=natsume")
    page.locator(".ndl-records form button").nth(1).click()
    assert "any=natsume" in page.url
    look("again")
    reader.go("my-list-isbns")
    look("isbns")
    page.fill("#isbns", "979-9-00000070-7, 9784101010014")
    page.click("#content form button[type=submit]")
    look("isbns-done")
    assert "9784101010014" in reader.text
    reader.go("my-list")
    page.locator(".ndl-records a[href*=my-list-entry]").first.click()
    page.fill("#tags", "猫, 論文")
    page.fill("#note", "For the essay.\nChapter 2.")
    look("entry")
    page.click("#content form button[type=submit]")
    page.fill("#name", "論文")
    reader.press("make")
    reader.go("my-list")
    look("list")
    titles = page.locator(".ndl-records h3").all_inner_texts()
    assert set(titles) >= {"明暗", "吾輩は猫である"}
    with page.expect_download() as download:
        page.click("#content a[href*='format=ris']")
    assert "TI  - 明暗" in download.value.path().read_text("utf-8")
    reader.go("my-account")
    look("account")
