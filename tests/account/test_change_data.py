from dataclasses import replace
from datetime import date
from ndl.registration.account.change_data import change_data
from ndl.registration.account.change_data import DocumentNeeded
from ndl.registration.account.change_data import LANGUAGE
from ndl.registration.account.change_data import mark_of
from ndl.registration.account.change_data import PHONE
from ndl.registration.account.change_data import StaleData
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronPhoneChanged
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import BirthDateFixed
from ndl.registration.patrons.person import FIELDS
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence
from ndl.registration.review.errors import ApplicationOpen
from plone import api

import pytest
import transaction


ABROAD = Residence("AE", "-", "", "", "Villa 7, Al Wasl Road, Dubai")
OTHER = {
    "family_name": "図書",
    "given_name": "太郎",
    "family_kana": "トショ",
    "given_kana": "タロウ",
    "birth_date": date(1991, 4, 1),
    "residence": ABROAD,
    "phone": "+81398765432",
    "phone_is_fax": True,
    "language": "en",
    "title": "Dr.",
    "extra": {"club": "yes"},
}
AT_ONCE = {"phone", "phone_is_fax", "language", "title"}


def change(patron, names=FIELDS, **values):
    seen = mark_of(patron, names)
    return change_data(patron, replace(patron.person, **values), seen, names)


def open_application(patron, monkeypatch):
    monkeypatch.setattr(
        "ndl.registration.account.change_data.open_application_of",
        lambda user_id: object(),
    )


def expected(name, is_official, is_checked):
    """What the fact sheet says of a change of a field."""
    if name == "birth_date":
        return BirthDateFixed
    if name in AT_ONCE:
        return None
    if is_official:
        return DocumentNeeded
    return ApplicationOpen if is_checked else None


class TestFields:
    def test_all_are_in_the_table(self):
        assert set(OTHER) == set(FIELDS)

    @pytest.mark.parametrize("name", sorted(OTHER))
    @pytest.mark.parametrize("patron_class", list(PatronClass))
    @pytest.mark.parametrize("is_checked", [False, True])
    @pytest.mark.parametrize("abroad", [False, True])
    def test_change_by_class_residence_and_state(
        self, patron, mails, monkeypatch, name, patron_class, is_checked, abroad
    ):
        if abroad:
            home = Residence("GB", "NW1 2DB", "", "", "96 Euston Road, London")
            get_directory().update(patron, replace(patron.person, residence=home))
        patron.change_class(patron_class)
        if is_checked:
            open_application(patron, monkeypatch)
        before = patron.person
        refused = expected(name, patron.is_official, is_checked)
        if refused:
            with pytest.raises(refused):
                change(patron, **{name: OTHER[name]})
            assert patron.person is before
        else:
            assert change(patron, **{name: OTHER[name]}) == {name}
            assert getattr(patron, name) == OTHER[name]

    def test_one_that_is_closed_keeps_the_others_from_changing(self, official):
        with pytest.raises(DocumentNeeded):
            change(official, phone=OTHER["phone"], family_name="図書")
        assert official.phone == "+81312345678"


class TestChange:
    def test_moves_the_patron_in_the_indexes(self, patron, mails):
        change(patron, family_name="図書", given_name="太郎", phone=OTHER["phone"])
        directory = get_directory()
        born = patron.birth_date
        assert directory.find_same_person(born, "図書太郎") == [patron.user_id]
        assert directory.find_same_person(born, "国立花子") == []
        assert directory.find_same_phone("+81312345678") == []
        assert directory.find_by_name("図書太郎") == [patron]

    @pytest.mark.parametrize("home", ["AE", "JP"])
    def test_of_residence_changes_roles_at_once(self, patron, mails, home):
        away = Residence("GB", "NW1 2DB", "", "", "96 Euston Road, London")
        change(patron, residence=ABROAD if home == "AE" else away)
        if home == "JP":
            change(patron, residence=Residence("JP", "100-0014", "東京都", "c", "s"))
        roles = set(api.user.get(patron.user_id).getRoles())
        expected = "Patron in Japan" if home == "JP" else "Patron Overseas"
        assert roles & {"Patron in Japan", "Patron Overseas"} == {expected}

    def test_is_mailed_without_what_was_entered(self, patron, mails):
        change(patron, residence=ABROAD, phone=OTHER["phone"])
        transaction.commit()
        (mail,) = mails
        assert mail["To"] == patron.email
        assert "住所、電話番号" in mail.get_content()
        assert "Dubai" not in mail.get_content()
        assert "98765432" not in mail.get_content()

    def test_of_language_is_mailed_in_the_new_one(self, patron, mails):
        change(patron, language="en", title="Ms.")
        transaction.commit()
        (mail,) = mails
        assert mail["Subject"] == "Your user information has been changed"
        assert "Language of emails from the library, Title" in mail.get_content()

    def test_leaves_a_notice_where_there_is_no_address(self, portal, make_patron):
        patron = make_patron(email="")
        change(patron, phone=OTHER["phone"])
        assert patron.notices[0].kind == "information-changed"

    def test_is_audited_by_names_alone(self, patron, mails, heard):
        change(patron, phone=OTHER["phone"])
        (event,) = [e for e in heard if not isinstance(e, PatronPhoneChanged)]
        assert event.tag is AuditTag.PATRON_INFORMATION_CHANGED
        assert event.details == {"fields": ["phone"]}

    def test_of_the_number_is_told_to_the_rooms(self, patron, mails, heard):
        change(patron, language="en")
        assert PatronPhoneChanged(patron.user_id) not in heard
        change(patron, phone="")
        assert PatronPhoneChanged(patron.user_id) in heard

    def test_of_nothing_tells_nobody(self, patron, mails, heard):
        assert change(patron) == frozenset()
        transaction.commit()
        assert mails == []
        assert heard == []

    def test_that_cannot_be_mailed_is_not_made(self, portal, patron):
        api.portal.set_registry_record("plone.email_from_address", "")
        with pytest.raises(MailNotConfigured):
            change(patron, phone=OTHER["phone"])
        assert patron.phone == "+81312345678"


class TestTwoTabs:
    def test_second_one_is_stale(self, patron, mails):
        seen = mark_of(patron, PHONE)
        first = replace(patron.person, phone=OTHER["phone"])
        change_data(patron, first, seen, PHONE)
        with pytest.raises(StaleData):
            change_data(patron, replace(patron.person, phone=""), seen, PHONE)
        assert patron.phone == OTHER["phone"]

    def test_one_about_something_else_is_not(self, patron, mails):
        seen = mark_of(patron, LANGUAGE)
        change(patron, PHONE, phone=OTHER["phone"])
        english = replace(patron.person, language="en")
        assert change_data(patron, english, seen, LANGUAGE) == {"language"}
