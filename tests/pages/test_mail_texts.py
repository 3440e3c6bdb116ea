from ..visitor import message_of
from lxml import html
from ndl.registration.config import LANGUAGES
from ndl.registration.mail.compose import send_mail
from ndl.registration.mail.shipped import mail_texts
from ndl.registration.mail.shipped import SHIPPED
from ndl.registration.mail.texts import check_text
from ndl.registration.mail.texts import has_own_text
from ndl.registration.mail.texts import own_text
from ndl.registration.mail.texts import preview_text
from ndl.registration.mail.texts import RECORD
from ndl.registration.settings import settings
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.registry.interfaces import IRegistry
from zope.component import getUtility

import pytest
import transaction


PAGE = "@@ndl-registration-mails"
LINK = {"link": "https://portal.example.org/x", "hours": 24}


@pytest.fixture
def manager(visitor):
    visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    return visitor


@pytest.fixture
def press(manager):
    def send(button, mail="registration-link", language="en", **values):
        page = f"{PAGE}?mail={mail}&language={language}"
        answer = manager.submit(page, PAGE, **{button: "1"}, **values)
        transaction.begin()
        return answer

    return send


def sent(mails, language="en"):
    send_mail("hanako@example.org", "registration-link", language, **LINK)
    transaction.commit()
    return mails[-1]


class TestShipped:
    def test_texts_pass_the_check(self, subtests):
        for mail in SHIPPED:
            with subtests.test(mail=mail):
                for language in mail.languages:
                    check_text(mail, mail.shipped(language))

    def test_texts_are_previewed(self, site, subtests):
        for mail in SHIPPED:
            for language in mail.languages:
                with subtests.test(mail=mail.name, language=language):
                    shown = preview_text(mail, language, mail.shipped(language))
                    assert "$" not in f"{shown.subject}{shown.body}"
                    assert "[" not in f"{shown.subject}{shown.body}"

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_text_is_shown_and_previewed(self, press, language):
        for mail in (SHIPPED[0], SHIPPED[-1]):
            answer = press("preview", mail.name, language)
            tree = html.fromstring(answer.text)
            [preview] = tree.cssselect("#ndl-preview")
            assert "$" not in preview.text_content()
            assert "[" not in preview.text_content()


class TestLibrary:
    def test_is_named_as_the_settings_say(self, site, mails):
        settings().library_name_en = "Royal Library"
        settings().library_name_ja = "王立図書館"
        assert "at the Royal Library." in sent(mails).get_content()
        mail = sent(mails, "ja")
        assert mail["Subject"].startswith("【王立図書館】")
        assert "国立国会図書館" not in mail.get_content()


class TestOwnText:
    def test_is_sent_in_its_language_alone(self, press, mails):
        answer = press("save", subject="Hi from $library", body="Open $link\r\nnow.")
        assert "saved" in answer.text
        mail = sent(mails)
        assert mail["Subject"] == "Hi from National Diet Library"
        assert mail.get_content().split() == ["Open", LINK["link"], "now."]
        assert "ありがとうございます" in sent(mails, "ja").get_content()

    def test_of_one_part_leaves_the_other_as_shipped(self, press, mails):
        press("save", subject="", body="Open $link")
        assert sent(mails)["Subject"] == "Complete your user registration"

    def test_goes_back_to_the_shipped_one(self, press, mails):
        press("save", subject="Hi", body="Open $link")
        press("reset")
        mail = mail_texts()["registration-link"]
        assert not has_own_text(mail, "en")
        assert own_text(mail, "en") == mail.shipped("en")

    def test_that_is_the_shipped_one_is_not_kept(self, press):
        mail = mail_texts()["registration-link"]
        shipped = mail.shipped("en")
        press("save", subject=shipped.subject, body=shipped.body)
        assert not has_own_text(mail, "en")

    def test_is_refused_and_stays_typed(self, press, subtests):
        for subject, body, words in [
            ("Hi", "No link.", "must contain $link"),
            ("Hi", "$link $linc", "unknown: $linc. You can use: $address"),
            ("$link", "$link", "unknown: $link."),
            ("Hi", "$link costs 5$", "Write $$"),
            ("Hi", "$link" + "x" * 20_000, "too long"),
        ]:
            for button in ["save", "preview"]:
                with subtests.test(
                    subject=subject, body=body, words=words, button=button
                ):
                    answer = press(button, subject=subject, body=body)
                    assert words in message_of(answer)
                    area = html.fromstring(answer.text).cssselect("#body")[0]
                    assert area.text_content() == body
                    assert not has_own_text(mail_texts()["registration-link"], "en")

    def test_is_previewed_and_not_kept(self, press):
        answer = press("preview", subject="Hi", body="<b>Open</b> $link")
        assert "&lt;b&gt;Open&lt;/b&gt; http" in answer.text
        assert not has_own_text(mail_texts()["registration-link"], "en")

    @pytest.mark.parametrize("body", ["no link", "$nothing $link", "$ $link"])
    def test_that_came_faulty_is_not_sent(self, site, mails, body):
        key = "registration-link.en.body"
        getUtility(IRegistry)[RECORD] = {key: body}
        assert LINK["link"] in sent(mails).get_content()

    def test_adds_no_header(self, press, mails):
        press("save", subject="Hi\r\nBcc: b@example.org", body="Open $link")
        mail = sent(mails)
        assert mail["Bcc"] is None
        assert "Bcc" in mail["Subject"]


class TestPage:
    def test_lists_all_mails(self, manager):
        tree = html.fromstring(manager.get(PAGE).text)
        links = tree.cssselect("#ndl-mails a")
        assert len(links) == sum(len(mail.languages) for mail in SHIPPED)
        assert len(SHIPPED) * len(LANGUAGES) - 1 == len(links)

    @pytest.mark.parametrize(
        "query", ["mail=x&language=en", "mail=user-id&language=fr", "mail=user-id"]
    )
    def test_shows_the_list_for_what_there_is_not(self, manager, query):
        assert "ndl-mails" in manager.get(f"{PAGE}?{query}").text

    def test_of_an_old_page(self, manager):
        data = {"mail": "user-id", "language": "en", "body": "Typed", "save": "1"}
        answer = manager.post(PAGE, data=data)
        assert "try again" in message_of(answer)
        assert "Typed" in answer.text

    def test_is_not_shown_to_strangers(self, visitor):
        assert "/login" in visitor.get(PAGE).url
