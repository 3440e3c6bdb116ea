from ...strange_server import dc
from ...strange_server import packed
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import escape
from ndl.registration.clock import now
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.library.search.find import AT_ONCE
from ndl.registration.library.search.find import in_turn
from ndl.registration.library.search.find import search
from ndl.registration.library.search.query import Query
from ndl.registration.library.search.query import Sort
from ndl.registration.library.search.record import record_from
from ndl.registration.library.search.record import Scheme
from ndl.registration.library.search.record import seal_record
from ndl.registration.library.search.record import unseal_record
from ndl.registration.settings import settings
from scripts.portal.demo_catalogue.server import answer
from threading import Barrier

import pytest
import time_machine


def refusal(query, target, client, start=0):
    with pytest.raises(DomainError) as caught:
        search(query, target, client, start)
    return caught.value.code


class TestCatalogueOfTheDemonstration:
    @pytest.mark.parametrize("schema", ["marcxml", "dc", "dcndl"])
    def test_is_read_in_each_schema(self, portal, offer, catalogue, client, schema):
        target = offer(catalogue.url, record_schema=schema)
        query = Query(title="こゝろ", author="natsume")
        [record] = search(query, target, client).records
        assert record.title == "こゝろ"
        assert record.authors == ("夏目漱石 / Natsume, Sōseki",)
        assert (record.publisher, record.year) == ("岩波書店", "1914")
        [number] = record.numbers(Scheme.ISBN)
        assert search(Query(isbn=number), target, client).records == (record,)

    def test_is_sorted_and_read_in_parts(self, portal, offer, catalogue, client):
        target, query = offer(catalogue.url), Query(any="Natsume", sort=Sort.YEAR)
        settings().search_batch = 7
        parts = [search(query, target, client, start) for start in (0, 7, 14)]
        years = [record.year for part in parts for record in part.records]
        assert parts[0].total == len(years) == 20
        assert years == sorted(years, reverse=True)
        assert refusal(query, target, client, 21) == Code.CATALOGUE_REFUSED

    def test_takes_signs_of_its_language_as_text(
        self, portal, offer, catalogue, client
    ):
        target = offer(catalogue.url)
        for text in ('" or "', "\\", 'x" sortBy title', "* ? ^", '"'):
            assert not search(Query(title=text), target, client).records, text

    @pytest.mark.parametrize("operation", ["explain", "scan"])
    def test_says_which_questions_it_does_not_answer(self, operation):
        said = answer({"operation": operation}).decode()
        assert "info:srw/diagnostic/1/4<" in said
        assert "Unsupported operation" in said

    def test_refuses_what_it_cannot(self, portal, offer, catalogue, client):
        target = offer(catalogue.url, index_isbn="")
        for query, code in (
            (Query(), Code.SEARCH_EMPTY),
            (Query(any=" 　 "), Code.SEARCH_EMPTY),
            (Query(any="x" * 201), Code.SEARCH_TOO_LONG),
            (Query(isbn="4000000001"), Code.ISBN_WRONG),
            (Query(isbn="978-4-00-310101-8"), Code.INDEX_MISSING),
        ):
            assert refusal(query, target, client) == code
        target = offer(catalogue.url, index_title="nothing")
        assert refusal(Query(title="x"), target, client) == Code.CATALOGUE_REFUSED
        target = offer(catalogue.url, record_schema="nothing")
        assert refusal(Query(title="x"), target, client) == Code.CATALOGUE_REFUSED


BOMB = (
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {"abcdefghij"[n]} "{"&"}{"abcdefghij"[n - 1]};">'
        for n in range(1, 9)
    )
    + "]><r>&i;</r>"
)
FILE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'
HTML = "<!DOCTYPE html><html><body>Please log in</body></html>"
FAULTY = {
    "bomb": BOMB.encode(),
    "bomb behind a charset": BOMB.encode("utf-16"),
    "file": FILE.encode(),
    "html": HTML.encode(),
    "broken": packed(dc(title="x")).encode()[:-9],
    "empty": b"",
    "other": b"<feed/>",
    "no number": packed(dc(title="x")).replace(">1<", ">many<").encode(),
    "deep": b"<a>" * 100_000,
    "bytes": bytes(range(256)),
    "charset": b'<?xml version="1.0" encoding="zlib"?><r/>',
}


class TestAnswersThatCannotBeRead:
    def test_are_refused_in_words(self, portal, offer, strange, client):
        settings().search_cache = 0
        target = offer(strange.url)
        for name, data in FAULTY.items():
            strange.answers = data
            assert refusal(Query(any="x"), target, client) == Code.CATALOGUE_FAULTY, (
                name
            )

    def test_are_no_longer_than_the_setting(self, portal, offer, strange, client):
        settings().search_kilobytes = 64
        target = offer(strange.url)
        strange.answers = b" " * 65 * 1024
        assert refusal(Query(any="x"), target, client) == Code.CATALOGUE_SILENT

    def test_of_another_status_or_place_are_none(self, portal, offer, strange, client):
        target = offer(strange.url)
        strange.answers = packed(dc(title="x")).encode()
        strange.status = 500
        assert refusal(Query(any="x"), target, client) == Code.CATALOGUE_SILENT
        strange.status, strange.headers = 302, {"Location": strange.url}
        assert refusal(Query(any="y"), target, client) == Code.CATALOGUE_SILENT
        assert len(strange.asked) == 2

    @pytest.mark.parametrize("way", ["silent", "slow-head", "slow"])
    def test_come_too_late(self, portal, offer, strange, client, way):
        settings().search_seconds = 1
        target = offer(strange.url)
        strange.way = way
        assert refusal(Query(any="x"), target, client) == Code.CATALOGUE_SILENT
        assert way == "silent" or strange.cut.wait(10)

    def test_do_not_hold_all_threads(self, portal, offer, strange, client):
        target, gate = offer(strange.url), Barrier(AT_ONCE + 1)

        def hang():
            gate.wait()
            strange.over.wait(30)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in range(AT_ONCE):
                pool.submit(in_turn, target, hang)
            gate.wait()
            assert refusal(Query(any="x"), target, client) == Code.CATALOGUE_SILENT
            strange.over.set()
        assert not strange.asked

    def test_of_a_port_where_nobody_is(self, portal, offer, client):
        target = offer("http://127.0.0.1:9/sru")
        assert refusal(Query(any="x"), target, client) == Code.CATALOGUE_SILENT


class TestStrangeAnswers:
    @pytest.fixture
    def read(self, portal, offer, strange, client):
        def send(answer, charset="utf-8", kind="text/xml"):
            target = offer(strange.url)
            strange.kind = kind
            strange.answers = answer.encode(charset)
            return search(Query(any="x"), target, client)

        return send

    @pytest.mark.parametrize(
        ("charset", "declared", "kind"),
        [
            ("utf-16", "utf-16", "text/xml"),
            ("shift_jis", "Shift_JIS", "text/xml"),
            ("euc-jp", "EUC-JP", "application/xml"),
            ("iso-2022-jp", "", "text/xml; charset=ISO-2022-JP"),
            ("shift_jis", "utf-8", 'text/xml; charset="Shift_JIS"'),
            ("utf-8", "", "text/xml; charset=us-ascii"),
        ],
    )
    def test_of_other_charsets_are_read(self, read, charset, declared, kind):
        head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
        found = read(head + packed(dc(title="吾輩は猫である")), charset, kind)
        assert found.records[0].title == "吾輩は猫である"

    def test_with_records_as_text_are_read(self, read):
        found = read(packed(escape(dc(title="坊っちゃん")), escape(BOMB), "text"))
        assert [record.title for record in found.records] == ["坊っちゃん"]
        assert found.unreadable == 2

    def test_with_far_more_records_than_asked_for_are_cut(self, read):
        settings().search_kilobytes = 20_480
        found = read(packed(*[dc(title="x")] * 10_000))
        assert found.total == 10_000
        assert len(found.records) == settings().search_batch

    def test_with_hostile_texts_are_made_plain(self, read):
        [record] = read(
            packed(
                dc(
                    title="a\u202eb\u200fc&#x0a;d",
                    creator="e" * 5000,
                    date="昭和30 [1955]",
                    link="javascript:alert(1)",
                    identifier="urn:isbn:4101010013",
                )
            )
        ).records
        assert record.title == "abc d"
        assert len(record.author) == 300
        assert (record.year, record.link) == ("1955", "")
        assert record.numbers(Scheme.ISBN) == ["4101010013"]

    def test_without_a_title_are_kept(self, read):
        [record] = read(packed(dc(creator="x"))).records
        assert (record.title, record.author) == ("", "x")

    def test_with_a_diagnostic_are_told(self, portal, offer, strange, client):
        target = offer(strange.url)
        strange.answers = (
            packed()
            .replace(
                "<records></records>",
                "<diagnostics><diagnostic><message>Too &lt;b&gt;broad</message>"
                "</diagnostic></diagnostics>",
            )
            .encode()
        )
        with pytest.raises(DomainError) as caught:
            search(Query(any="x"), target, client)
        assert caught.value.message.mapping == {"sentence": "Too <b>broad"}


class TestAnswersThatAreKept:
    def test_are_not_asked_for_again_for_a_while(self, portal, offer, strange, client):
        target = offer(strange.url)
        strange.answers = packed(dc(title="x")).encode()
        first = search(Query(any="x"), target, client)
        assert search(Query(any="x"), target, client) == first
        assert len(strange.asked) == 1
        assert strange.asked[0]["query"] == 'cql.anywhere="x"'
        search(Query(any="x"), target, client, 20)
        assert len(strange.asked) == 2
        with time_machine.travel(now() + timedelta(seconds=400), tick=False):
            search(Query(any="x"), target, client)
        assert len(strange.asked) == 3

    def test_count_for_no_limit(self, portal, offer, catalogue, client):
        settings().limit_searches = "2 per hour"
        target = offer(catalogue.url)
        for text in ("faust", "faust", "emma", "faust"):
            search(Query(any=text), target, client)
        assert refusal(Query(any="kant"), target, client) == Code.TOO_MANY_REQUESTS


class TestTokens:
    def test_give_the_record_back_and_fit_an_address(
        self, portal, offer, strange, client
    ):
        target = offer(strange.url)
        strange.answers = packed(
            dc(title="吾輩は猫である", creator="夏目漱石"),
            dc(title="国" * 600, creator="図" * 600, publisher="館" * 600),
        ).encode()
        small, large = search(Query(any="x"), target, client).records
        assert unseal_record(seal_record(small)) == small
        assert len(seal_record(large)) < 1800
        assert unseal_record(seal_record(large)).title == "国" * 80
        assert record_from({**small.__dict__}) == small
