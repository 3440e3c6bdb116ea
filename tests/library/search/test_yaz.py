"""YAZ's test server as a catalogue that others made."""

from ...redis_server import free_port
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.library.search.find import search
from ndl.registration.library.search.query import Query
from ndl.registration.library.search.record import Scheme

import pytest
import socket
import subprocess
import time


PATIENCE = 10
CONFIG = "<yazgfs><server><cql2rpn>{}</cql2rpn></server></yazgfs>"
# Its answers count as many records as the number that is searched for.
INDEXES = """
set.cql = info:srw/cql-context-set/1/cql-v1.1
set.dc = info:srw/cql-context-set/1/dc-v1.1
index.cql.anywhere = 1=1016
index.dc.title = 1=4
index.dc.creator = 1=1003
relation.eq = 2=3
relation.scr = 2=3
structure.* = 4=1
position.any = 3=3 6=1
"""


@pytest.fixture(scope="module")
def yaz(tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("yaz"), free_port()
    (folder / "pqf.properties").write_text(INDEXES)
    (folder / "yaz.xml").write_text(CONFIG.format(folder / "pqf.properties"))
    command = ["yaz-ztest", "-f", str(folder / "yaz.xml"), f"tcp:127.0.0.1:{port}"]
    log = (folder / "log").open("w")
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    started = time.monotonic()
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            assert process.poll() is None, "yaz-ztest has stopped"
            assert time.monotonic() - started < PATIENCE
            time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/Default"
    process.terminate()
    process.wait(PATIENCE)


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
