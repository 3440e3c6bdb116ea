from datetime import datetime
from datetime import UTC
from ndl.registration.config import LANGUAGES
from ndl.registration.settings import settings
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import Placed
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.speech import AGAIN
from ndl.registration.voice.speech import greeting
from ndl.registration.voice.speech import PARTS
from ndl.registration.voice.speech import PRESS
from ndl.registration.voice.speech import reading
from ndl.registration.voice.speech import SILENCE
from ndl.registration.voice.speech import words


def job(code="407193", language="ja", **values):
    moment = datetime(2026, 11, 26, 3, tzinfo=UTC)
    return VoiceJob("one", "+81312345678", code, moment, language, **values)


class TestReading:
    def test_says_the_code_twice_digit_by_digit(self):
        parts = reading(job())
        first, second = parts[: parts.index(AGAIN)], parts[parts.index(AGAIN) + 1 :]
        for once in (first, second):
            assert "".join(part for part in once if part.isdigit()) == "407193"

    def test_takes_digits_that_cannot_be_mistaken_in_japanese(self, portal):
        said = words(reading(job()), "ja")
        assert said.count("ヨン、ゼロ、ナナ、イチ、キュウ、サン、") == 2

    def test_is_in_english_for_readers_of_english(self, portal):
        said = words(reading(job()), "en")
        assert said.count("four, zero, seven, one, nine, three, ") == 2

    def test_keeps_leading_zeros(self, portal):
        assert "ゼロ、ゼロ、ゼロ、ゼロ、ゼロ、ゼロ、" in words(
            reading(job("000000")), "ja"
        )


class TestGreeting:
    def test_begins_with_silence_and_names_the_library(self, portal):
        settings().library_name_ja = "県立図書館"
        parts = greeting(job())
        assert parts[0] == SILENCE
        assert words(parts, "ja") == "こちらは、県立図書館です。"

    def test_asks_for_a_key_where_one_is_needed(self):
        assert PRESS not in greeting(job())
        assert greeting(job(key_first=True))[-1] == PRESS


class TestParts:
    def test_each_has_words_in_each_language(self, portal):
        for language in LANGUAGES:
            for part in PARTS:
                assert isinstance(words([part], language), str), (language, part)


class TestJob:
    def test_shows_neither_number_nor_code(self):
        assert "312345678" not in repr(job())
        assert "407193" not in repr(job())


class TestState:
    def test_is_final_or_not(self):
        final = {state for state in CallState if state.is_final}
        assert final == {"delivered", "busy", "no-answer", "failed"}

    def test_a_call_with_a_reason_was_not_taken_on(self):
        assert Placed("handle").is_queued
        assert not Placed(reason="busy").is_queued
