from .conftest import AGENT
from .conftest import another
from .conftest import NOON
from dataclasses import replace
from ndl.registration.config import AUDIT_LOGGER
from ndl.registration.limits.client import Client
from ndl.registration.limits.counters import forget_counters
from ndl.registration.limits.throttle import enforce_limit
from ndl.registration.limits.throttle import enforce_recipient_limit
from ndl.registration.limits.throttle import Limiter
from ndl.registration.limits.throttle import seconds_to_wait
from ndl.registration.limits.throttle import too_many_requests
from ndl.registration.limits.throttle import TooManyRequests
from ndl.registration.login import address
from ndl.registration.login import results
from ndl.registration.login import second_step
from ndl.registration.login import sending
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.delivery import DeliveryFailed
from ndl.registration.login.delivery.email import EmailChannel
from ndl.registration.login.login import enter_password
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import Refused
from ndl.registration.login.tally import counts_of
from ndl.registration.settings import settings
from zope.i18n import translate

import json
import logging
import pytest
import time_machine
import transaction


HERE = replace(AGENT, address="192.0.2.1")
THERE = replace(AGENT, address="192.0.2.2")


@pytest.fixture
def few(portal):
    """Lets every limiter pass two steps in ten minutes."""
    for limiter in Limiter:
        setattr(settings(), limiter, "2 per 10 minutes")


@pytest.fixture
def audited(caplog):
    """The limits in the security log."""

    def read():
        records = [r for r in caplog.records if r.name == AUDIT_LOGGER]
        lines = [json.loads(record.message) for record in records]
        return [line["limit"] for line in lines if line["event"] == "limit:reached"]

    with caplog.at_level(logging.INFO, AUDIT_LOGGER):
        yield read


def hits(count, limiter, client):
    return [seconds_to_wait(limiter, client) for _ in range(count)]


@pytest.mark.usefixtures("few")
class TestLimit:
    def test_lets_pass_what_the_setting_says_and_no_more(self):
        with time_machine.travel(NOON, tick=False) as clock:
            assert hits(3, Limiter.CODES, HERE) == [0, 0, 600]
            clock.shift(599)
            assert hits(1, Limiter.CODES, HERE) == [1]
            clock.shift(2)
            assert hits(3, Limiter.CODES, HERE) == [0, 0, 600]

    @pytest.mark.parametrize("limiter", Limiter)
    def test_each_counts_for_itself(self, limiter):
        for other in set(Limiter) - {limiter}:
            hits(3, other, HERE)
        assert hits(1, limiter, HERE) == [0]

    def test_each_network_counts_for_itself(self):
        hits(3, Limiter.CODES, HERE)
        assert hits(1, Limiter.CODES, THERE) == [0]

    def test_addresses_of_one_home_count_together(self):
        for host in range(2):
            hits(1, Limiter.CODES, Client("", f"2001:db8:1:2::{host}"))
        assert hits(1, Limiter.CODES, Client("", "2001:db8:1:2::9"))[0]
        assert not hits(1, Limiter.CODES, Client("", "2001:db8:1:3::9"))[0]

    @pytest.mark.parametrize("storage", ["memory", "redis"])
    def test_several_limits_hold_together(self, request, storage):
        if storage == "redis":
            server = request.getfixturevalue("redis_server")
            settings().limits_storage = server.uri
        settings().limit_codes = "2 per minute; 5 per day"
        with time_machine.travel(NOON, tick=False) as clock:
            assert hits(8, Limiter.CODES, HERE) == [0, 0, *[60] * 6]
            clock.shift(61)
            assert hits(8, Limiter.CODES, HERE) == [0, 0, *[60] * 6]
            clock.shift(61)
            assert hits(3, Limiter.CODES, HERE) == [0, *[24 * 3600 - 122] * 2]
            clock.shift(24 * 3600 - 122 + 1)
            assert hits(3, Limiter.CODES, HERE) == [0, 0, 60]

    def test_networks_can_be_exempt(self):
        settings().limits_exempt = ("192.0.2.0/31",)
        assert not any(hits(9, Limiter.CODES, HERE))
        assert any(hits(9, Limiter.CODES, THERE))

    def test_a_broken_setting_falls_back_to_the_default(self):
        settings().limit_codes = "a lot"
        assert not any(hits(50, Limiter.CODES, HERE))
        assert any(hits(1, Limiter.CODES, HERE))

    def test_a_changed_setting_holds_at_once(self):
        hits(3, Limiter.CODES, HERE)
        settings().limit_codes = "9 per 10 minutes"
        assert hits(1, Limiter.CODES, HERE) == [0]

    def test_can_be_counted_in_redis(self, redis_server):
        settings().limits_storage = redis_server.uri
        hits(2, Limiter.CODES, HERE)
        forget_counters()
        assert hits(1, Limiter.CODES, HERE)[0]

    def test_mails_to_an_address_count_wherever_they_are_asked_for(self):
        for number, email in enumerate(("taro@example.org", "TARO@Example.ORG")):
            enforce_recipient_limit(email, Client("", f"192.0.2.{number}"))
        with pytest.raises(TooManyRequests):
            enforce_recipient_limit("Taro@example.org", Client("", "198.51.100.1"))
        enforce_recipient_limit("jiro@example.org", HERE)


@pytest.mark.usefixtures("few")
class TestRetry:
    def test_a_retried_request_counts_once(self):
        for _ in range(2):
            request = {}
            for _retry in range(3):
                client = replace(HERE, counted=request)
                assert hits(1, Limiter.CODES, client) == [0]
        assert hits(1, Limiter.CODES, replace(HERE, counted={}))[0]

    def test_a_retried_request_is_refused_again(self):
        hits(2, Limiter.CODES, HERE)
        client = replace(HERE, counted={})
        first, second = hits(2, Limiter.CODES, client)
        assert first == second > 0


@pytest.mark.usefixtures("few")
class TestAudit:
    def test_tells_once_a_window_of_each_limit_and_network(self, audited):
        with time_machine.travel(NOON, tick=False) as clock:
            hits(9, Limiter.CODES, HERE)
            assert audited() == ["limit_codes"]
            hits(9, Limiter.PASSWORDS, HERE)
            hits(9, Limiter.CODES, THERE)
            assert len(audited()) == 3
            clock.shift(601)
            hits(9, Limiter.CODES, HERE)
        assert len(audited()) == 4

    def test_is_written_also_if_the_step_is_rolled_back(self, audited):
        hits(3, Limiter.CODES, HERE)
        transaction.abort()
        assert audited() == ["limit_codes"]


class TestMessage:
    @pytest.mark.parametrize(
        ("seconds", "language", "text"),
        [
            (1, "en", "Please wait one minute."),
            (60, "en", "Please wait one minute."),
            (61, "en", "Please wait 2 minutes."),
            (900, "en", "Too many attempts from your network. Please wait 15 minutes."),
            (900, "ja", "15分ほどお待ちください。"),
            (5, "ja", "1分ほどお待ちください。"),
        ],
    )
    def test_tells_the_minutes(self, portal, seconds, language, text):
        message = translate(too_many_requests(seconds), target_language=language)
        assert message.endswith(text)

    def test_comes_with_the_exception(self, few):
        enforce_limit(Limiter.SUBMITS, HERE)
        enforce_limit(Limiter.SUBMITS, HERE)
        with pytest.raises(TooManyRequests) as caught:
            enforce_limit(Limiter.SUBMITS, HERE)
        assert 590 < caught.value.seconds <= 600
        assert "10 minutes" in translate(caught.value.message)


@pytest.mark.usefixtures("few")
class TestPasswordStep:
    def test_is_refused_before_anything_is_looked_at(self, patron, password, codes):
        for _ in range(2):
            enter_password(patron.user_id, "no", HERE)
        result = enter_password(patron.user_id, password, HERE)
        assert isinstance(result, Refused)
        assert result.wait > 0
        assert counts_of(patron.user_id).failures == 2
        assert codes == []

    def test_unknown_names_count_as_well(self, patron, password, codes):
        for number in range(2):
            enter_password(f"E00000000{number}", "no", HERE)
        assert enter_password(patron.user_id, password, HERE).wait
        assert isinstance(enter_password(patron.user_id, password, THERE), CodeSent)

    def test_right_ones_do_not_start_the_count_anew(self, patron, password, codes):
        enter_password(patron.user_id, "no", HERE)
        enter_password(patron.user_id, password, HERE)
        assert enter_password(patron.user_id, "no", HERE).wait

    def test_no_more_codes_than_may_be_sent(self, patron, password, codes):
        settings().limit_passwords = "9 per hour"
        sent = [enter_password(patron.user_id, password, HERE) for _ in range(3)]
        assert sent[-1].wait
        assert len(codes) == 2
        result = second_step.enter_code(sent[1].token, codes[-1], THERE)
        assert isinstance(result, LoggedIn)


@pytest.mark.usefixtures("few")
class TestCodeStep:
    def test_is_refused_and_not_counted_for_the_account(self, started, patron, codes):
        for _ in range(2):
            second_step.enter_code(started.token, another(codes[-1]), HERE)
        result = second_step.enter_code(started.token, codes[-1], HERE)
        assert result.wait
        assert not result.ended
        assert len(get_logins().account(patron.user_id).code_failures) == 2
        result = second_step.enter_code(started.token, codes[-1], THERE)
        assert isinstance(result, LoggedIn)

    def test_sending_again_counts_as_sending(self, patron, password, codes):
        settings().resend_wait = 0
        sent = enter_password(patron.user_id, password, HERE)
        assert isinstance(sending.send_again(sent.token, HERE), CodeSent)
        assert sending.send_again(sent.token, HERE).wait
        assert sending.send_by(sent.token, "email", HERE).wait
        assert len(codes) == 2

    def test_giving_addresses_counts(self, make_patron, password, codes):
        patron = make_patron(email="")
        sent = enter_password(patron.user_id, password, HERE)
        for text in ("no address", "taken"):
            assert not address.give_address(sent.token, text, HERE).wait
        assert address.give_address(sent.token, "new@example.org", HERE).wait
        assert codes == []


class TestCodesOfAnAccount:
    def test_are_limited_over_attempts_networks_and_time(self, patron, password, codes):
        settings().code_mails_hour = 4
        with time_machine.travel(NOON, tick=False) as clock:
            for number in range(4):
                client = replace(AGENT, address=f"192.0.2.{number}")
                assert enter_password(patron.user_id, password, client).token
            refused = enter_password(patron.user_id, password, THERE)
            assert refused == Refused(results.CODE_MAILS, limited=True)
            assert len(codes) == 4
            clock.shift(3600)
            assert enter_password(patron.user_id, password, HERE).token

    def test_sending_again_counts(self, patron, password, codes):
        settings().code_mails_hour = 2
        settings().resend_wait = 0
        sent = enter_password(patron.user_id, password, HERE)
        sending.send_again(sent.token, HERE)
        refused = sending.send_again(sent.token, HERE)
        assert refused == Refused(results.CODE_MAILS, limited=True)
        assert not enter_password(patron.user_id, password, HERE).ended

    def test_count_also_if_they_cannot_be_sent(self, patron, password, monkeypatch):
        settings().code_mails_hour = 1
        monkeypatch.setattr(EmailChannel, "send", None)
        with pytest.raises(DeliveryFailed):
            enter_password(patron.user_id, password, HERE)
        refused = enter_password(patron.user_id, password, HERE)
        assert refused == Refused(results.CODE_MAILS, limited=True)

    def test_the_code_that_was_sent_stays_good(self, patron, password, codes):
        settings().code_mails_hour = 1
        sent = enter_password(patron.user_id, password, HERE)
        enter_password(patron.user_id, password, HERE)
        result = second_step.enter_code(sent.token, codes[-1], HERE)
        assert isinstance(result, LoggedIn)
