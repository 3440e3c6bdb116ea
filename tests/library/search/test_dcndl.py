"""DC-NDL as the National Diet Library sends it, written by hand."""

from ndl.registration.library.search.find import search
from ndl.registration.library.search.query import Query
from ndl.registration.library.search.record import Scheme
from pathlib import Path


ANSWER = Path(__file__).parent / "ndl.xml"


def test_is_read_without_readings_and_unknown_numbers(portal, offer, strange, client):
    strange.answers = ANSWER.read_bytes()
    found = search(Query(any="x"), offer(strange.url, record_schema="dcndl"), client)
    [record] = found.records
    assert (found.total, found.unreadable) == (1, 0)
    assert record.title == "虞美人草 上"
    assert record.authors == ("夏目, 漱石, 1867-1916",)
    assert (record.publisher, record.year) == ("春陽堂", "1908")
    assert record.identifiers == (
        (Scheme.JPNO, "41000001"),
        (Scheme.NDL, "000000000001"),
    )
    assert record.holdings == ("国立国会図書館, 26-1",)
    assert record.link == "https://catalogue.example/books/R1-I1"
