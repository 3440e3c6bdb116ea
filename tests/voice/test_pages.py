from ..visitor import code_in
from ..visitor import message_of
from .provider import NAME
from .provider import until
from dataclasses import replace
from datetime import timedelta
from lxml import html
from ndl.registration.clock import now
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronPhoneChanged
from ndl.registration.login.tally import counts_of
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence
from ndl.registration.settings import settings
from ndl.registration.voice.caps import cost_class
from ndl.registration.voice.interfaces import CallState
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.interfaces import IVoiceProvider
from ndl.registration.voice.interfaces import Placed
from transaction import abort
from transaction import commit
from zope.component import getGlobalSiteManager
from zope.event import notify

import pytest
import time_machine


TYPED = "03-1234-5678"
ABROAD = Residence("HK", "-", "", "", "3 Kimberley Road")
DIFFERS = "No call can be made to this number"


def call(visitor, phone=TYPED):
    return visitor.submit("login-voice", phone=phone, call="1")


def text_of(response):
    return " ".join(html.fromstring(response.text).text_content().split())


class TestOffer:
    def test_stands_below_both_dialogs(self, at_code):
        page = html.fromstring(at_code.get("login-code").text)
        (link,) = page.xpath("//main//a[contains(@href, 'login-alternatives')]")
        assert link.text == (
            "If you don't have an email address, please check for alternative "
            "authentication methods."
        )
        page = html.fromstring(at_code.get("login-alternatives").text)
        assert page.xpath("//main//a[contains(@href, 'login-voice')]")

    @pytest.mark.parametrize("is_gone", [False, True])
    def test_needs_somebody_who_calls(self, at_code, telephone, is_gone):
        if is_gone:
            getGlobalSiteManager().unregisterUtility(telephone, IVoiceProvider, NAME)
        else:
            settings().voice_provider = None
            commit()
        assert "login-voice" not in at_code.get("login-alternatives").text
        assert "login-alternatives" in at_code.get("login-voice").url

    def test_button_does_not_go_around_the_number(self, at_code, telephone):
        page = at_code.submit("login-code", "login-alternatives", channel="voice")
        assert "not available to you" in message_of(page)
        assert telephone.jobs == []


class TestCall:
    def test_lets_the_patron_in(self, at_code, official, telephone, mails, audited):
        page = call(at_code, "０３（１２３４）５６７８")
        assert page.url.endswith("login-code")
        assert "You will be called at *****5678" in text_of(page)
        telephone.wait()
        (job,) = telephone.jobs
        assert (job.number, job.language) == ("+81312345678", "ja")
        until(lambda: "was read out" in at_code.get("login-call").text)
        ended = [e for e in audited if e.tag is AuditTag.LOGIN_CALL_ENDED]
        assert [e.details for e in ended] == [
            {
                "number": "*****5678",
                "outcome": "delivered",
                "why": "",
                "seconds": 12,
                "cost_class": "landline",
            }
        ]
        assert len(mails) == 1
        if code_in(mails[-1]) != job.code:
            page = at_code.submit("login-code", code=code_in(mails[-1]), enter="1")
            assert at_code.who() == ""
        at_code.submit("login-code", code=job.code, enter="1")
        assert at_code.who() == official.user_id

    def test_page_tells_who_calls_and_when(self, at_code):
        text = text_of(at_code.get("login-voice"))
        assert "050-3642-5814 and is usually made within one minute" in text

    def test_page_speaks_japanese(self, at_code):
        at_code.cookies.set("I18N_LANGUAGE", "ja")
        text = text_of(at_code.get("login-voice"))
        assert "認証コード連絡先電話番号確認" in text
        assert "自動音声通話で認証コードを聞く" in text

    def test_status_is_shown_without_script(self, at_code, telephone):
        telephone.state = CallStatus(CallState.RINGING)
        call(at_code)
        until(lambda: "ringing" in at_code.get("login-call").text)
        page = at_code.get("login-code")
        assert "Your telephone is ringing." in text_of(page)
        (link,) = html.fromstring(page.text).xpath("//noscript//a")
        assert link.text == "Check the status of the call"
        assert "ringing" in at_code.get(link.get("href")).text
        telephone.state = CallStatus(CallState.BUSY, Failure.BUSY)
        until(lambda: "busy" in at_code.get("login-call").text)

    def test_code_is_valid_for_15_minutes(self, at_code, telephone):
        call(at_code)
        telephone.wait()
        until(lambda: "was read out" in at_code.get("login-call").text)
        with time_machine.travel(now() + timedelta(minutes=15, seconds=1)):
            code = telephone.jobs[0].code
            page = at_code.submit("login", "login-code", code=code, enter="1")
            assert "login has ended" in message_of(page)
            assert at_code.who() == ""

    def test_counts_wrong_codes_with_those_of_mails(self, at_code, telephone):
        for _try in range(2):
            at_code.submit("login-code", code="000000", enter="1")
        call(at_code)
        telephone.wait()
        for _try in range(3):
            page = at_code.submit("login-code", code="000000", enter="1")
        assert "wrong too often" in message_of(page)

    def test_pressed_twice_is_one_call(self, at_code, telephone):
        call(at_code)
        telephone.wait()
        settings().resend_wait = 30
        commit()
        page = call(at_code)
        assert page.url.endswith("login-code")
        assert "You will be called at *****5678" in text_of(page)
        # Another one that is asked for has to wait.
        assert "Please wait" in message_of(at_code.submit("login-code", again="1"))
        assert len(telephone.jobs) == 1

    def test_again_has_a_new_code(self, at_code, official, telephone):
        call(at_code)
        telephone.wait()
        until(lambda: "was read out" in at_code.get("login-call").text)
        at_code.submit("login-code", again="1")
        telephone.wait(2)
        until(lambda: "was read out" in at_code.get("login-call").text)
        at_code.submit("login-code", code=telephone.jobs[1].code, enter="1")
        assert at_code.who() == official.user_id

    def test_again_waits_for_the_first_to_end(self, at_code, telephone):
        telephone.state = CallStatus(CallState.RINGING)
        call(at_code)
        telephone.wait()
        page = at_code.submit("login-code", again="1")
        assert "under way" in message_of(page)
        telephone.state = CallStatus(CallState.DELIVERED)
        assert len(telephone.jobs) == 1


def simple(patron):
    patron.change_class(PatronClass.SIMPLE)


def with_phone(**values):
    def change(patron):
        get_directory().update(patron, replace(patron.person, **values))

    return change


# What is typed, and what the patron is changed to before.
REFUSED = {
    "another number": ("03-1234-5679", lambda patron: None),
    "no number": ("nonsense", lambda patron: None),
    "simple": (TYPED, simple),
    "none on file": (TYPED, with_phone(phone="")),
    "FAX": (TYPED, with_phone(phone_is_fax=True)),
    "resident overseas": (TYPED, with_phone(residence=ABROAD)),
    "number overseas": ("+852 2345 6789", with_phone(phone="+85223456789")),
    "premium": ("0990-500-123", with_phone(phone="+81990500123")),
    "service": ("0570-000-123", with_phone(phone="+81570000123")),
}


@pytest.fixture
def looked_at(monkeypatch):
    """The numbers that were looked at."""
    seen = []

    def look(number):
        seen.append(number)
        return cost_class(number)

    monkeypatch.setattr("ndl.registration.voice.channel.cost_class", look)
    return seen


def recent(patron):
    """The numbers that were counted for the patron."""
    return [
        kind for kind, _moment in counts_of(patron.user_id).mails if kind == "phone"
    ]


class TestRefusal:
    def test_is_the_same_for_all(
        self, at_code, official, telephone, audited, looked_at, subtests
    ):
        settings().limit_calls = "100 per hour"
        settings().voice_numbers_hour = 100
        was, answers = official.person, set()
        for name, (typed, change) in REFUSED.items():
            with subtests.test(name=name):
                change(official)
                commit()
                page = call(at_code, typed)
                assert DIFFERS in page.text
                assert typed in page.text
                assert audited[-1].tag is AuditTag.LOGIN_PHONE_REFUSED
                # Nothing but what was typed differs, and the same is looked at.
                words = text_of(page).replace(typed, "")
                answers.add((page.status_code, words, len(looked_at)))
                looked_at.clear()
                official.change_class(PatronClass.OFFICIAL)
                get_directory().update(official, was)
        assert len(answers) == 1
        assert len(recent(official)) == len(REFUSED)
        assert telephone.jobs == []

    def test_leaves_the_mailed_code_good(self, at_code, official, mails):
        call(at_code, "03-1234-5679")
        at_code.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert at_code.who() == official.user_id

    def test_of_nothing_is_beside_the_field(self, at_code):
        page = html.fromstring(call(at_code, " ").text)
        (error,) = page.xpath("//*[@id='phone-error']")
        assert error.text == "Enter your telephone number."

    def test_counts_numbers_also_right_ones(self, at_code, telephone):
        settings().voice_numbers_hour = 2
        commit()
        call(at_code, "03-1234-5679")
        call(at_code, "03-1234-5670")
        assert "Too many telephone numbers" in message_of(call(at_code))
        assert telephone.jobs == []

    def test_without_token_is_refused(self, at_code, telephone):
        at_code.post("login-voice", data={"phone": TYPED})
        assert telephone.jobs == []

    def test_of_a_stranger_without_attempt(self, visit, telephone, official):
        page = visit().submit("login", "login-voice", phone=TYPED)
        assert "login has ended" in message_of(page)
        assert telephone.jobs == []


class TestCaps:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("voice_calls_hour", 1),
            ("voice_calls_day", 1),
            ("voice_number_calls_day", 1),
            ("voice_cost_day", 10),
        ],
    )
    def test_hold(self, at_code, official, telephone, name, value):
        setattr(settings(), name, value)
        commit()
        call(at_code)
        telephone.wait()
        until(lambda: "was read out" in at_code.get("login-call").text)
        page = at_code.submit("login-code", again="1")
        assert "No more voice calls" in message_of(page)
        assert len(telephone.jobs) == 1
        at_code.submit("login-code", code=telephone.jobs[0].code, enter="1")
        assert at_code.who() == official.user_id

    def test_of_the_network(self, at_code, telephone):
        settings().limit_calls = "1 per hour"
        commit()
        call(at_code, "03-1234-5679")
        assert "Please wait" in message_of(call(at_code))
        assert telephone.jobs == []


class TestTrouble:
    def test_is_tried_once_more_where_there_was_no_call(self, at_code, telephone):
        telephone.answers = [Placed(reason=Failure.LINES_BUSY, is_retriable=True)]
        call(at_code)
        telephone.wait(2)
        until(lambda: "was read out" in at_code.get("login-call").text)
        assert len({job.call_id for job in telephone.jobs}) == 1

    @pytest.mark.parametrize(
        "answer", [Placed(reason=Failure.UNSURE), ValueError("+81312345678 123456")]
    )
    def test_has_no_second_call_where_one_may_have_been(
        self, at_code, telephone, caplog, answer
    ):
        telephone.answers = [answer]
        call(at_code)
        until(lambda: "could not be made" in at_code.get("login-call").text)
        assert len(telephone.jobs) == 1
        assert "345678" not in caplog.text

    def test_a_new_number_voids_the_code(self, at_code, official, telephone):
        call(at_code)
        telephone.wait()
        until(lambda: "was read out" in at_code.get("login-call").text)
        abort()
        notify(PatronPhoneChanged(official.user_id))
        commit()
        page = at_code.submit("login", "login-code", code=telephone.jobs[0].code)
        assert at_code.who() == ""
        assert "login has ended" in message_of(page)
