"""Tesseract itself, in its process, on the documents of the demo."""

from .people import abroad
from .people import HOME
from .people import ON
from .people import person
from .photographs import drawing
from .photographs import encode
from .photographs import photograph
from .test_compare import passport
from dataclasses import replace
from ndl.registration.documents.process import Worker
from ndl.registration.reading import engine
from ndl.registration.reading.compare import compare
from ndl.registration.reading.hints import Item
from ndl.registration.reading.hints import Outcome
from ndl.registration.setuphandlers.demo import PATRONS
from pathlib import Path
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont
from threading import Timer

import os
import pytest
import signal


SECONDS = 40
MONO = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
MONO_INDEX = 5
ALL = {Item.NAME, Item.BIRTH_DATE, Item.ADDRESS, Item.EXPIRY}


@pytest.fixture(scope="module")
def reader():
    assert engine.problem() == ""
    with engine.reading() as one:
        yield one


def found_in(reader, data, of=None):
    texts = reader.read(data, 1, SECONDS)
    assert texts is not None
    return {hint.item: hint for hint in compare(texts, of or person(), ON)}


def outcomes(hints):
    return {item for item, hint in hints.items() if hint.outcome is Outcome.FOUND}


class TestDocuments:
    @pytest.mark.parametrize(
        "manner", ["turned by 270°", "askew by 8°", "dark, blurred, askew"]
    )
    def test_are_read_however_they_were_photographed(self, reader, manner):
        found = found_in(reader, photograph("sakura-front", manner))
        assert outcomes(found) == ALL

    def test_tell_where_the_name_stands(self, reader):
        (box,) = found_in(reader, encode(drawing("sakura-front")))[Item.NAME].boxes
        # 申請　桜 is drawn from (130, 60) on, 44 pixels high, on a card of 1012 x 638.
        assert 0.12 < box.left < 0.19
        assert 0.26 < box.right < 0.33
        assert 0.07 < box.top < box.bottom < 0.21

    def test_tell_it_of_a_card_that_is_turned(self, reader):
        data = encode(drawing("sakura-front").transpose(Image.Transpose.ROTATE_180))
        (box,) = found_in(reader, data)[Item.NAME].boxes
        assert 0.67 < box.left < box.right < 0.9
        assert 0.79 < box.top < box.bottom < 0.93

    def test_that_show_something_else_are_told_apart(self, reader):
        names = {row[0]: row for row in PATRONS}
        family, given = names["E000000515"][1].split()
        ken = person(family_name=family, given_name=given)
        found = found_in(reader, encode(drawing("ken-front")), of=ken)
        assert found[Item.BIRTH_DATE].outcome is Outcome.SIMILAR
        moved = person(residence=replace(HOME, street="永田町1-10-2"))
        found = found_in(reader, encode(drawing("sakura-front")), of=moved)
        assert found[Item.ADDRESS].outcome is Outcome.MISSING

    def test_of_other_countries_have_machine_readable_lines(self, reader):
        page = Image.new("RGB", (1400, 400), "#f3efe4")
        pen = ImageDraw.Draw(page)
        font = ImageFont.truetype(MONO, 48, index=MONO_INDEX)
        for number, line in enumerate(passport()):
            for column, letter in enumerate(line):
                pen.text((40 + 30 * column, 220 + 70 * number), letter, "black", font)
        found = found_in(reader, encode(page), of=abroad())
        assert found[Item.MACHINE].outcome is Outcome.FOUND
        assert {Item.NAME, Item.BIRTH_DATE, Item.EXPIRY} <= outcomes(found)


class TestPictures:
    @pytest.mark.parametrize("size", [(640, 400), (1, 1), (2600, 3), (3, 2600)])
    def test_without_text_say_nothing(self, reader, size):
        found = found_in(reader, encode(Image.new("RGB", size, "navy")))
        assert outcomes(found) == set()

    @pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"x" * 5000])
    def test_that_are_none_are_not_read(self, reader, data):
        assert reader.read(data, 1, SECONDS) is None

    def test_that_are_huge_are_not_read(self, reader):
        huge = encode(Image.new("L", (9000, 9000)))
        assert reader.read(huge, 1, SECONDS) is None

    def test_after_a_bad_one_others_are_read(self, reader):
        assert reader.read(b"x", 1, SECONDS) is None
        assert found_in(reader, encode(drawing("back"))) is not None


class TestProcess:
    def test_that_takes_too_long_is_ended(self):
        noise = encode(Image.effect_noise((2600, 2600), 120))
        with engine.reading() as one:
            assert one.read(noise, 1, 1) is None
            assert one._worker is None

    def test_that_hangs_is_ended(self):
        with engine.reading() as one:
            one.read(b"x", 1, SECONDS)
            pid = one._worker._process.pid
            os.kill(pid, signal.SIGSTOP)
            assert one.read(b"x", 1, 1) is None
            assert one.read(encode(drawing("back")), 1, SECONDS) is not None

    def test_that_is_killed_is_replaced(self):
        data = encode(drawing("back"))
        with engine.reading() as one:
            one.read(b"x", 1, SECONDS)
            process = one._worker._process
            timer = Timer(0.2, process.kill)
            timer.start()
            assert one.read(data, 1, SECONDS) is None
            timer.join()
            assert one.read(data, 1, SECONDS) is not None

    def test_has_little_memory_and_no_files_to_write(self):
        worker = Worker("ndl.registration.reading.worker", 300 * 1024 * 1024)
        try:
            limits = Path(f"/proc/{worker._process.pid}/limits")
            facts, _none = worker.ask({"tessdata": engine.tessdata()}, b"x", 10)
            assert facts["outcome"] == "unreadable"
            assert "Max file size             0 " in limits.read_text()
        finally:
            worker.end()

    def test_ends_with_the_work(self):
        with engine.reading() as one:
            one.read(b"x", 1, SECONDS)
            process = one._worker._process
        assert process.poll() is not None


class TestMissing:
    def test_package(self, monkeypatch):
        monkeypatch.setattr(engine, "_has_binding", lambda: False)
        assert "tesserocr" in engine.problem()

    def test_languages(self, monkeypatch, tmp_path):
        monkeypatch.setattr(engine, "_PLACES", (str(tmp_path),))
        monkeypatch.delenv(engine.VARIABLE, raising=False)
        assert "tesseract-ocr-jpn" in engine.problem()
        for name in engine.LANGUAGES:
            (tmp_path / f"{name}.traineddata").touch()
        assert engine.problem() == ""

    def test_broken_languages_only_leave_pictures_unread(self, monkeypatch, tmp_path):
        for name in engine.LANGUAGES:
            (tmp_path / f"{name}.traineddata").touch()
        monkeypatch.setenv(engine.VARIABLE, str(tmp_path))
        with engine.reading() as one:
            assert one.read(encode(drawing("back")), 1, SECONDS) is None
