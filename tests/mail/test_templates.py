from datetime import datetime
from datetime import UTC
from ndl.registration.config import LANGUAGES
from ndl.registration.mail.shipped import BOTH
from ndl.registration.mail.shipped import mail_texts
from ndl.registration.mail.shipped import TEMPLATES
from ndl.registration.mail.texts import preview_text
from ndl.registration.settings import settings
from plone import api

import pytest
import re
import time_machine


LIBRARY = "【$library】"
DEAR = {"en": "Dear $name,", "ja": "$name 様"}
SENDER = {
    "en": "This email was sent automatically from $domain. $contact",
    "ja": "このメールは $domain から自動で送信しています。$contact",
}
NAMES = sorted(path.stem for path in (TEMPLATES / "en").glob("*.txt"))


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def text(name, language):
    return read(language, name)


def read(folder, name):
    return (TEMPLATES / folder / f"{name}.txt").read_text(encoding="utf-8")


class TestTemplates:
    def test_the_japanese_subject_begins_with_the_library(self, name):
        assert read("ja", name).startswith(f"Subject: {LIBRARY}")

    def test_the_bilingual_one_begins_so_as_well(self):
        text = read(BOTH, "authentication-code")
        assert text.startswith("Subject: 【$library_ja】")

    def test_name_no_library_but_that_of_the_settings(self, text):
        assert not re.search("National Diet|NDL|国立国会", text)

    def test_begin_with_the_name_if_there_is_one(self, text, language):
        lines = text.splitlines()
        assert ("$name" in text) == (lines[2] == DEAR[language])
        assert text.count("$name") <= 1

    def test_end_with_the_sender(self, text, language):
        assert text.endswith(f"\n\n{SENDER[language]}\n")
        assert text.count("$contact") == 1

    def test_have_a_line_for_each_paragraph(self, text):
        assert all(re.search(r"\S", one) for one in text.rstrip("\n").split("\n\n"))
        assert "\n" not in text.rstrip("\n").replace("\n\n", "")


class TestPasswordChanged:
    @pytest.mark.parametrize(
        ("language", "words"), [("en", ("code",)), ("ja", ("認証コード", "利用者登録"))]
    )
    def test_promises_nothing_that_holds_for_patrons_alone(self, language, words):
        assert not any(word in read(language, "password-changed") for word in words)


class TestDays:
    @pytest.fixture
    def filled(self, portal):
        """The text of a mail, written on a morning in Japan."""
        settings().public_url = "https://portal.example.org"
        moment = datetime(2026, 11, 27, 22, 33, tzinfo=UTC)

        def fill(name, language):
            with time_machine.travel(moment, tick=False):
                mail = mail_texts()[name]
                return preview_text(mail, language, mail.shipped(language)).body

        api.portal.set_registry_record("plone.portal_timezone", "Asia/Tokyo")
        return fill

    @pytest.mark.parametrize(
        ("language", "day"),
        [("en", "On November 28, 2026 your"), ("ja", "2026年11月28日に")],
    )
    def test_are_written_as_their_readers_write_them(self, filled, language, day):
        assert day in filled("application-verified", language)

    @pytest.mark.parametrize(
        ("language", "moment"),
        [
            ("en", "(November 28, 2026 07:33 JST)"),
            ("ja", "（2026年11月28日 07:33 JST）"),
        ],
    )
    def test_come_with_the_time(self, filled, language, moment):
        assert moment in filled("deregistered", language)

    def test_have_digits_alone_for_readers_of_all_languages(self, filled):
        text = filled("authentication-code", "both")
        assert text.count("2026-11-28 07:33 JST") == 2
