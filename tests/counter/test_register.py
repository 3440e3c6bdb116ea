from .test_acts import PASSPORT
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from ndl.registration.account.change_password import store_password
from ndl.registration.account.duties import CHANGE_PASSWORD
from ndl.registration.account.duties import first_duty
from ndl.registration.clock import now
from ndl.registration.clock import today
from ndl.registration.counter.initial_password import give_initial_password
from ndl.registration.counter.officer import OwnAccount
from ndl.registration.counter.register import PerhapsRegistered
from ndl.registration.counter.register import register_in_person
from ndl.registration.counter.slip import draw_slip
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.documents.errors import KindMissing
from ndl.registration.events import AuditTag
from ndl.registration.login.identify import check_password
from ndl.registration.login.sources import find_identity
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.patrons.record import PatronClass
from ndl.registration.review.own_patrons import link_patron
from ndl.registration.settings import settings
from pathlib import Path
from pypdf import PdfReader

import pytest
import reportlab
import time_machine
import transaction


VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


@pytest.fixture
def declared(patron):
    """Somebody who is not registered yet."""
    other = {"given_name": "一郎", "given_kana": "イチロウ", "phone": ""}
    return replace(Declaration.from_patron(patron), **other)


def logs_in(patron, password):
    return check_password(find_identity(patron.user_id), password)


def text_of(drawn):
    (page,) = PdfReader(BytesIO(drawn)).pages
    return page.extract_text()


class TestInitialPassword:
    def test_takes_the_place_of_the_former_one(self, patron, officer, password):
        slip = give_initial_password(patron, PASSPORT)
        assert not logs_in(patron, password)
        assert logs_in(patron, slip.password)
        other = give_initial_password(patron, PASSPORT)
        assert other.password != slip.password
        assert not logs_in(patron, slip.password)

    def test_opens_a_closed_password_step(self, patron, officer):
        for _try in range(settings().password_failures):
            assert not logs_in(patron, "wrong")
        assert logs_in(patron, give_initial_password(patron, PASSPORT).password)

    def test_is_changed_before_anything_else(self, patron, officer):
        patron.accept_terms("1")
        assert first_duty(patron.user_id) is None
        give_initial_password(patron, PASSPORT)
        assert first_duty(patron.user_id) is CHANGE_PASSWORD
        store_password(patron, "Kawaguchi-815-k")
        assert first_duty(patron.user_id) is None

    def test_is_of_no_use_after_some_days(self, patron, officer):
        settings().initial_password_days = 2
        slip = give_initial_password(patron, PASSPORT)
        assert slip.until == today() + timedelta(days=2)
        for days, works in ((2, True), (3, False)):
            with time_machine.travel(now() + timedelta(days=days), tick=False):
                assert logs_in(patron, slip.password) is works

    def test_is_mailed_and_written_nowhere(self, patron, officer, audited, mails):
        slip = give_initial_password(patron, PASSPORT)
        transaction.commit()
        (mail,) = mails
        assert mail["To"] == patron.email
        told = (mail.get_content(), str(audited), repr(slip), str(patron.notices))
        assert not [text for text in told if slip.password in text]
        assert AuditTag.COUNTER_PASSWORD_GIVEN in [one.tag for one in audited]

    def test_is_not_given_to_oneself(self, patron, officer, password):
        with pytest.raises(KindMissing):
            give_initial_password(patron, "")
        link_patron(officer, patron.user_id)
        with pytest.raises(OwnAccount):
            give_initial_password(patron, PASSPORT)
        assert logs_in(patron, password)


class TestSlip:
    def test_is_one_page_in_the_language_of_the_patron(self, patron, officer):
        for language, title in (("ja", "初期パスワード"), ("en", "Initial password")):
            get_directory().update(patron, replace(patron.person, language=language))
            slip = give_initial_password(patron, PASSPORT)
            text = text_of(draw_slip(slip))
            for part in (title, slip.password, patron.user_id, slip.name):
                assert part in text
            assert "https://library.example/portal/login" in text

    def test_has_the_font_of_the_setting_in_it(self, patron, officer, caplog):
        slip = give_initial_password(patron, PASSPORT)
        settings().slip_font = str(VERA)
        assert b"/FontFile2" in draw_slip(slip)
        settings().slip_font = "/nowhere.ttf"
        assert slip.password in text_of(draw_slip(slip))
        assert "cannot be read" in caplog.text


class TestRegistering:
    def test_needs_no_address(self, declared, officer, audited, mails):
        patron = register_in_person(declared, "", PatronClass.OFFICIAL, PASSPORT)
        transaction.commit()
        assert get_directory()[patron.user_id].is_official
        assert patron.email == ""
        assert list(mails) == []
        slip = give_initial_password(patron, PASSPORT)
        assert logs_in(patron, slip.password)
        assert first_duty(patron.user_id) is not None
        assert AuditTag.COUNTER_REGISTERED in [one.tag for one in audited]

    def test_is_mailed_to_an_address(self, declared, officer, mails):
        patron = register_in_person(declared, "x@example.org", "simple", PASSPORT)
        transaction.commit()
        (mail,) = mails
        assert mail["To"] == "x@example.org"
        assert patron.user_id in mail.get_content()
        assert not patron.is_official
        with pytest.raises(EmailTaken):
            register_in_person(declared, "X@example.org", "simple", PASSPORT)

    def test_shows_who_may_be_the_same(self, patron, officer):
        same = Declaration.from_patron(patron)
        with pytest.raises(PerhapsRegistered) as refused:
            register_in_person(same, "", PatronClass.SIMPLE, PASSPORT)
        assert refused.value.user_ids == [patron.user_id]
        other = register_in_person(same, "", "simple", PASSPORT, is_other=True)
        assert other.user_id != patron.user_id
        with pytest.raises(KindMissing):
            register_in_person(same, "", "simple", "", is_other=True)
