from ..visitor import message_of
from ndl.registration.browser.guidance.places import NAMES
from ndl.registration.browser.guidance.places import own_text
from ndl.registration.browser.guidance.places import set_texts
from ndl.registration.config import settings
from pathlib import Path
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD

import ndl.registration
import pytest
import re
import transaction


PAGE = "@@ndl-registration-guidance"
SHIPPED = "junk mail folder"


@pytest.fixture
def manager(visitor):
    visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    return visitor


class TestPlaces:
    def test_are_all_shown_by_some_template(self):
        root = Path(ndl.registration.__file__).parent / "browser"
        markup = "".join(path.read_text("utf-8") for path in root.rglob("*.pt"))
        shown = set(re.findall(r"@@guidance/([a-z-]+)", markup))
        shown |= set(re.findall(r"'(accepted-[a-z]+)'", markup))
        assert shown == NAMES


class TestPages:
    def test_show_the_shipped_text(self, visitor):
        assert SHIPPED in visitor.get("register-sent").text

    def test_show_the_text_of_the_library(self, visitor):
        set_texts({("sent", "en"): "<p>Ask desk 7.</p>"})
        transaction.commit()
        page = visitor.get("register-sent").text
        assert "Ask desk 7." in page
        assert SHIPPED not in page

    def test_show_the_shipped_text_in_the_other_language(self, visitor):
        set_texts({("sent", "en"): "<p>Ask desk 7.</p>"})
        transaction.commit()
        visitor.cookies.set("I18N_LANGUAGE", "ja")
        assert "迷惑メール" in visitor.get("register-sent").text

    def test_name_the_figures_of_the_settings(self, visitor):
        settings().contact = "<b>03-0000</b>"
        set_texts({("sent", "en"): "<p>$hours h, $contact, $unknown, 5$</p>"})
        transaction.commit()
        page = visitor.get("register-sent").text
        assert "24 h, &lt;b&gt;03-0000&lt;/b&gt;, $unknown, 5$" in page


class TestControlPanel:
    def test_is_for_managers(self, visitor):
        assert "/login" in visitor.get(PAGE).url

    def test_keeps_texts_and_drops_empty_ones(self, manager):
        fields = {"sent.en": "<p>Mine</p>", "code.ja": "<p>私</p>", "code.en": " "}
        answer = manager.submit(PAGE, **fields)
        assert "saved" in answer.text
        transaction.begin()
        assert own_text("sent", "en") == "<p>Mine</p>"
        assert own_text("code", "ja") == "<p>私</p>"
        assert own_text("code", "en") == ""

    def test_lets_nothing_run_in_a_text(self, manager):
        manager.submit(PAGE, **{"sent.en": "<p>Hi<script>x()</script></p>"})
        transaction.begin()
        assert own_text("sent", "en") == "<p>Hi</p>"

    def test_keeps_what_was_typed_when_the_page_is_too_old(self, manager):
        answer = manager.post(PAGE, data={"sent.en": "<p>Typed</p>"})
        assert "try again" in message_of(answer)
        assert "&lt;p&gt;Typed" in answer.text
        transaction.begin()
        assert own_text("sent", "en") == ""
