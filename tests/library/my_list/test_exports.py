from datetime import datetime
from datetime import UTC
from ndl.registration.library.my_list.exports import export
from ndl.registration.library.my_list.exports import UnknownFormat
from ndl.registration.library.my_list.store import ListEntry
from pybtex.database import parse_string

import csv
import io
import json
import pytest
import rispy


NASTY = '=HYPERLINK("http://evil")\u202e'


@pytest.fixture
def entries(book):
    added = datetime(2026, 4, 1, tzinfo=UTC)
    nasty = book(
        NASTY,
        authors=["\u200f+cmd{}", "A and B", "@x"],
        publisher=r"\input{/etc/passwd} 50% & $x$ {",
        link="",
        identifiers=[],
    )
    plain = ListEntry("1", book(), added, ("図書", "map"), "first\nER  - \nsecond")
    return [
        plain,
        ListEntry("2", nasty, added, (), "-1"),
        ListEntry("3", book(""), added),
    ]


def text(entries, kind):
    return export(entries, kind).data.decode("utf-8")


def test_ris_is_read_again(entries):
    first, second, third = rispy.loads(text(entries, "ris"))
    assert first["title"] == "吾輩は猫である"
    assert first["authors"] == ["夏目漱石", "Natsume, Sōseki"]
    assert (first["year"], first["issn"]) == ("1905", "9799000000707")
    assert first["keywords"] == ["図書", "map"]
    assert first["notes"] == ["first ER - second"]
    assert second["title"] == NASTY[:-1]
    assert "title" not in third


def test_bibtex_is_read_again(entries):
    book = parse_string(text(entries, "bib"), "bibtex")
    first, second, third = (book.entries[f"record{n}"] for n in (1, 2, 3))
    assert first.fields["title"] == "吾輩は猫である"
    assert first.persons["author"][1].last_names == ["Natsume"]
    assert len(second.persons["author"]) == 3
    assert "\\input" not in second.fields["publisher"]
    assert "title" not in third.fields


def test_csv_runs_nothing(entries):
    data = text(entries, "csv")
    assert data.startswith("\ufeff")
    first, second, _third = csv.DictReader(io.StringIO(data[1:], newline=""))
    assert first["isbn"] == "9799000000707"
    assert first["note"] == "first\nER  - \nsecond"
    assert second["title"] == f"'{NASTY[:-1]}"
    assert second["authors"].startswith("'+cmd")
    assert second["note"] == "'-1"
    assert "\u202e" not in data
    assert "\u200f" not in data


def test_json_is_csl(entries):
    first, _second, third = json.loads(text(entries, "json"))
    assert first["author"] == [
        {"literal": "夏目漱石"},
        {"family": "Natsume", "given": "Sōseki"},
    ]
    assert first["issued"] == {"date-parts": [[1905]]}
    assert "title" not in third


def test_of_nothing_and_of_no_format(entries):
    assert export([], "ris").data == b""
    with pytest.raises(UnknownFormat):
        export(entries, "exe")
