from base64 import b64encode
from base64 import urlsafe_b64encode
from ndl.registration.documents.stored import StoredPicture
from ndl.registration.documents.vault import current_key
from ndl.registration.documents.vault import decrypt
from ndl.registration.documents.vault import encrypt
from ndl.registration.documents.vault import lock_key
from ndl.registration.documents.vault import LockedKey
from ndl.registration.documents.vault import new_key
from ndl.registration.documents.vault import PictureKeysInvalid
from ndl.registration.documents.vault import PictureLocked
from ndl.registration.documents.vault import read_keys
from ndl.registration.documents.vault import unlock_key
from ndl.registration.documents.vault import VARIABLE

import pytest


OLD = b64encode(b"o" * 32).decode()
NEW = urlsafe_b64encode(b"\xff" * 32).decode()
KEY = b"k" * 32


@pytest.fixture
def keys(monkeypatch):
    def use(*texts):
        monkeypatch.setenv(VARIABLE, " ".join(texts))

    return use


class TestKeys:
    def test_none_by_default(self):
        assert read_keys() == []
        assert lock_key(KEY, "a.jpg") == LockedKey("", KEY)

    def test_first_one_locks(self, keys):
        keys(NEW, OLD)
        locked = lock_key(KEY, "a.jpg")
        assert locked.name == current_key() == read_keys()[0].name
        assert KEY not in locked.data

    def test_are_nowhere_shown(self, keys):
        keys(OLD)
        assert "ooo" not in repr(read_keys())
        assert OLD not in repr(read_keys())
        assert "kkk" not in repr(LockedKey("", KEY))

    @pytest.mark.parametrize("text", ["x", "ふ", b64encode(b"o" * 31).decode(), "=="])
    def test_what_is_no_key_stops_everything(self, keys, text):
        keys(OLD, text)
        with pytest.raises(PictureKeysInvalid):
            lock_key(KEY, "a.jpg")

    def test_of_pictures_differ(self):
        assert new_key() != new_key()


class TestUnlock:
    def test_with_any_of_the_keys(self, keys):
        keys(OLD)
        locked = lock_key(KEY, "a.jpg")
        keys(NEW, OLD)
        assert unlock_key(locked, "a.jpg") == KEY

    def test_without_the_key(self, keys):
        keys(OLD)
        locked = lock_key(KEY, "a.jpg")
        for left in ([NEW], []):
            keys(*left)
            with pytest.raises(PictureLocked):
                unlock_key(locked, "a.jpg")

    def test_of_another_picture(self, keys):
        keys(OLD)
        locked = lock_key(KEY, "a.jpg")
        with pytest.raises(PictureLocked):
            unlock_key(locked, "b.jpg")


class TestDecrypt:
    def test_of_another_picture(self):
        with pytest.raises(PictureLocked):
            decrypt(KEY, encrypt(KEY, b"picture", "a.jpg"), "b.jpg")

    @pytest.mark.parametrize("damage", [lambda s: s[:-1] + b"x", lambda s: s[:5]])
    def test_of_damaged_data(self, damage):
        stored = encrypt(KEY, b"picture", "a.jpg")
        with pytest.raises(PictureLocked):
            decrypt(KEY, damage(stored), "a.jpg")


class TestStoredPicture:
    @pytest.fixture
    def picture(self, portal, pictures):
        return pictures[0]

    def raw(self, stored):
        with stored._blob.open("r") as stream:
            return stream.read()

    @pytest.mark.parametrize("texts", [[], [OLD]])
    def test_is_no_picture_on_disk(self, keys, picture, texts):
        keys(*texts)
        stored = StoredPicture(picture)
        assert stored.read() == picture.data
        assert picture.data[:20] not in self.raw(stored)
        assert OLD not in repr(stored.__getstate__())

    def test_unlocked_ones_stay_readable(self, keys, picture):
        stored = StoredPicture(picture)
        keys(OLD)
        assert stored.read() == picture.data

    def test_is_locked_later(self, keys, picture):
        stored = StoredPicture(picture)
        raw = self.raw(stored)
        assert not stored.lock_again()
        keys(OLD)
        assert stored.lock_again()
        assert not stored.lock_again()
        keys(NEW, OLD)
        assert stored.lock_again()
        keys(NEW)
        assert stored.read() == picture.data
        assert self.raw(stored) == raw

    def test_says_why_it_cannot_be_shown(self, keys, picture):
        keys(OLD)
        stored = StoredPicture(picture)
        assert stored.problem == ""
        keys(NEW)
        assert stored.problem == PictureLocked.message
        keys("x")
        assert stored.problem == PictureKeysInvalid.message
