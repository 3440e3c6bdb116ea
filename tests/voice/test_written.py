from ndl.registration.clock import now
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.written import calls_folder
from ndl.registration.voice.written import WrittenCalls
from stat import S_IMODE

import pytest


@pytest.fixture
def folder(portal, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "ndl.registration.voice.written.getConfiguration",
        lambda: type("Configuration", (), {"clienthome": str(tmp_path)}),
    )
    return calls_folder()


@pytest.mark.parametrize(
    ("language", "spoken"),
    [
        ("ja", "ゼロ、ゼロ、ヨン、ナナ、イチ、イチ、"),
        ("en", "zero, zero, four, seven, one, one,"),
    ],
)
def test_what_would_be_said_is_in_a_file(folder, language, spoken):
    provider = WrittenCalls()
    placed = provider.place(VoiceJob("1", "+81312345678", "004711", now(), language))
    (path,) = folder.iterdir()
    text = path.read_text(encoding="utf-8")
    assert text.startswith("+81312345678\n")
    assert text.count(spoken) == 2
    assert S_IMODE(folder.stat().st_mode) == 0o700
    assert provider.status(placed.handle).state is CallState.DELIVERED


def test_it_says_that_nobody_is_called(portal):
    (problem,) = WrittenCalls().problems()
    assert "only written" in problem
