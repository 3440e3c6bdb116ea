"""Patrons see what happened, take their data along, and end their registration."""

from .person import PASSWORD
from .test_journey import register_as_simple
from zipfile import ZipFile

import pytest


pytestmark = pytest.mark.browser
WRONG = {"en": "Wrong password", "ja": "パスワードの誤り"}
APART = 4


def check(patron, name, has_script):
    patron.shoot(name)
    if has_script:
        patron.check_access()


def take_data(patron, folder):
    with patron.page.expect_download() as download:
        patron.page.click("#content button[name='download']")
    target = folder / "my-data.zip"
    download.value.save_as(target)
    with ZipFile(target) as archive:
        assert {"data.json", "data.html"} <= set(archive.namelist())
        (folder / "data.html").write_bytes(archive.read("data.html"))
    patron.page.goto((folder / "data.html").as_uri())
    patron.shoot("my-data-page")


def are_apart(patron):
    """Whether the two ways out of the page do not touch each other."""
    button, link = (
        patron.page.locator(f"#content form {one}").bounding_box()
        for one in ("button.btn-danger", "a.btn")
    )
    beside = link["x"] - button["x"] - button["width"] >= APART
    return beside or link["y"] - button["y"] - button["height"] >= APART


@pytest.mark.parametrize(
    ("language", "width", "has_script"), [("en", 1280, True), ("ja", 390, False)]
)
def test_a_patron_leaves(person, tmp_path, language, width, has_script):
    address = f"yanagi-{language}@example.org"
    user_id = register_as_simple(person(language, width), language, address)
    patron = person(language, width, java_script_enabled=has_script)
    patron.enter_password(user_id, "Machigai-4711")
    patron.log_in(user_id, address)

    patron.go("my-history")
    assert WRONG[language] in patron.text
    check(patron, "my-history", has_script)

    patron.go("my-data")
    check(patron, "my-data", has_script)
    take_data(patron, tmp_path)

    patron.go("deregister")
    check(patron, "deregister", has_script)
    assert are_apart(patron)
    patron.fill(present="Machigai-4711")
    patron.press("form.buttons.deregister")
    check(patron, "deregister-wrong", has_script)
    patron.fill(present=PASSWORD)
    patron.press("form.buttons.deregister")
    assert patron.page.url.endswith("/deregistered")
    check(patron, "deregistered", has_script)
    patron.go("my-account")
    assert "/login" in patron.page.url
    assert user_id in patron.portal.next_mail(address, patron.mails_read[address])
