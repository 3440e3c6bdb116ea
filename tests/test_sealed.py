from base64 import urlsafe_b64decode
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from ndl.registration.config import KEY_RING
from ndl.registration.sealed import LinkExpired
from ndl.registration.sealed import LinkInvalid
from ndl.registration.sealed import Purpose
from ndl.registration.sealed import seal
from ndl.registration.sealed import unseal
from plone.keyring.interfaces import IKeyManager
from zope.component import getUtility

import pytest
import time_machine


pytestmark = pytest.mark.usefixtures("portal")

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
DATA = {"email": "taro@example.org", "name": "太郎"}


def opened_after(**passed):
    with time_machine.travel(START, tick=False):
        sealed = seal(Purpose.REGISTER, DATA)
    with time_machine.travel(START + timedelta(**passed), tick=False):
        return unseal(Purpose.REGISTER, sealed, 86400)


class TestSeal:
    def test_shows_nothing_of_what_it_holds(self):
        sealed = seal(Purpose.REGISTER, DATA)
        raw = urlsafe_b64decode(sealed)
        assert "taro" not in sealed
        assert b"taro" not in raw

    def test_twice_is_never_the_same(self):
        assert seal(Purpose.REGISTER, DATA) != seal(Purpose.REGISTER, DATA)


class TestUnseal:
    def test_gives_back_what_was_sealed(self):
        assert unseal(Purpose.REGISTER, seal(Purpose.REGISTER, DATA), 60) == DATA

    def test_is_valid_until_the_last_second(self):
        assert opened_after(hours=23, minutes=59, seconds=59) == DATA

    @pytest.mark.parametrize("passed", [{"hours": 24}, {"hours": 25}, {"days": 400}])
    def test_is_expired_from_then_on(self, passed):
        with pytest.raises(LinkExpired):
            opened_after(**passed)

    @pytest.mark.parametrize("purpose", sorted({*Purpose} - {Purpose.REGISTER}))
    def test_opens_for_no_other_purpose(self, purpose):
        with pytest.raises(LinkInvalid):
            unseal(purpose, seal(Purpose.REGISTER, DATA), 60)

    def test_every_changed_character_is_noticed(self):
        sealed = seal(Purpose.REGISTER, DATA)
        body = sealed.rstrip("=")
        for at in range(0, len(body) - 2, 7):
            other = "A" if body[at] != "A" else "B"
            with pytest.raises(LinkInvalid):
                unseal(Purpose.REGISTER, sealed[:at] + other + sealed[at + 1 :], 60)

    @pytest.mark.parametrize("junk", ["", "x", "gAAAA", "é" * 9, "A" * 99999])
    def test_junk_is_invalid(self, junk):
        with pytest.raises(LinkInvalid):
            unseal(Purpose.REGISTER, junk, 60)

    def test_survives_the_rotation_of_keys(self):
        sealed = seal(Purpose.REGISTER, DATA)
        manager = getUtility(IKeyManager)
        manager.rotate(KEY_RING)
        assert unseal(Purpose.REGISTER, sealed, 60) == DATA
        for _turn in range(len(manager[KEY_RING])):
            manager.rotate(KEY_RING)
        with pytest.raises(LinkInvalid):
            unseal(Purpose.REGISTER, sealed, 60)
