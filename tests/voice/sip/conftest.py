import pytest


@pytest.fixture(autouse=True)
def base(tmp_path, monkeypatch):
    """The folder with the call folders of this test."""
    folder = tmp_path / "calls"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder
