"""Panels of managers once staff log in with codes: nothing typed is lost."""

from ..staff import add_staff
from ..staff import LATER
from ..staff import log_in
from ..staff import switch_on
from ..visitor import message_of
from lxml import html
from ndl.registration.controlpanels.registration import PAGES
from ndl.registration.documents.kinds import KIND_TABLE
from ndl.registration.mail.shipped import mail_texts
from ndl.registration.mail.texts import has_own_text
from ndl.registration.registration.guidance import own_text
from ndl.registration.registration.terms import get_terms
from zope.globalrequest import getRequest

import pytest
import time_machine
import transaction


NOTICE = "Nothing has been changed yet"
ROW = "@@ndl-registration-row/kinds/residence-card"
KINDS = "@@ndl-registration-kinds"
MAIL = "@@ndl-registration-mails?mail=registration-link&language=en"
# The others ask where the change is made.
ASK_THEMSELVES = ("registration-health", "staff-two-factor")
PANELS = [*(f"@@{name}" for name in PAGES if name not in ASK_THEMSELVES), ROW]
# A change on each page, what of it must still be shown, whether it was made.
CHANGES = {
    MAIL: (
        {"subject": "Hello", "body": "Open $link now.", "save": "1"},
        "Open $link now.",
        lambda: has_own_text(mail_texts()["registration-link"], "en"),
    ),
    "@@ndl-registration-guidance?place=news": (
        {"news.en": "<p>Closed on Friday</p>", "news.ja": "", "save": "1"},
        "Closed on Friday",
        lambda: bool(own_text("news", "en")),
    ),
    "@@ndl-registration-terms": (
        {"text_en": "<p>New words</p>", "text_ja": "<p>新</p>", "publish": "1"},
        "New words",
        lambda: get_terms().is_published,
    ),
    ROW: (
        {
            "form.widgets.title_en": "Residence card",
            "form.widgets.position": "15",
            "form.buttons.save": "1",
        },
        "Residence card",
        lambda: KIND_TABLE.is_changed("residence-card"),
    ),
    KINDS: ({"name": "Not good"}, "Not good", lambda: False),
}


@pytest.fixture
def clock():
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


@pytest.fixture
def manager(site, clock, visitor, mails):
    visitor.headers["Connection"] = "close"
    add_staff("manager", roles=("Member", "Manager"))
    switch_on()
    log_in(visitor, mails, "manager")
    return visitor


def was_made(change):
    """Whether a change is stored; the test's own request has cached the registry."""
    transaction.begin()
    getRequest().other.pop("_plone_registry_cache", None)
    return change()


def form_of(page):
    """The hidden fields of the form, as a browser would send them."""
    found = html.fromstring(page).cssselect("#content form input[type=hidden]")
    return {field.get("name"): field.get("value") or "" for field in found}


def shown(page):
    """What stands on the page, in fields as well."""
    tree = html.fromstring(page)
    [content] = tree.cssselect("#content")
    return content.text_content() + " ".join(content.xpath(".//input/@value"))


class TestPanel:
    @pytest.mark.parametrize("page", PANELS)
    def test_asks_for_a_code_before_it_is_filled_in(self, manager, clock, page):
        assert "/login" not in manager.get(page).url
        clock.shift(600)
        assert "/login?again=1" in manager.get(page).url

    @pytest.mark.parametrize("page", CHANGES)
    def test_keeps_what_was_typed_when_the_code_is_old(self, manager, clock, page):
        fields, typed, change = CHANGES[page]
        sent = form_of(manager.get(page).text) | fields
        clock.shift(600)
        answer = manager.post(page.partition("?")[0], data=sent)
        assert NOTICE in message_of(answer)
        assert typed in shown(answer.text)
        assert not was_made(change)

    @pytest.mark.parametrize("page", [one for one in CHANGES if one != KINDS])
    def test_changes_with_a_fresh_code(self, manager, page):
        fields, _typed, change = CHANGES[page]
        sent = form_of(manager.get(page).text) | fields
        assert NOTICE not in manager.post(page.partition("?")[0], data=sent).text
        assert was_made(change)

    def test_lets_the_manager_cancel_with_an_old_code(self, manager, clock):
        sent = form_of(manager.get(ROW).text) | {"form.buttons.cancel": "1"}
        clock.shift(600)
        answer = manager.post(ROW, data=sent, allow_redirects=False)
        assert answer.headers["Location"].endswith("@@ndl-registration-kinds")
