from .portal import PATIENCE

import pytest
import time


pytestmark = pytest.mark.browser

OPEN = [
    "login",
    "logout",
    "register",
    "forgot-password",
    "resend-user-id",
    "terms",
    "nothing-here",
]
STAFF = [
    "registration-desk",
    "registration-desk/desk-figures",
    "registration-desk/desk-looks",
    "@@registration-health",
    "@@ndl-registration-controlpanel",
    "@@ndl-registration-terms",
    "@@ndl-registration-mails",
    "@@ndl-registration-kinds",
    "@@ndl-registration-call",
]


def look_at(person, pages):
    for page in pages:
        person.go(page)
        person.page.wait_for_load_state("networkidle")


def test_pages_for_all_keep_to_the_policy(person):
    look_at(person(), OPEN)


def test_pages_for_staff_keep_to_the_policy(person):
    manager = person()
    manager.log_in_as_staff("manager")
    look_at(manager, STAFF)


def test_the_policy_is_in_force(person):
    visitor = person()
    visitor.go("login")
    ran = visitor.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            const heard = new Promise((done) => addEventListener(
                "securitypolicyviolation", (event) => done(event.violatedDirective)
            ));
            document.head.append(script);
            return heard.then((directive) => [directive, window.ran === true]);
        }"""
    )
    assert ran == ["script-src-elem", False]
    (complaint,) = person.complaints
    assert "inline script" in complaint
    person.complaints.clear()


EDITORS_READY = "() => window.tinymce?.get().filter((e) => e.initialized).length"


def wait_for_editors(page, number):
    """An editor that is not ready yet replaces what is typed by what was loaded.

    The content policy forbids the waiting of Playwright, which evaluates text.
    """
    until = time.monotonic() + PATIENCE
    while page.evaluate(EDITORS_READY) != number:
        assert time.monotonic() < until, "the editors do not get ready"
        page.wait_for_timeout(50)


def test_guidance_is_written_in_an_editor_and_previewed(person):
    manager = person()
    manager.log_in_as_staff("manager")
    page = manager.page
    manager.go("@@ndl-registration-guidance?place=sent")
    wait_for_editors(page, 2)
    body = page.frame_locator("iframe.tox-edit-area__iframe >> nth=0").locator("body")
    body.fill("Ask at desk $hours.")
    page.click("button[name=preview]")
    page.wait_for_selector(".ndl-preview")
    assert "Ask at desk 24." in page.inner_text(".ndl-preview")
    manager.shoot("guidance-preview")
    page.click("form .btn-primary:text-is('Save')")
    page.wait_for_selector("#ndl-places")
    assert "English" in page.inner_text("#ndl-places")
