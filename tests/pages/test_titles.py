from .applicant import Applicant
from .desk.conftest import applicant
from .desk.conftest import application
from .desk.conftest import log_in
from .desk.conftest import path
from .desk.conftest import staff
from lxml import html
from ndl.registration.browser.interfaces import IPortalPage
from ndl.registration.interfaces import IBrowserLayer
from plone.rest import Service
from zope.component import getGlobalSiteManager
from zope.interface import Interface

import pytest
import re


__all__ = ["applicant", "application", "log_in", "path", "staff"]

# Views that show no page of their own: parts, redirections, pictures, JSON.
NO_PAGES = {
    "alive",
    "apply-change-picture",
    "apply-picture",
    "breadcrumbs_view",
    "desk-contents",
    "desk-figures-csv",
    "desk-figures-plot",
    "desk-looks-csv",
    "fc-contextInfo",
    "fc-workflow",
    "fresh-code-notice",
    "full_view_item",
    "guidance",
    "identity-document",
    "library-links",
    "login-help",
    "mail_password",
    "mail_password_form",
    "mail_password_response",
    "ndl-registration-call-state",
    "ndl-patron.css",
    "ndl-portraits",
    "ndl-terminal",
    "passwordreset",
    "patron_layout",
    "register-find-towns",
    "phone-picture",
    "plone_context_state",
    "register-picture",
    "register-reading",
    "stay-logged-in",
    "terms-text",
    "title",
}
# Forms of Plone that only come through a class of ours.
STOCK = {
    "author",
    "fc-contextInfo",
    "folder_contents",
    "historyview",
    "new-user",
    "personal-information",
    "personal-preferences",
    "plone_context_state",
    "title",
    "uninstall_products",
    "user-information",
    "user-preferences",
    "usergroup-userprefs",
}
STRANGER = (
    "user-registration",
    "login",
    "logout",
    "register",
    "register-sent",
    "register-user",
    "register-form",
    "register-confirm",
    "terms",
    "library-services",
    "search-materials",
    "service-terms?service=digitized-contents",
    "forgot-password",
    "forgot-password-sent",
    "forgot-email",
    "reset-password",
    "reset-password-done",
    "resend-user-id",
    "resend-user-id-sent",
)
PATRON = (
    "change-password",
    "my-account",
    "my-logins",
    "notices",
    "apply-official/class",
    "my-consents",
    "my-list",
    "my-requests",
    "request-service",
    "request-service/reservation",
)
MANAGER = (
    "registration-counter",
    "registration-desk/desk-looks",
    "request-desk",
    "@@registration-health",
    "@@staff-two-factor",
    "@@ndl-registration-controlpanel",
    "@@ndl-registration-guidance",
    "@@ndl-registration-terms",
)
EDITOR = (
    "registration-desk",
    "library-notices",
    "library-notice",
    "registration-desk/possible-duplicates",
    "registration-desk/desk-figures",
)
STEPS = ("", "/decide?step=verify", "/decline")


def words(text):
    return re.sub(r"\s+", " ", text).strip()


def named(answer):
    """What the title in the head says before the name of the site."""
    tree = html.fromstring(answer.text)
    title, dash, _site = words(tree.findtext(".//head/title")).rpartition(" — ")
    assert dash, tree.findtext(".//head/title")
    (heading,) = tree.cssselect("#content h1")
    assert title in words(heading.text_content())
    return title


def our_pages():
    """The views of the add-on by name, each a class."""
    for found in getGlobalSiteManager().registeredAdapters():
        is_view = found.provided is Interface and IBrowserLayer in found.required
        is_page = is_view and not issubclass(found.factory, Service)
        if is_page and "ndl.registration" in str(found.factory.__mro__):
            yield found.name, found.factory


def test_every_page_has_a_title():
    nameless = {name for name, cls in our_pages() if not IPortalPage.implementedBy(cls)}
    assert nameless == NO_PAGES | STOCK


def test_pages_of_strangers(visitor, subtests):
    for page in STRANGER:
        with subtests.test(page=page):
            assert named(visitor.get(page))


def test_pages_of_patrons(log_in, applicant, subtests):
    for page in PATRON:
        with subtests.test(page=page):
            assert named(log_in(applicant.user_id).get(page))


@pytest.mark.parametrize("page", MANAGER)
def test_pages_of_managers(log_in, page):
    assert named(log_in("manager").get(page))


@pytest.mark.parametrize("page", EDITOR)
def test_pages_of_the_desk(log_in, page):
    assert named(log_in("editor").get(page))


@pytest.mark.parametrize("page", STEPS)
def test_pages_of_an_application(log_in, path, page):
    assert named(log_in("editor").get(f"{path}{page}"))


def test_the_way_of_a_registration(visitor, mails):
    way = Applicant(visitor, mails)
    steps = (way.ask_for_link, way.open_link, way.choose, way.fill, way.confirm)
    assert [named(step()) for step in steps] == [
        "User registration",
        "User registration",
        "Name and date of birth",
        "Please check your information",
        "User registration",
    ]


def test_in_japanese(visitor):
    visitor.cookies.set("I18N_LANGUAGE", "ja")
    assert named(visitor.get("register")) == "利用者登録"


@pytest.mark.parametrize("page", ["registration-desk", "application"])
def test_the_desk_on_the_way_in_japanese(log_in, path, page):
    editor = log_in("editor")
    editor.cookies.set("I18N_LANGUAGE", "ja")
    tree = html.fromstring(editor.get(path if page == "application" else page).text)
    (way,) = tree.cssselect("#portal-breadcrumbs")
    assert "利用者登録審査" in way.text_content()
    assert "Registration desk" not in way.text_content()
