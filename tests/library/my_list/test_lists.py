from ndl.registration.account.deregister import remove_patron
from ndl.registration.account.my_data import collect_data
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.events import AuditTag
from ndl.registration.library.my_list.entries import add_record
from ndl.registration.library.my_list.entries import ListOrder
from ndl.registration.library.my_list.entries import mark_entry
from ndl.registration.library.my_list.entries import remove_entry
from ndl.registration.library.my_list.entries import sorted_entries
from ndl.registration.library.my_list.entries import split_tags
from ndl.registration.library.my_list.entries import tags_of
from ndl.registration.library.my_list.isbns import add_isbns
from ndl.registration.library.my_list.isbns import decode_file
from ndl.registration.library.my_list.isbns import read_isbns
from ndl.registration.library.my_list.lists import first_list
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.library.my_list.lists import make_list
from ndl.registration.library.my_list.lists import remove_list
from ndl.registration.library.my_list.lists import rename_list
from ndl.registration.library.my_list.store import get_lists
from ndl.registration.library.search.record import Scheme
from ndl.registration.settings import settings
from scripts.portal.demo_catalogue.works import all_works
from stdnum import ean

import pytest


def code_of(call, *args):
    with pytest.raises(DomainError) as caught:
        call(*args)
    return caught.value.code


@pytest.fixture
def reader(portal, make_patron):
    return make_patron()


class TestLists:
    def test_are_made_renamed_and_removed(self, reader):
        assert lists_of(reader) == []
        first, second = first_list(reader), make_list(reader, " For\u202e  later ")
        assert (first.name, second.name) == ("", "For later")
        assert [each.list_id for each in lists_of(reader)] == [
            first.list_id,
            second.list_id,
        ]
        assert first_list(reader) is first
        rename_list(reader, first.list_id, "論文")
        rename_list(reader, first.list_id, "論文")
        remove_list(reader, second.list_id)
        assert [each.name for each in lists_of(reader)] == ["論文"]
        assert code_of(remove_list, reader, second.list_id) == Code.UNKNOWN_LIST

    def test_have_bounds(self, reader):
        settings().my_lists = 2
        for name in ("", " ", "x" * 61):
            assert code_of(make_list, reader, name) == Code.LIST_NAME_FAULTY
        make_list(reader, "a")
        assert code_of(make_list, reader, "a") == Code.LIST_NAME_FAULTY
        make_list(reader, "b")
        assert code_of(make_list, reader, "c") == Code.TOO_MANY_LISTS

    def test_of_another_patron_are_not_found(self, reader, make_patron):
        each = first_list(reader)
        other = make_patron(email="b@example.org")
        assert code_of(remove_list, other, each.list_id) == Code.UNKNOWN_LIST


class TestEntries:
    def test_are_copies_without_holdings_each_once(self, reader, book):
        each = first_list(reader)
        entry, is_new = add_record(each, book())
        assert is_new
        assert (entry.record.title, entry.record.holdings) == (book().title, ())
        assert entry.record.source == "demonstration"
        assert add_record(each, book(holdings=["Elsewhere"])) == (entry, False)
        remove_entry(each, entry.entry_id)
        assert sorted_entries(each) == []
        assert code_of(remove_entry, each, entry.entry_id) == Code.UNKNOWN_ENTRY

    def test_are_sorted_and_filtered(self, reader, book):
        each = first_list(reader)
        for title, author, year in (
            ("b", "X", "1900"),
            ("A", "y", "1999"),
            ("ｃ", "Z", ""),
        ):
            add_record(each, book(title, authors=[author], year=year))

        def titles(order, tag=""):
            return "".join(e.record.title for e in sorted_entries(each, order, tag))

        assert titles(ListOrder.ADDED) == "ｃAb"
        assert titles(ListOrder.TITLE) == "Abｃ"
        assert titles(ListOrder.AUTHOR) == "bAｃ"
        assert titles(ListOrder.YEAR) == "Abｃ"
        entry = sorted_entries(each)[0]
        mark_entry(each, entry.entry_id, split_tags("論文、 map,論文 ,,"), "1\n\n2 ")
        assert tags_of(each) == ["map", "論文"]
        assert titles(ListOrder.TITLE, "map") == "ｃ"
        assert sorted_entries(each)[0].note == "1\n\n2"

    def test_have_bounds(self, reader, book):
        settings().my_list_entries = 1
        each = first_list(reader)
        entry, _is_new = add_record(each, book())
        assert code_of(add_record, each, book("other")) == Code.LIST_FULL
        for tags, note in (
            (["x" * 31], ""),
            ([str(n) for n in range(11)], ""),
            ([], "x" * 501),
        ):
            fault = code_of(mark_entry, each, entry.entry_id, tags, note)
            assert fault == Code.MARKS_FAULTY

    def test_stand_in_the_own_data_and_are_erased(self, reader, book):
        entry, _is_new = add_record(first_list(reader), book())
        mark_entry(first_list(reader), entry.entry_id, ["map"], "mine")
        [row] = collect_data(reader)["lists"]
        assert (row["work"], row["tags"], row["remark"]) == (
            "吾輩は猫である",
            ["map"],
            "mine",
        )
        remove_patron(reader, AuditTag.PATRON_DEREGISTERED)
        assert get_lists().get(reader.user_id) is None


class TestIsbns:
    def test_are_read_from_any_text(self):
        text = (
            "Title;ISBN\nこころ;４-10-101013-7\nSN  - 978-4-10-101013-7\n"
            "tel 03-3581-2331, 4101010014 wrong\n0-19-852663-6 0198526636\n080442957x"
        )
        assert read_isbns(text) == ["9784101010137", "9780198526636", "9780804429573"]
        assert decode_file("4-00-310101-4".encode("utf-16")) == "4-00-310101-4"

    def test_are_refused_when_there_are_none_or_too_many(self):
        assert code_of(read_isbns, "no number, 12345") == Code.NO_ISBNS
        many = "\n".join(f"979{n:09}" for n in range(100_000))
        assert code_of(read_isbns, many) == Code.TOO_MANY_ISBNS
        some = [f"9799{n:08}" for n in range(1, 102)]
        text = " ".join(number + ean.calc_check_digit(number) for number in some)
        assert code_of(read_isbns, text) == Code.TOO_MANY_ISBNS

    def test_are_looked_up_and_told(self, reader, offer, catalogue, client):
        target, each = offer(catalogue.url), first_list(reader)
        isbns = [work.isbn for work in all_works()[:25]]
        add_isbns(each, isbns[:1], target, client)
        came = add_isbns(each, [*isbns, "9784101010014"], target, client)
        assert len(came.added) == 24
        assert came.known == (isbns[0],)
        assert came.missing == ("9784101010014",)
        numbers = [e.record.numbers(Scheme.ISBN)[0] for e in sorted_entries(each)]
        assert sorted(numbers) == sorted(isbns)
        odd = offer(catalogue.url, index_isbn="")
        assert code_of(add_isbns, each, isbns, odd, client) == Code.INDEX_MISSING
