"""The security history: logins, failures, changes and looks, for the patron to see."""

from datetime import timedelta
from ndl.registration.account.data_page import data_page
from ndl.registration.account.deregister import end_registration
from ndl.registration.account.history import history_of
from ndl.registration.account.history import note_happening
from ndl.registration.account.history_store import KEPT
from ndl.registration.account.history_words import about_in_words
from ndl.registration.account.history_words import HAPPENINGS
from ndl.registration.account.history_words import in_words
from ndl.registration.account.my_data import collect_data
from ndl.registration.clock import now
from ndl.registration.events import audit
from ndl.registration.events import AuditEvent
from ndl.registration.events import AuditTag
from ndl.registration.library.consent import give_consent
from ndl.registration.library.consent import withdraw_consent
from ndl.registration.library.service_terms import latest_terms
from ndl.registration.limits.client import Client
from ndl.registration.login.login import enter_password
from ndl.registration.patrons.record import PatronClass
from ndl.registration.store_interfaces.patrons import IHistoryStore
from zope.component import getUtility

import pytest
import time_machine
import transaction


PASSWORD = "Mizuumi-4711-b"
FIREFOX = Client(
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
)
LOOK = AuditTag.APPLICATION_VIEWED
SERVICE = "digitized-contents"


def tags(user_id):
    return [one.tag for one in history_of(user_id)]


class TestLogins:
    def test_a_wrong_password_outlives_the_request_and_a_right_one_is_none(
        self, portal, patron, mails
    ):
        user_id = patron.user_id
        enter_password(user_id, "Machigai-4711", FIREFOX)
        transaction.abort()
        enter_password(user_id, PASSWORD, FIREFOX)
        transaction.commit()
        (wrong,) = history_of(user_id)
        assert wrong.tag is AuditTag.LOGIN_PASSWORD_FAILED
        assert "Firefox" in wrong.user_agent

    def test_a_lock_and_a_remembered_browser_are_told(self, portal, patron):
        for _ in range(5):
            enter_password(patron.user_id, "Machigai-4711", FIREFOX)
        failed, locked = AuditTag.LOGIN_PASSWORD_FAILED, AuditTag.LOGIN_PASSWORD_LOCKED
        assert sorted(tags(patron.user_id)) == [*4 * [failed], locked]

    def test_a_store_that_is_not_there_yet_stops_nothing(self, portal, patron):
        store = getUtility(IHistoryStore)
        portal.getSiteManager().unregisterUtility(store, IHistoryStore)
        try:
            audit(AuditTag.LOGIN_CODE_FAILED, patron.user_id)
            assert history_of(patron.user_id) == []
        finally:
            portal.getSiteManager().registerUtility(store, IHistoryStore)


class TestChanges:
    def test_go_with_the_transaction(self, portal, patron):
        audit(AuditTag.PATRON_PASSWORD_CHANGED, patron.user_id)
        transaction.abort()
        assert tags(patron.user_id) == []
        audit(AuditTag.PATRON_PASSWORD_CHANGED, patron.user_id)
        transaction.commit()
        assert tags(patron.user_id) == [AuditTag.PATRON_PASSWORD_CHANGED]

    def test_many_of_one_kind_displace_no_others(self, portal, patron):
        audit(AuditTag.PATRON_PASSWORD_CHANGED, patron.user_id)
        for _ in range(3 * KEPT):
            audit(AuditTag.LOGIN_CODE_FAILED, patron.user_id)
        assert tags(patron.user_id).count(AuditTag.LOGIN_CODE_FAILED) == KEPT
        assert AuditTag.PATRON_PASSWORD_CHANGED in tags(patron.user_id)

    def test_of_one_patron_at_once_are_all_noted(self, portal, patron, at_once):
        audit(AuditTag.LOGOUT, patron.user_id)
        transaction.commit()
        some = (AuditTag.LOGIN_CODE_FAILED, AuditTag.SESSION_ENDED, AuditTag.LOGOUT)
        user_id = patron.user_id
        came = at_once(*[lambda tag=tag: audit(tag, user_id) for tag in some])
        assert came == ["done"] * 3
        transaction.begin()
        assert sorted(tags(patron.user_id)) == sorted([*some, AuditTag.LOGOUT])

    def test_of_many_patrons_at_once_conflict_with_none(
        self, portal, make_patron, at_once
    ):
        ids = [make_patron(email=f"p{n}@example.org").user_id for n in range(8)]
        transaction.commit()
        acts = [lambda one=one: audit(AuditTag.LOGOUT, one) for one in ids]
        assert at_once(*acts) == ["done"] * 8
        transaction.begin()
        assert all(tags(one) == [AuditTag.LOGOUT] for one in ids)


class TestLooks:
    def test_are_noted_although_they_only_read_and_once_a_day(self, portal, patron):
        user_id = patron.user_id
        for _ in range(3):
            note_happening(AuditEvent(LOOK, user_id, {"application": "A1"}, "editor"))
            transaction.abort()
        note_happening(AuditEvent(LOOK, user_id, {"application": "A2"}, "editor"))
        transaction.abort()
        with time_machine.travel(now() + timedelta(days=2)):
            note_happening(AuditEvent(LOOK, user_id, {"application": "A1"}, "editor"))
            transaction.abort()
        found = [(one.tag, one.about) for one in history_of(user_id)]
        assert sorted(found) == [(LOOK, ("A1",)), (LOOK, ("A1",)), (LOOK, ("A2",))]
        assert "editor" not in str(history_of(user_id))

    def test_of_the_patron_are_none(self, portal, patron):
        note_happening(AuditEvent(LOOK, patron.user_id, {}, patron.user_id))
        assert tags(patron.user_id) == []


class TestEnd:
    def test_all_is_erased_and_nothing_comes_later(self, portal, patron, mails):
        user_id, store = patron.user_id, getUtility(IHistoryStore)
        enter_password(user_id, "Machigai-4711", FIREFOX)
        audit(AuditTag.LOGOUT, user_id)
        transaction.commit()
        end_registration(patron)
        transaction.commit()
        audit(AuditTag.LOGOUT, user_id)
        note_happening(AuditEvent(LOOK, user_id, {"application": "A1"}, "editor"))
        transaction.commit()
        assert history_of(user_id) == []
        assert store.entries(user_id) == ()


def test_every_kind_has_words_in_both_languages():
    for tag in HAPPENINGS:
        english, japanese = in_words(tag, "en"), in_words(tag, "ja")
        assert english
        assert japanese
        assert english != japanese


def test_it_is_part_of_my_data(portal, patron):
    fields = ["residence", "phone"]
    audit(AuditTag.PATRON_INFORMATION_CHANGED, patron.user_id, fields=fields)
    (entry,) = collect_data(patron)["history"]
    assert entry["event"] == "利用者情報の変更"
    assert entry["about"] == "住所、電話番号"


def test_consents_are_told_with_version_and_date(portal, patron, subtests):
    patron.change_class(PatronClass.OFFICIAL)
    with time_machine.travel("2027-01-10T03:00:00Z", tick=False):
        give_consent(patron, SERVICE, latest_terms(SERVICE).version)
        data = collect_data(patron)
        assert data["consents"] == [
            {"service": SERVICE, "version": "1", "agreed": "2027-01-10T03:00:00+00:00"}
        ]
        withdraw_consent(patron, SERVICE)
    page = data_page(collect_data(patron), "ja")
    assert "個人向けデジタル化資料送信サービス 第1版</td>" in page
    noted = [one for one in history_of(patron.user_id) if SERVICE in one.about]
    assert {one.tag for one in noted} == {
        AuditTag.CONSENT_GIVEN,
        AuditTag.CONSENT_WITHDRAWN,
    }
    for one in noted:
        with subtests.test(tag=one.tag):
            words = about_in_words(one.tag, one.about, "ja")
            assert words == "個人向けデジタル化資料送信サービス 第1版"
            before = about_in_words(one.tag, (SERVICE,), "ja")
            assert before == "個人向けデジタル化資料送信サービス"


def test_terms_are_told_with_their_version(portal, patron):
    audit(AuditTag.TERMS_ACCEPTED, patron.user_id, version="2")
    (entry,) = collect_data(patron)["history"]
    assert entry["about"] == "第2版"
    assert about_in_words(AuditTag.TERMS_ACCEPTED, (), "ja") == ""


@pytest.mark.parametrize(("language", "words"), [("en", "A1, A2"), ("ja", "A1、A2")])
def test_several_subjects_are_listed_as_their_reader_does(portal, language, words):
    tag = AuditTag.APPLICATION_SUBMITTED
    assert about_in_words(tag, ("A1", "A2"), language) == words


def test_the_page_of_my_data_is_in_words(portal, patron):
    page = data_page(collect_data(patron), "ja")
    for word in ("簡易登録利用者", "日本語", "日本"):
        assert f"<td>{word}</td>" in page
    assert "<td>simple</td>" not in page


def test_page_and_service_say_the_same(logged_in, patron):
    logged_in.get("login")
    enter_password(patron.user_id, "Machigai-4711", FIREFOX)
    audit(AuditTag.CONSENT_GIVEN, patron.user_id, service="digitized-contents")
    transaction.commit()
    text = logged_in.get("my-history", headers={"Accept-Language": "en"}).text
    assert "Wrong password" in text
    assert "Terms of a service agreed to" in text
    assert "Digitized Contents Transmission" in text
    assert "Wrong password" in logged_in.get("my-account").text
    headers = {"Accept": "application/json", "Accept-Language": "en"}
    items = logged_in.get("@my-history", headers=headers).json()["items"]
    assert {one["event"] for one in items} == {"login:password:failed", "consent:given"}
    assert {one["browser"] for one in items} == {"Firefox, Linux", ""}
