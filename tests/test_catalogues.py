from . import conftest
from babel.messages.pofile import read_po
from ndl.registration.mail.shipped import COMMON
from scripts.catalogues import DOMAIN
from scripts.catalogues import extract
from scripts.catalogues import for_plone
from scripts.catalogues import LOCALES
from scripts.catalogues import PLONE
from scripts.catalogues import translations
from scripts.catalogues import workflow_titles
from string import Template
from types import SimpleNamespace

import pytest
import re


PLACEHOLDER = re.compile(r"\$\{\w+\}")
JAPANESE = LOCALES / "ja" / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(path):
    with path.open("rb") as stream:
        return {message.id: message for message in read_po(stream) if message.id}


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    pot = tmp_path_factory.mktemp("locales") / f"{DOMAIN}.pot"
    extract(pot)
    return read(pot)


@pytest.fixture(scope="module")
def japanese():
    return read(JAPANESE)


@pytest.fixture(scope="module")
def sentences(japanese):
    """What is said in Japanese: messages, lines of mails and shipped terms."""
    package = LOCALES.parent
    paths = [
        *(package / "mail" / "templates" / "ja").glob("*.txt"),
        *(package / "browser" / "terms").glob("shipped*_ja.pt"),
    ]
    assert len(paths) > 20
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    return [*(message.string for message in japanese.values()), *lines]


class TestTemplate:
    def test_is_what_the_sources_say(self, messages):
        assert read(LOCALES / f"{DOMAIN}.pot").keys() == messages.keys()


class TestJapanese:
    def test_has_every_message(self, messages, japanese):
        assert len(messages) > 300
        missing = [text for text in messages if text not in japanese]
        assert missing == []

    def test_leaves_no_message_empty_or_fuzzy(self, japanese):
        unsure = [
            text for text, entry in japanese.items() if not entry.string or entry.fuzzy
        ]
        assert unsure == []

    def test_keeps_no_message_that_is_gone(self, messages, japanese):
        assert [text for text in japanese if text not in messages] == []

    def test_fills_the_same_placeholders(self, japanese):
        different = [
            text
            for text, entry in japanese.items()
            if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.string))
        ]
        assert different == []

    def test_is_not_the_english_text(self, japanese):
        same = [
            text
            for text, entry in japanese.items()
            if entry.string == text and re.search(r"[a-z]{3}", text)
        ]
        assert same == []


class TestWorkflow:
    def test_titles_are_in_the_domain_of_plone(self):
        kept = read(JAPANESE.with_name(f"{PLONE}.po"))
        made = {m.id: m.string for m in for_plone(JAPANESE) if m.id}
        assert {text: entry.string for text, entry in kept.items()} == made
        assert kept.keys() == workflow_titles()
        assert all(entry.string for entry in kept.values())


class TestEnglish:
    def test_is_what_the_source_says(self):
        assert read(LOCALES / "en" / "LC_MESSAGES" / f"{DOMAIN}.po") == {}

    def test_is_not_for_translators(self):
        assert translations() == [JAPANESE]


class TestMails:
    def test_come_in_both_languages_with_the_same_values(self):
        folder = LOCALES.parent / "mail" / "templates"
        values = {
            language: {
                path.name: set(Template(path.read_text("utf-8")).get_identifiers())
                - COMMON
                for path in (folder / language).glob("*.txt")
            }
            for language in ("en", "ja")
        }
        assert len(values["en"]) > 5
        assert values["en"] == values["ja"]


class TestWords:
    @pytest.mark.parametrize(
        "word",
        [
            "e-mail",
            "two-step",
            "identity document",
            r"\bmails\b|\ba mail\b(?! server)",
            r"sign(ed)? out",
            # The dialog is called so by the library.
            r"(?<!code contact )\bphone number",
            r"(the|this) user\b(?! (id|information|name|registration))",
        ],
    )
    def test_one_thing_has_one_name(self, messages, word):
        assert [text for text in messages if re.search(word, text.lower())] == []

    @pytest.mark.parametrize(
        "word",
        [
            "復号",
            "業務日",
            "デスク",
            "音声電話",
            "(?<!自動)音声通話",
            "判定者|未判定|判定後|決定",
            "健全性",
            "初期値：|既定：",
            "登録の種類|登録区分|利用者種別",
            "ユーザID",
            "お客様|あなた",
            "(?<!当館の利用者登録)カウンター",
        ],
    )
    def test_one_thing_has_one_name_in_japanese(self, sentences, word):
        assert [text for text in sentences if re.search(word, text)] == []

    @pytest.mark.parametrize(
        "other",
        [
            "又は|及び",
            "すでに|あらためて",
            "(?<!その)他の",
            "(?<!変)更に",
            "手続き|宛て",
            "問い合わせ(?!く|ま|る|い|て|た)",
            "お申し込み(?!く|い|で)|取り消し$|受け取り[をのが]",
            "インタフェース|待ち行列|フォルダー",
            "のうえ",
            "[ぁ-んァ-ヶー一-龥」）}]: ?(?!//)",
            r"[ぁ-んァ-ヶー一-龥]\(|\([ぁ-んァ-ヶ一-龥]|[ぁ-んァ-ヶー一-龥]\)",
        ],
    )
    def test_one_word_has_one_spelling_in_japanese(self, sentences, other):
        assert [text for text in sentences if re.search(other, text)] == []


class TestCompilation:
    @pytest.fixture
    def source(self, tmp_path, monkeypatch):
        monkeypatch.setattr(conftest, "CATALOGUES", (tmp_path,))
        source = tmp_path / "plone" / "locales" / "ja" / "LC_MESSAGES" / "plone.po"
        source.parent.mkdir(parents=True)
        source.write_text('msgid "Log in"\nmsgstr "ログイン"\n', encoding="utf-8")
        return source

    def test_is_done_before_workers_start(self, source):
        conftest.pytest_configure(SimpleNamespace())
        assert "ログイン".encode() in source.with_suffix(".mo").read_bytes()

    def test_is_not_done_by_workers(self, source):
        conftest.pytest_configure(SimpleNamespace(workerinput={}))
        assert not source.with_suffix(".mo").exists()
