from datetime import datetime
from datetime import UTC
from ndl.registration.config import LANGUAGES
from ndl.registration.settings import settings
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.recordings import BadRecording
from ndl.registration.voice.recordings import CLIPS
from ndl.registration.voice.recordings import file_of
from ndl.registration.voice.recordings import Recordings
from ndl.registration.voice.recordings import seconds_of
from ndl.registration.voice.recordings import silence
from ndl.registration.voice.recordings import write
from ndl.registration.voice.speech import ENDING
from ndl.registration.voice.speech import greeting
from ndl.registration.voice.speech import LIBRARY
from ndl.registration.voice.speech import PARTS
from ndl.registration.voice.speech import PRESS
from ndl.registration.voice.speech import reading
from ndl.registration.voice.speech import SILENCE
from ndl.registration.voice.speech import words
from tests.voice.decoding import as_samples
from tests.voice.decoding import says
from tests.voice.decoding import spoken_digits

import pytest
import wave


CODES = ("407193", "000000", "258649", "111711")


def call(code, language):
    job = VoiceJob(
        "one", "+81312345678", code, datetime(2026, 11, 26, 3, tzinfo=UTC), language
    )
    return (*greeting(job), *reading(job))


def heard(parts, language, recordings=None):
    return as_samples((recordings or Recordings()).sound(parts, language))


@pytest.fixture
def own(tmp_path):
    """A folder of a site's own recordings, with one of the library's name."""
    folder = tmp_path / "recordings"
    folder.mkdir()
    write(file_of(folder, LIBRARY, "ja"), b"\x01\x10" * 4000)
    return folder


class TestSound:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("code", CODES)
    def test_says_each_digit_of_the_code_twice_in_order(self, portal, code, language):
        assert spoken_digits(heard(call(code, language), language), language) == (
            code + code
        )

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_begins_with_a_second_of_silence(self, portal, language):
        samples = heard(call("407193", language), language)
        assert not samples[:8000].any()
        assert samples[8000:9000].any()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_names_the_library_before_the_code(self, portal, language):
        assert says(heard(call("407193", language), language), LIBRARY, language) == 1

    def test_takes_less_than_a_minute(self, portal):
        for language in LANGUAGES:
            sound = Recordings().sound(call("407193", language), language)
            assert 15 < seconds_of(sound) < 40

    def test_a_library_of_another_name_is_not_called_by_that_of_the_clips(self, portal):
        settings().library_name_ja = "県立図書館"
        assert says(heard(call("407193", "ja"), "ja"), LIBRARY, "ja") == 0
        assert spoken_digits(heard(call("407193", "ja"), "ja"), "ja") == "407193" * 2


class TestClips:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("part", PARTS)
    def test_each_part_that_has_words_has_a_clip(self, portal, part, language):
        has_clip = file_of(CLIPS, part, language).exists()
        assert has_clip is bool(words([part], language))

    def test_are_as_telephones_carry_them(self):
        for path in CLIPS.glob("*/*.wav"):
            with wave.open(str(path)) as file:
                assert file.getparams()[:3] == (1, 2, 8000)

    def test_their_licences_stand_beside_them(self):
        told = (CLIPS / "README.md").read_text(encoding="utf-8")
        assert "Creative Commons Attribution 3.0" in told
        assert "Flite" in told

    def test_where_a_language_needs_no_words_nothing_is_played(self, portal):
        assert Recordings().sound((ENDING,), "en") == b""
        assert Recordings().sound((SILENCE,), "en") == silence(1)


class TestOwnRecordings:
    def test_take_the_place_of_the_clips(self, portal, own):
        sound = Recordings(own).sound((LIBRARY,), "ja")
        assert sound == b"\x01\x10" * 4000 + silence(0.3)

    def test_what_they_lack_is_taken_from_the_clips(self, portal, own):
        assert says(heard((PRESS,), "ja", Recordings(own)), PRESS, "ja") == 1

    def test_name_a_library_of_another_name(self, portal, own):
        settings().library_name_ja = "県立図書館"
        assert Recordings(own).sound((LIBRARY,), "ja")

    def test_one_that_was_changed_is_read_again(self, portal, own):
        Recordings(own).sound((LIBRARY,), "ja")
        write(file_of(own, LIBRARY, "ja"), b"\x02\x20" * 100)
        sound = Recordings(own).sound((LIBRARY,), "ja")
        assert sound.startswith(b"\x02\x20" * 100)

    @pytest.mark.parametrize("content", [b"", b"RIFF", b"\0" * 100])
    def test_one_that_is_no_sound_is_refused(self, portal, own, content):
        file_of(own, LIBRARY, "ja").write_bytes(content)
        with pytest.raises(BadRecording):
            Recordings(own).sound((LIBRARY,), "ja")
        assert Recordings(own).problems() == [file_of(own, LIBRARY, "ja")]

    def test_one_of_another_rate_is_refused(self, portal, own):
        with wave.open(str(file_of(own, LIBRARY, "ja")), "wb") as file:
            file.setparams((1, 2, 44100, 0, "NONE", ""))
            file.writeframes(b"\x01\x10" * 4000)
        with pytest.raises(BadRecording):
            Recordings(own).sound((LIBRARY,), "ja")

    def test_without_problems_none_are_told(self, portal, own):
        assert Recordings(own).problems() == []
        assert Recordings().problems() == []

    def test_a_folder_with_nothing_is_told(self, tmp_path):
        assert Recordings(tmp_path).problems() == [tmp_path]
        assert Recordings(tmp_path / "missing").problems() == [tmp_path / "missing"]
