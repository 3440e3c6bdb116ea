from ndl.registration.dates import hours_of
from ndl.registration.dates import minutes_of
from ndl.registration.dates import minutes_until
from ndl.registration.settings import settings
from ndl.registration.settings.constraints import is_in_hours
from ndl.registration.settings.constraints import is_in_minutes
from ndl.registration.settings.constraints import is_rate
from ndl.registration.settings.constraints import is_storage
from ndl.registration.settings.constraints import is_text
from zope.interface import Invalid

import pytest


class TestText:
    @pytest.mark.parametrize("value", ["", "taro", "花子", "\U0001f600"])
    def test_is_what_can_be_written_down(self, value):
        assert is_text(value)

    @pytest.mark.parametrize("value", [None, 1, b"x", ["x"], "\ud800", "a\udfff"])
    def test_is_nothing_else(self, value):
        assert not is_text(value)


class TestLifetimes:
    def test_are_told_in_whole_units(self):
        assert is_in_hours(86400)
        assert is_in_minutes(900)

    @pytest.mark.parametrize("seconds", [5400, 1, 3601])
    def test_refuse_parts_of_an_hour(self, seconds):
        with pytest.raises(Invalid, match="in hours"):
            is_in_hours(seconds)

    @pytest.mark.parametrize("seconds", [90, 61, 599])
    def test_refuse_parts_of_a_minute(self, seconds):
        with pytest.raises(Invalid, match="in minutes"):
            is_in_minutes(seconds)

    def test_never_say_that_there_is_no_time(self):
        assert hours_of(600) == 1
        assert minutes_of(30) == 1
        assert hours_of(7200) == 2
        assert minutes_of(900) == 15

    def test_say_when_a_wait_is_over(self):
        assert minutes_until(61) == 2
        assert minutes_until(60) == 1


class TestRate:
    @pytest.mark.parametrize(
        "text",
        ["30 per 15 minutes", "1/second", "5 per hour; 20 per day", "7 per 2 Days"],
    )
    def test_takes_limits(self, text):
        assert is_rate(text)

    @pytest.mark.parametrize(
        "text",
        ["", "30", "many per hour", "30 per fortnight", "0 per hour", "-1 per hour"],
    )
    def test_refuses_what_is_none(self, text):
        with pytest.raises(Invalid, match="This is not a valid limit"):
            is_rate(text)


class TestStorage:
    @pytest.mark.parametrize(
        "text",
        [
            "memory://",
            "redis://localhost:6379",
            "redis://:secret@cache.example:6379/2",
            "rediss://cache.example",
            "redis+unix:///run/redis.sock",
        ],
    )
    def test_takes_memory_and_redis(self, text):
        assert is_storage(text)

    @pytest.mark.parametrize(
        "text",
        ["", "redis", "redis://", "memcached://localhost", "redis://host:port"],
    )
    def test_refuses_others(self, text):
        with pytest.raises(Invalid, match="memory://"):
            is_storage(text)


class TestSettings:
    def test_defaults_are_valid(self, portal):
        values = settings()
        names = [name for name in values.__schema__ if name.startswith("limit_")]
        assert "limit_passwords" in names
        assert all(is_rate(getattr(values, name)) for name in names)
        assert is_storage(values.limits_storage)
