"""YAZ's test server as a catalogue that others made."""

from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.library.search.find import search
from ndl.registration.library.search.query import Query
from ndl.registration.library.search.record import Scheme

import pytest


@pytest.fixture
def target(portal, offer, yaz):
    return offer(yaz, index_isbn="", sort_title="", sort_author="", sort_year="")


def test_is_searched_and_read(target, client):
    found = search(Query(title="42"), target, client)
    assert (found.total, len(found.records), found.unreadable) == (42, 20, 0)
    first = found.records[0]
    assert first.title == "How to program a computer"
    assert first.authors == ("Jack Collins",)
    assert (first.publisher, first.year) == ("Penguin", "1991")
    assert first.numbers(Scheme.LCCN) == ["11224466"]
    assert any(record.numbers(Scheme.ISBN) for record in found.records)


def test_is_read_in_parts(target, client):
    query = Query(any="42")
    parts = [search(query, target, client, start) for start in (0, 20, 40)]
    assert [len(part.records) for part in parts] == [20, 20, 2]
    assert parts[1].records[0] != parts[0].records[0]


def test_refuses_an_index_and_a_schema(yaz, offer, target, client):
    odd = offer(yaz, index_title="dc.nothing")
    with pytest.raises(DomainError) as caught:
        search(Query(title="42"), odd, client)
    assert caught.value.code == Code.CATALOGUE_REFUSED
    assert "Unsupported index" in caught.value.message.mapping["sentence"]


def test_has_records_that_cannot_be_read(yaz, offer, target, client):
    odd = offer(yaz, record_schema="dc")
    found = search(Query(any="5"), odd, client)
    assert (found.total, len(found.records), found.unreadable) == (5, 0, 5)
