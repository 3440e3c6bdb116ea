from .conftest import CLIENT
from dataclasses import replace
from datetime import date
from datetime import timedelta
from ndl.registration.config import now
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.documents.errors import BothSidesNeeded
from ndl.registration.documents.errors import NoPictures
from ndl.registration.documents.intake import take_picture
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.patrons.residence import Residence
from ndl.registration.registration.errors import AlreadyOfficial
from ndl.registration.registration.errors import FormExpired
from ndl.registration.registration.errors import FormForeign
from ndl.registration.registration.errors import FormMissing
from ndl.registration.registration.errors import PicturesChanged
from ndl.registration.registration.upgrade import begin_upgrade
from ndl.registration.registration.upgrade import prepare_upgrade
from ndl.registration.registration.upgrade import read_prepared_upgrade
from ndl.registration.registration.upgrade import read_upgrade
from ndl.registration.registration.upgrade import submit_upgrade
from ndl.registration.review.errors import ApplicationOpen
from ndl.registration.review.queue import applications_of
from ndl.registration.settings import settings
from unittest.mock import Mock

import pytest
import time_machine
import transaction


ABROAD = Residence("DE", "10115", "", "", "Invalidenstr. 1, Berlin")
TODAY = date(2026, 1, 1)
pytestmark = pytest.mark.usefixtures("public_url")


@pytest.fixture
def ready(kept):
    """Chooses a picture for a patron and returns the sealed state."""

    def make(patron, **changes):
        upgrade = read_upgrade(patron, begin_upgrade(patron))
        get_drafts().put(upgrade.user_id, upgrade.secret, [kept])
        return prepare_upgrade(
            upgrade, replace(Declaration.from_patron(patron), **changes), "passport"
        )

    return make


class TestUpgrade:
    def test_hands_in_an_application_and_mails(self, make_patron, ready, mails):
        patron = make_patron(language="en")
        application = submit_upgrade(patron, ready(patron), CLIENT)
        transaction.commit()
        assert application.patron_id == patron.user_id
        assert application.document_kind == "passport"
        assert patron.patron_class is PatronClass.SIMPLE
        assert mails[-1]["To"] == patron.email
        assert "15 business days" in mails[-1].get_content()
        assert list(get_drafts()._drafts.items()) == []

    def test_patron_without_address_can_apply(self, make_patron, ready, mails):
        patron = make_patron(email="")
        submit_upgrade(patron, ready(patron), CLIENT)
        transaction.commit()
        assert mails == []

    def test_corrections_are_the_patrons_from_now_on(self, make_patron, ready):
        patron = make_patron()
        state = ready(patron, family_name="髙橋", residence=ABROAD, birth_date=TODAY)
        application = submit_upgrade(patron, state, CLIENT)
        assert application.declared["family_name"] == "髙橋"
        assert patron.residence == ABROAD
        assert patron.birth_date == date(1990, 4, 1)
        assert get_directory().search("髙橋") == [patron]
        assert get_directory().search("国立") == []

    def test_a_number_changed_meanwhile_stays(self, make_patron, ready):
        patron = make_patron()
        state = ready(patron)
        known = replace(patron.person, phone="+819012345678")
        get_directory().update(patron, known)
        submit_upgrade(patron, state, CLIENT)
        assert patron.phone == "+819012345678"

    def test_mail_that_cannot_be_sent_changes_nothing(
        self, make_patron, ready, monkeypatch
    ):
        patron = make_patron()
        state = ready(patron, family_name="髙橋")
        monkeypatch.setattr(
            "ndl.registration.mail.compose.getUtility", Mock(return_value={})
        )
        with pytest.raises(MailNotConfigured):
            submit_upgrade(patron, state, CLIENT)
        assert patron.family_name == "国立"
        assert applications_of(patron.user_id) == []

    def test_one_at_a_time(self, make_patron, ready):
        patron = make_patron()
        state = ready(patron)
        submit_upgrade(patron, state, CLIENT)
        with pytest.raises(ApplicationOpen):
            submit_upgrade(patron, state, CLIENT)
        assert len(applications_of(patron.user_id)) == 1

    def test_official_patrons_have_nothing_to_apply_for(self, make_patron, ready):
        patron = make_patron()
        state = ready(patron)
        patron.patron_class = PatronClass.OFFICIAL
        with pytest.raises(AlreadyOfficial):
            submit_upgrade(patron, state, CLIENT)

    def test_needs_a_picture(self, make_patron):
        patron = make_patron()
        upgrade = read_upgrade(patron, begin_upgrade(patron))
        with pytest.raises(NoPictures):
            prepare_upgrade(upgrade, Declaration.from_patron(patron), "passport")

    def test_pictures_changed_in_another_tab(self, make_patron, ready, photo):
        patron = make_patron()
        token = begin_upgrade(patron)
        upgrade = read_upgrade(patron, token)
        drafts = get_drafts()
        drafts.put(upgrade.user_id, upgrade.secret, [take_picture("a", photo())])
        state = prepare_upgrade(upgrade, Declaration.from_patron(patron), "passport")
        drafts.put(upgrade.user_id, upgrade.secret, [take_picture("b", photo("red"))])
        with pytest.raises(PicturesChanged):
            submit_upgrade(patron, state, CLIENT)

    def test_false_and_foreign_pages_are_audited(self, make_patron, audited):
        patron = make_patron()
        other = make_patron(email="other@example.org")
        with pytest.raises(FormForeign):
            read_upgrade(other, begin_upgrade(patron))
        for false in ("x", begin_upgrade(patron)):
            with pytest.raises(FormMissing):
                read_prepared_upgrade(patron, false)
        with pytest.raises(FormMissing):
            read_upgrade(patron, "")
        found = [
            (e.user_id, e.details["purpose"], e.details["reason"]) for e in audited
        ]
        assert found == [
            (other.user_id, "apply-official", "foreign"),
            ("", "apply-official-confirm", "false"),
            ("", "apply-official-confirm", "false"),
        ]

    def test_page_of_somebody_else(self, make_patron, ready):
        patron = make_patron()
        other = make_patron(email="other@example.org")
        with pytest.raises(FormForeign):
            read_upgrade(other, begin_upgrade(patron))
        with pytest.raises(FormForeign):
            submit_upgrade(other, ready(patron), CLIENT)

    def test_without_a_page(self, make_patron):
        patron = make_patron()
        for text in ("", "x", begin_upgrade(patron)):
            with pytest.raises(FormMissing):
                submit_upgrade(patron, text, CLIENT)

    def test_waiting_too_long(self, make_patron, ready):
        patron = make_patron()
        state = ready(patron)
        later = now() + timedelta(seconds=settings().confirm_lifetime + 1)
        with time_machine.travel(later), pytest.raises(FormExpired):
            submit_upgrade(patron, state, CLIENT)


class TestKinds:
    def test_license_needs_both_sides(self, make_patron, kept):
        patron = make_patron()
        upgrade = read_upgrade(patron, begin_upgrade(patron))
        get_drafts().put(upgrade.user_id, upgrade.secret, [kept])
        with pytest.raises(BothSidesNeeded):
            prepare_upgrade(upgrade, Declaration.from_patron(patron), "drivers-license")
