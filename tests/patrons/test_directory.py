from datetime import date
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.patrons.errors import UnknownPatron
from ndl.registration.patrons.errors import UserIdTaken
from ndl.registration.patrons.record import PatronClass

import pytest
import time_machine
import transaction


@pytest.fixture
def directory(portal):
    return get_directory()


class TestPatron:
    def test_begins_as_simple(self, portal, make_patron):
        assert make_patron().patron_class is PatronClass.SIMPLE

    def test_birth_date_cannot_be_set(self, portal, make_patron):
        with pytest.raises(AttributeError):
            make_patron().birth_date = date(2000, 1, 1)

    def test_expires_three_years_after_the_last_login(self, portal, make_patron):
        with time_machine.travel("2026-11-21T00:00:00Z", tick=False) as clock:
            patron = make_patron()
            assert patron.valid_until == date(2029, 11, 21)
            clock.move_to("2029-11-21T14:59:00Z")
            assert not patron.is_expired
            clock.move_to("2029-11-21T15:00:00Z")
            assert patron.is_expired
            patron.extend()
            assert patron.valid_until == date(2032, 11, 22)

    def test_is_extended_without_a_write_on_the_same_day(self, portal, make_patron):
        patron = make_patron()
        transaction.savepoint(optimistic=True)
        patron.extend()
        assert not patron._p_changed


class TestDirectory:
    def test_finds_by_user_id_and_address(self, directory, make_patron):
        patron = make_patron(email="Hanako@Example.org")
        assert directory.get(patron.user_id) is patron
        assert directory.find_by_email("hanako@example.ORG") is patron

    def test_an_address_belongs_to_one_patron(self, directory, make_patron):
        make_patron(email="hanako@example.org")
        with pytest.raises(EmailTaken):
            make_patron(email="HANAKO@example.org")

    def test_both_spellings_of_a_domain_are_one_address(self, directory, make_patron):
        patron = make_patron(email="taro@日本語.jp")
        assert directory.find_by_email("taro@xn--wgv71a119e.jp") is patron
        with pytest.raises(EmailTaken):
            make_patron(email="Taro@xn--wgv71a119e.jp")

    def test_a_refused_patron_leaves_nothing(self, directory, make_patron):
        make_patron()
        with pytest.raises(EmailTaken):
            make_patron(user_id="E000000000", family_name="別")
        assert "E000000000" not in directory
        assert directory.search("別") == []

    def test_several_may_have_no_address(self, directory, make_patron):
        assert make_patron(email="").user_id != make_patron(email="").user_id

    def test_an_expired_patron_does_not_hold_the_address(self, directory, make_patron):
        with time_machine.travel("2026-11-21T00:00:00Z", tick=False) as clock:
            make_patron()
            clock.move_to("2030-01-01T00:00:00Z")
            newer = make_patron()
            assert directory.find_by_email(newer.email) is newer

    def test_a_user_id_is_never_given_twice(self, directory, make_patron):
        patron = make_patron()
        directory.remove(patron.user_id)
        with pytest.raises(UserIdTaken):
            make_patron(user_id=patron.user_id)

    def test_removal_leaves_no_trace_in_the_indexes(self, directory, make_patron):
        patron = make_patron()
        directory.remove(patron.user_id)
        assert directory.find_by_email(patron.email) is None
        assert directory.search("国立") == []
        assert directory.find_same_person(patron.birth_date, patron.full_name) == []
        make_patron()

    def test_removing_nobody_is_an_error(self, directory):
        with pytest.raises(UnknownPatron):
            directory.remove("E123456784")

    def test_change_of_address_moves_the_claim(self, directory, make_patron):
        patron = make_patron()
        directory.change_email(patron, "other@example.org")
        assert directory.find_by_email("hanako@example.org") is None
        assert directory.find_by_email("other@example.org") is patron

    def test_change_to_a_taken_address_changes_nothing(self, directory, make_patron):
        patron = make_patron()
        make_patron(email="taken@example.org")
        with pytest.raises(EmailTaken):
            directory.change_email(patron, "taken@example.org")
        assert patron.email == "hanako@example.org"

    @pytest.mark.parametrize(
        "prefix", ["国立", "国立 花", "こくりつ", "ｺｸﾘﾂ", "コクリツハナ", "HANAKO@"]
    )
    def test_staff_find_by_what_they_type(self, directory, make_patron, prefix):
        patron = make_patron()
        make_patron(email="x@example.org", family_name="他", family_kana="ホカ")
        assert directory.search(prefix) == [patron]

    @pytest.mark.parametrize(
        "prefix", ["E1234", "e1234", "Ｅ１２３４", "　ｅ１２３４ "]
    )
    def test_user_id_in_any_case_and_width(self, directory, make_patron, prefix):
        patron = make_patron(user_id="E123456784")
        make_patron(user_id="E987654321", email="x@example.org", family_name="他")
        assert directory.search(prefix) == [patron]

    def test_address_in_any_width(self, directory, make_patron):
        patron = make_patron()
        make_patron(email="x@example.org")
        assert directory.search("ｈａｎａｋｏ＠") == [patron]

    @pytest.mark.parametrize("name", ["国立花子", "国立　花子", "こくりつ はなこ"])
    def test_whole_names_are_found_alone(self, directory, make_patron, name):
        patron = make_patron()
        make_patron(email="x@example.org", given_name="花子子", given_kana="ハナココ")
        assert directory.find_by_name(name) == [patron]

    @pytest.mark.parametrize("name", ["", "国立", "花"])
    def test_parts_of_names_are_no_whole_names(self, directory, make_patron, name):
        make_patron()
        assert directory.find_by_name(name) == []

    def test_finds_the_same_person(self, directory, make_patron):
        patron = make_patron()
        assert directory.find_same_person(date(1990, 4, 1), "国立花子") == [
            patron.user_id
        ]
        assert directory.find_same_person(date(1990, 4, 2), "国立花子") == []
