from ..forgotten import ask_for_link
from ..forgotten import link_in
from ..visitor import message_of
from .applicant import Applicant
from .applicant import photo
from lxml import html
from ndl.registration.registration.guidance import NAMES
from ndl.registration.registration.guidance import own_text
from ndl.registration.registration.guidance import set_texts
from ndl.registration.settings import settings
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

    def test_name_the_counter_and_the_post(self, visitor):
        assert "counter of the library or by post" in visitor.get("register").text
        visitor.cookies.set("I18N_LANGUAGE", "ja")
        assert "カウンターまたは郵送でも" in visitor.get("register").text

    def test_refer_to_the_website(self, visitor, mails):
        applicant = Applicant(visitor, mails)
        applicant.ask_for_link()
        assert "User Registration section" in applicant.open_link().text
        applicant.choose("official")
        assert "Identification Documents page" in applicant.fill().text

    def test_let_the_library_set_links(self, visitor, mails):
        link = '<p><a href="https://library.example/{0}">{0}</a></p>'
        names = ("other-ways", "before", "documents", "password")
        set_texts({(name, "en"): link.format(name) for name in names})
        transaction.commit()
        applicant = Applicant(visitor, mails)
        texts = [
            applicant.ask_for_link().text,
            visitor.get("register").text,
            applicant.open_link().text,
            applicant.choose("official") and applicant.fill().text,
            applicant.fill(files={"picture_1": ("a.jpg", photo())}, password="x").text,
        ]
        for name, text in zip(names, texts[1:], strict=True):
            assert link.format(name) in text
        assert "by post" not in texts[1]
        assert "User Registration section" not in texts[2]
        assert "Identification Documents page" not in texts[3]

    def test_of_passwords_stands_where_a_new_one_is_set(self, visitor, patron, mails):
        set_texts({("password", "en"): "<p>Our policy</p>"})
        transaction.commit()
        ask_for_link(visitor, patron.user_id, patron.email)
        assert "<p>Our policy</p>" in visitor.get(link_in(mails[-1])).text

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

    def test_names_figures_that_there_are_not(self, manager):
        fields = {"sent.en": "<p>$hour and $days, 5$$</p>"}
        answer = manager.submit(PAGE, **fields)
        assert "no such figures: $hour. Write $$" in message_of(answer)
        assert "&lt;p&gt;$hour and" in answer.text
        transaction.begin()
        assert own_text("sent", "en") == ""

    def test_keeps_what_was_typed_when_the_page_is_too_old(self, manager):
        answer = manager.post(PAGE, data={"sent.en": "<p>Typed</p>"})
        assert "try again" in message_of(answer)
        assert "&lt;p&gt;Typed" in answer.text
        transaction.begin()
        assert own_text("sent", "en") == ""

    def test_shows_a_place_in_an_editor(self, manager):
        tree = html.fromstring(manager.get(f"{PAGE}?place=sent").text)
        names = [area.get("name") for area in tree.cssselect("textarea.pat-tinymce")]
        assert names == ["sent.en", "sent.ja"]

    def test_previews_without_keeping(self, manager):
        fields = {"sent.en": "<p>$hours h at $library<script>x()</script></p>"}
        answer = manager.submit(PAGE, preview="1", **fields)
        [preview] = html.fromstring(answer.text).cssselect(".ndl-preview")
        assert "24 h at National Diet Library" in preview.text_content()
        assert not preview.cssselect("script")
        assert "$hours h at" in answer.text
        transaction.begin()
        assert own_text("sent", "en") == ""

    def test_goes_back_to_the_shipped_text_of_one_place(self, manager):
        manager.submit(PAGE, **{"sent.en": "<p>A</p>", "code.en": "<p>B</p>"})
        manager.submit(f"{PAGE}?place=sent", PAGE, reset="1", **{"sent.en": "<p>A</p>"})
        transaction.begin()
        assert own_text("sent", "en") == ""
        assert own_text("code", "en") == "<p>B</p>"

    def test_is_not_stopped_by_a_faulty_text_elsewhere(self, manager):
        set_texts({("code", "en"): "<p>$nothing</p>"})
        transaction.commit()
        manager.submit(PAGE, **{"sent.en": "<p>A</p>"})
        assert "&lt;p&gt;A" in manager.get(f"{PAGE}?place=sent").text
        assert "&lt;p&gt;$nothing" in manager.get(f"{PAGE}?place=code").text
