from limits import parse
from ndl.registration.limits import counters
from ndl.registration.limits.counters import Counters
from ndl.registration.limits.counters import MEMORY

import logging
import pytest
import time_machine


NOON = "2026-11-21T03:00:00Z"
THREE = parse("3 per 10 minutes")


@pytest.fixture(params=["memory", "redis"])
def counted(request):
    if request.param == "memory":
        return Counters(MEMORY)
    return Counters(request.getfixturevalue("redis_server").uri)


class TestCounters:
    def test_lets_pass_as_many_as_the_limit(self, counted):
        assert [counted.hit(THREE, "a") for _ in range(3)] == [0, 0, 0]
        assert counted.hit(THREE, "a") > 0
        assert counted.hit(THREE, "b") == 0

    def test_tells_how_long_to_wait(self, counted):
        with time_machine.travel(NOON, tick=False) as clock:
            counted.hit(THREE, "a")
            clock.shift(240)
            counted.hit(THREE, "a")
            counted.hit(THREE, "a")
            assert counted.hit(THREE, "a") == 360
            clock.shift(359)
            assert counted.hit(THREE, "a") == 1
            clock.shift(2)
            assert counted.hit(THREE, "a") == 0

    def test_a_refused_step_does_not_prolong_the_wait(self, counted):
        with time_machine.travel(NOON, tick=False) as clock:
            for _ in range(3):
                counted.hit(THREE, "a")
            clock.shift(300)
            for _ in range(50):
                assert counted.hit(THREE, "a") == 300
            clock.shift(301)
            assert counted.hit(THREE, "a") == 0

    def test_can_be_reset(self, counted):
        for _ in range(4):
            counted.hit(THREE, "a")
        counted.reset()
        assert counted.hit(THREE, "a") == 0


class TestMemory:
    def test_is_of_one_process(self):
        one, other = Counters(MEMORY), Counters(MEMORY)
        for _ in range(3):
            one.hit(THREE, "a")
        assert other.hit(THREE, "a") == 0

    def test_lets_go_of_networks_that_stay_away(self, monkeypatch):
        monkeypatch.setattr(counters, "_SWEEP", 10)
        with time_machine.travel(NOON, tick=False) as clock:
            here = Counters(MEMORY)
            storage = here._memory.storage
            for number in range(9):
                here.hit(THREE, str(number))
            clock.shift(601)
            storage.timer.join()
            storage._MemoryStorage__expire_events()
            here.hit(THREE, "new")
            assert len(storage.events) == 1


class TestRedis:
    def test_is_common_to_processes(self, redis_server):
        one, other = Counters(redis_server.uri), Counters(redis_server.uri)
        for _ in range(3):
            one.hit(THREE, "a")
        assert other.hit(THREE, "a") > 0

    def test_keeps_counting_here_while_it_is_down(self, redis_server, caplog):
        here = Counters(redis_server.uri)
        assert here.is_reachable()
        redis_server.stop()
        with caplog.at_level(logging.WARNING):
            assert [bool(here.hit(THREE, "a")) for _ in range(5)] == [
                False,
                False,
                False,
                True,
                True,
            ]
        assert not here.is_reachable()
        told = [r for r in caplog.records if "storage of limits" in r.message]
        assert len(told) == 1
        assert str(redis_server.port) not in told[0].message

    def test_is_used_again_when_it_is_back(self, redis_server, monkeypatch):
        here = Counters(redis_server.uri)
        redis_server.stop()
        here.hit(THREE, "a")
        redis_server.start()
        monkeypatch.setattr(here, "_paused_until", 0)
        other = Counters(redis_server.uri)
        for _ in range(3):
            other.hit(THREE, "a")
        assert here.hit(THREE, "a") > 0

    def test_forgets_by_itself(self, redis_server):
        here = Counters(redis_server.uri)
        here.hit(parse("3 per second"), "a")
        (key,) = here._shared.storage.storage.keys()
        assert here._shared.storage.storage.pttl(key) <= 1000
