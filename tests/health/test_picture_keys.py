from base64 import b64encode
from ndl.registration.documents.vault import VARIABLE


class TestKeys:
    def test_are_optional(self, assert_level):
        assert_level("picture-keys", "ok", "a key of its own")

    def test_are_in_use(self, assert_level, monkeypatch):
        monkeypatch.setenv(VARIABLE, b64encode(b"k" * 32).decode())
        assert_level("picture-keys", "ok", "its key is locked")

    def test_that_are_none(self, assert_level, monkeypatch):
        monkeypatch.setenv(VARIABLE, "secret")
        assert_level("picture-keys", "unsafe", VARIABLE)
