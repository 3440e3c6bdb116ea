from ndl.registration.settings import settings
from ndl.registration.voice.caps import cost_day
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.store import Call
from ndl.registration.voice.store import get_calls
from zope.component import getGlobalSiteManager
from zope.i18nmessageid import Message

import pytest


class Telephone:
    title = "Test"
    capabilities: frozenset[str] = frozenset()
    faults: list[str] = []

    def problems(self):
        return self.faults


@pytest.fixture
def telephone(portal):
    telephone, manager = Telephone(), getGlobalSiteManager()
    manager.registerUtility(telephone, IVoiceProvider, "test")
    settings().voice_provider = "test"
    yield telephone
    manager.unregisterUtility(telephone, IVoiceProvider, "test")


class TestVoiceCalls:
    def test_are_fine_where_nobody_wants_them(self, assert_level):
        assert_level("voice-calls", "ok", "not offered")

    def test_are_fine_with_money_left(self, assert_level, telephone):
        settings().voice_cost_day = 100
        get_calls().add("E000000117", "number", cost_day(), Call("1", "a", 0, 80))
        assert_level("voice-calls", "ok", "80 of 100 yen")
        get_calls().add("E000000210", "other", cost_day(), Call("2", "a", 0, 10))
        assert_level("voice-calls", "warning", "90 of 100 yen")

    def test_tell_what_is_wrong(self, assert_level, telephone):
        telephone.faults = [Message("The line is cut.")]
        assert_level("voice-calls", "warning", "The line is cut.")

    def test_need_who_makes_them(self, assert_level, telephone):
        getGlobalSiteManager().unregisterUtility(telephone, IVoiceProvider, "test")
        assert_level("voice-calls", "warning", "not installed")

    def test_need_somebody_who_waits_for_a_key(self, assert_level, telephone):
        settings().voice_key_first = True
        assert_level("voice-calls", "warning", "does not support")
