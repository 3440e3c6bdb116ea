import pytest


@pytest.fixture(autouse=True)
def base(tmp_path, monkeypatch):
    """Where the folders of this test's calls are; other tests have other ones."""
    folder = tmp_path / "calls"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder
