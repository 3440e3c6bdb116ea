from .conftest import LONG_AGO
from .conftest import proposal
from datetime import timedelta
from ndl.registration.clock import today
from ndl.registration.events import AuditTag
from ndl.registration.notices.board import get_board
from ndl.registration.notices.personal import add_notice
from ndl.registration.notices.personal import entries_of
from ndl.registration.notices.personal import has_unread
from ndl.registration.notices.personal import mark_read
from ndl.registration.notices.write import change_notice
from ndl.registration.notices.write import NoticeFaulty
from ndl.registration.notices.write import NoticeStale
from ndl.registration.notices.write import NoticeUnknown
from ndl.registration.notices.write import withdraw_notice
from ndl.registration.notices.written import Living
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence

import pytest
import time_machine


ABROAD = Residence("FR", "-", "", "Paris", "1 rue de la Paix")
SIMPLE, OFFICIAL = PatronClass.SIMPLE, PatronClass.OFFICIAL


@pytest.fixture(autouse=True)
def site(portal):
    return portal


@pytest.fixture
def reader(portal, make_patron):
    return make_patron()


def read_by(patron):
    return [entry.notice.notice_id for entry in entries_of(patron)]


class TestAudience:
    @pytest.mark.parametrize(
        ("audience", "official", "abroad", "reads"),
        [
            ((), False, False, True),
            ((), True, True, True),
            (("", SIMPLE), False, False, True),
            (("", SIMPLE), True, False, False),
            (("", OFFICIAL), True, True, True),
            (("", None, Living.ABROAD), False, True, True),
            (("", None, Living.ABROAD), False, False, False),
            (("", OFFICIAL, Living.AT_HOME), True, False, True),
            (("", OFFICIAL, Living.AT_HOME), True, True, False),
            (("", OFFICIAL, Living.AT_HOME), False, False, False),
        ],
    )
    def test_is_of_a_class_and_residence(
        self, write, make_patron, audience, official, abroad, reads
    ):
        patron = make_patron(**({"residence": ABROAD} if abroad else {}))
        if official:
            patron.change_class(OFFICIAL)
        notice = write(*audience)
        assert (read_by(patron) == [notice.notice_id]) is reads

    def test_of_one_patron(self, write, reader, make_patron):
        other = make_patron(email="b@example.org")
        notice = write(reader.user_id.lower())
        assert read_by(reader) == [notice.notice_id]
        assert read_by(other) == []

    def test_follows_a_change_of_class(self, write, reader):
        write("", OFFICIAL)
        assert not has_unread(reader)
        reader.change_class(OFFICIAL)
        assert has_unread(reader)

    def test_to_many_writes_nothing_to_any_patron(self, write, reader):
        before = dict(vars(reader))
        write()
        assert vars(reader) == before


class TestDays:
    def test_are_from_the_first_to_the_last(self, write, reader):
        begins = today() + timedelta(days=3)
        write(begins=begins, ends=begins + timedelta(days=2))
        shown = []
        for day in range(8):
            with time_machine.travel(today() + timedelta(days=day, hours=12)):
                shown.append(has_unread(reader))
        assert shown.index(True) == 3
        assert sum(shown) == 3


class TestReading:
    def test_marks_what_is_shown_and_no_more(self, write, reader):
        add_notice(reader, "application-verified")
        for _number in range(3):
            write()
        mark_read(reader)
        assert not has_unread(reader)
        assert len(reader.read_marks) == 3
        for notice in list(get_board().newest()):
            withdraw_notice(notice.notice_id)
        mark_read(reader)
        assert reader.read_marks == frozenset()

    def test_again_writes_nothing(self, write, reader):
        write()
        mark_read(reader)
        before = reader.read_marks
        mark_read(reader)
        assert reader.read_marks is before

    def test_of_the_portals_own_ones_is_bounded(self, reader):
        for _number in range(120):
            add_notice(reader, "application-verified")
        assert len(reader.notices) == 100


class TestChanging:
    def test_counts_as_new_and_is_audited(self, write, reader, audited):
        notice = write()
        mark_read(reader)
        titles = {"en": "Closed on Monday", "ja": "月曜日休館"}
        changed = change_notice(notice.notice_id, 1, proposal(titles=titles))
        assert has_unread(reader)
        assert changed.wording.titles == titles
        assert changed.audience == notice.audience
        tags = [event.tag for event in audited]
        assert AuditTag.NOTICE_WRITTEN in tags
        assert AuditTag.NOTICE_CHANGED in tags

    def test_by_two_at_once_is_refused_to_the_second(self, write):
        notice = write()
        change_notice(notice.notice_id, 1, proposal())
        with pytest.raises(NoticeStale):
            change_notice(notice.notice_id, 1, proposal())

    def test_moves_the_last_day(self, write, reader):
        notice = write()
        ends = today() + timedelta(days=60)
        change_notice(notice.notice_id, 1, proposal(ends=ends))
        assert read_by(reader) == [notice.notice_id]
        with time_machine.travel(today() + timedelta(days=45)):
            assert read_by(reader) == [notice.notice_id]


class TestWithdrawing:
    @pytest.mark.parametrize("to_one", [True, False])
    def test_hides_it_and_cannot_be_done_twice(self, write, reader, audited, to_one):
        notice = write(reader.user_id if to_one else "")
        withdraw_notice(notice.notice_id)
        assert read_by(reader) == []
        assert AuditTag.NOTICE_WITHDRAWN in [event.tag for event in audited]
        with pytest.raises(NoticeUnknown):
            withdraw_notice(notice.notice_id)
        with pytest.raises(NoticeUnknown):
            change_notice(notice.notice_id, 1, proposal())


class TestFaults:
    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"titles": {"en": "x"}}, "title_ja"),
            ({"titles": {"en": " ", "ja": "題"}}, "title_en"),
            ({"titles": {"en": "x" * 201, "ja": "題"}}, "title_en"),
            ({"texts": {"en": "<p>x</p>"}}, "text_ja"),
            ({"texts": {"en": "<p> &nbsp;</p>", "ja": "文"}}, "text_en"),
            ({"texts": {"en": "<script>x()</script>", "ja": "文"}}, "text_en"),
            ({"begins": None}, "begins"),
            ({"ends": None}, "ends"),
            ({"begins": LONG_AGO, "ends": LONG_AGO}, "ends"),
        ],
    )
    def test_are_named_and_nothing_is_stored(self, write, changed, field):
        with pytest.raises(NoticeFaulty) as refused:
            write(**changed)
        assert list(refused.value.problems_by_field) == [field]
        assert not list(get_board().newest())

    def test_of_days(self, write):
        for days in (-1, 400):
            with pytest.raises(NoticeFaulty):
                write(ends=today() + timedelta(days=days))

    def test_of_a_patron_who_is_not_there(self, write):
        with pytest.raises(NoticeFaulty) as refused:
            write("E123456789")
        assert list(refused.value.problems_by_field) == ["user_id"]

    def test_nothing_that_runs_is_stored(self, write, reader):
        text = '<p onclick="x()">All<script>x()</script> <b>rooms</b></p>'
        write(texts={"en": text, "ja": text})
        stored = entries_of(reader)[0].notice.wording.texts["en"]
        assert "<b>rooms</b>" in stored
        assert "script" not in stored
        assert "onclick" not in stored
