from ndl.registration.clock import HOUR
from ndl.registration.clock import timestamp
from ndl.registration.reading import engine
from ndl.registration.review.reading import Reading
from ndl.registration.review.reading_queue import get_reading_queue
from ndl.registration.settings import settings

import pytest


@pytest.fixture
def on(portal, monkeypatch):
    monkeypatch.setattr(engine, "_has_binding", lambda: True)
    monkeypatch.setattr(engine, "tessdata", lambda: "/somewhere")
    settings().reads_pictures = True


class TestReading:
    def test_switched_off(self, assert_level):
        assert_level("reading", "ok", "the setting is off")

    def test_without_the_program(self, assert_level, on, monkeypatch):
        monkeypatch.setattr(engine, "tessdata", lambda: "")
        assert_level("reading", "warning", "tesseract-ocr-jpn")

    @pytest.mark.parametrize(("ago", "level"), [(60, "ok"), (HOUR + 60, "warning")])
    def test_that_does_not_keep_up(self, assert_level, on, ago, level):
        get_reading_queue().file(Reading(), "2BXC-261127", timestamp() - ago)
        assert_level("reading", level, "1")
