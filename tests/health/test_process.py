from .conftest import fill
from App.config import getConfiguration
from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.config import KEY_RING
from ndl.registration.health.examine import examine
from ndl.registration.health.finding import Level
from ndl.registration.health.finding import worst
from ndl.registration.health.secrets import rotate_keys
from ndl.registration.health.visit import Visit
from ndl.registration.settings import settings
from plone.keyring.interfaces import IKeyManager
from plone.registry.interfaces import IRegistry
from zope.component import getUtility

import pytest
import time
import time_machine


HERE = Visit("192.0.2.1", "https://portal.example.org")


class TestZope:
    def test_debug_mode(self, assert_level, monkeypatch):
        assert_level("debug-mode", "ok")
        monkeypatch.setattr(getConfiguration(), "debug_mode", True, raising=False)
        assert_level("debug-mode", "warning")

    def test_tracebacks(self, assert_level, monkeypatch):
        monkeypatch.setattr(getConfiguration(), "debug_exceptions", True, raising=False)
        assert_level("debug-mode", "unsafe")


class TestLimits:
    def test_single_process(self, assert_level):
        assert_level("limits", "ok")

    @pytest.mark.parametrize("module", ["ZEO.ClientStorage", "relstorage.storage"])
    def test_memory_of_several_processes(
        self, assert_level, portal, monkeypatch, module
    ):
        storage = type("Storage", (), {"__module__": module})
        monkeypatch.setattr(portal._p_jar.db(), "storage", storage())
        assert_level("limits", "warning")


class TestClock:
    def test_right(self, assert_level):
        assert_level("clock", "ok")

    def test_set_back(self, assert_level):
        with time_machine.travel(now() - timedelta(hours=1)):
            assert_level("clock", "unsafe")


@pytest.fixture
def run_in(monkeypatch):
    def run_in(zone):
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield run_in
    monkeypatch.undo()
    time.tzset()


class TestTimeZone:
    @pytest.fixture(autouse=True)
    def _site_of_london(self, portal):
        getUtility(IRegistry)["plone.portal_timezone"] = "Europe/London"

    def test_of_the_site(self, assert_level, run_in):
        run_in("Europe/London")
        assert_level("time-zone", "ok", seen=HERE)

    @pytest.mark.parametrize("zone", ["Asia/Tokyo", "UTC", "Africa/Algiers"])
    def test_that_differs_now_or_in_summer(self, assert_level, run_in, find, zone):
        run_in(zone)
        assert_level("time-zone", "warning", seen=HERE)
        assert "Europe/London" in fill(find("time-zone", seen=HERE).cure)

    def test_is_not_asked_of_a_command(self):
        assert "time-zone" not in {result.name for result in examine()}


class TestKeys:
    def test_new(self, assert_level):
        assert_level("keys", "ok", "0 days")

    def test_old_then_rotated(self, assert_level):
        ring = getUtility(IKeyManager)[KEY_RING]
        former = ring.current
        later = now() + timedelta(days=settings().key_days + 2)
        with time_machine.travel(later):
            assert_level("keys", "warning")
            rotate_keys()
            assert_level("keys", "ok")
        assert ring.current != former
        assert former in list(ring)

    def test_none(self, assert_level):
        del getUtility(IKeyManager)[KEY_RING]
        assert_level("keys", "unsafe")


class TestVisit:
    @pytest.mark.parametrize(
        ("address", "url", "level"),
        [
            ("198.51.100.7", "https://portal.example.org", "ok"),
            ("198.51.100.7", "https://portal.example.org/", "ok"),
            ("127.0.0.1", "https://portal.example.org", "warning"),
            ("", "https://portal.example.org", "warning"),
            ("198.51.100.7", "http://10.0.0.1:8080/portal", "warning"),
        ],
    )
    def test_through_a_proxy(self, assert_level, address, url, level):
        settings().public_url = "https://portal.example.org"
        assert_level("visit", level, seen=Visit(address, url))

    def test_on_the_own_machine(self, assert_level):
        settings().public_url = "http://localhost:8080/portal"
        seen = Visit("127.0.0.1", "http://localhost:8080/portal")
        assert_level("visit", "ok", seen=seen)


class TestExamining:
    def test_names_are_unique(self, portal):
        names = [result.name for result in examine(Visit("", ""), connect=True)]
        assert len(names) == len(set(names)) > 18

    def test_survives_a_check_that_raises(self, portal, caplog):
        portal.getSiteManager().unregisterUtility(provided=IKeyManager)
        results = examine()
        broken = next(r for r in results if r.name == "keys")
        assert broken.finding.level is Level.UNSAFE
        assert "could not be checked" in broken.finding.words
        assert "The check keys failed" in caplog.text

    def test_worst_of_nothing_is_fine(self):
        assert worst([]) is Level.OK
