from base64 import b64encode
from ndl.registration.documents.stored import StoredPicture
from ndl.registration.documents.vault import PictureKeysInvalid
from ndl.registration.documents.vault import VARIABLE
from ndl.registration.review.encryption import encrypt_pictures

import pytest


OLD, NEW = (b64encode(letter * 32).decode() for letter in (b"o", b"n"))


@pytest.fixture
def applications(portal, make_application):
    return [make_application(email=f"p{n}@example.org") for n in range(5)]


def keys_of(applications):
    return {p.server_key for one in applications for p in one.pictures_held()}


class TestEncryptPictures:
    def test_all_in_batches(self, applications, monkeypatch):
        monkeypatch.setenv(VARIABLE, OLD)
        first = encrypt_pictures(limit=3)
        assert (first.changed, first.locked) == (3, 0)
        second = encrypt_pictures(first.last, limit=3)
        assert (second.last, second.changed) == ("", 2)
        (key,) = keys_of(applications)
        assert key

    def test_again_changes_nothing(self, applications, monkeypatch):
        monkeypatch.setenv(VARIABLE, OLD)
        encrypt_pictures()
        assert encrypt_pictures().changed == 0

    def test_change_of_keys(self, applications, monkeypatch, pictures):
        monkeypatch.setenv(VARIABLE, OLD)
        encrypt_pictures()
        monkeypatch.setenv(VARIABLE, f"{NEW} {OLD}")
        assert encrypt_pictures().changed == 5
        monkeypatch.setenv(VARIABLE, NEW)
        (stored,) = applications[0].pictures_held()
        assert stored.read() == pictures[0].data

    def test_lost_key_does_not_stop_the_others(
        self, applications, monkeypatch, pictures
    ):
        monkeypatch.setenv(VARIABLE, OLD)
        applications[0]._pictures = (StoredPicture(pictures[0]),)
        monkeypatch.setenv(VARIABLE, NEW)
        done = encrypt_pictures()
        assert (done.changed, done.locked) == (4, 1)

    def test_needs_a_key(self, applications):
        with pytest.raises(PictureKeysInvalid):
            encrypt_pictures()

    def test_erased_pictures(self, applications, monkeypatch):
        applications[0].erase_pictures()
        monkeypatch.setenv(VARIABLE, OLD)
        assert encrypt_pictures().changed == 4
