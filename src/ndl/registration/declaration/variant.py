"""Variants of the form: residents of Japan, and residents of other countries."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ndl.registration import _
from ndl.registration.declaration.missing import missing
from ndl.registration.patrons.residence import Residence
from typing import Any
from zope.interface.interface import InterfaceClass


Fold = Callable[[str], str]
Problems = dict[str, list[str]]


class LivesIn(StrEnum):
    """Residence of an applicant, as far as it decides about the form."""

    JAPAN = "japan"
    OVERSEAS = "overseas"


@dataclass(frozen=True)
class Alternative:
    """A field and the check box to select instead if there is nothing to enter.

    `both` is the message if both are filled, `neither` if none is.
    """

    field: str
    box: str
    both: str
    neither: str

    def problems(self, values: Mapping[str, Any]) -> Problems:
        """Validation errors by field; empty if either value was refused before."""
        if not {self.field, self.box} <= values.keys():
            return {}
        filled = bool(values[self.field])
        if filled is not bool(values[self.box]):
            return {}
        return {self.field: [self.both if filled else self.neither]}


@dataclass(frozen=True)
class NamePair:
    """A family name and a given name; with `single_name` selected, only one."""

    family: str
    given: str
    box = "single_name"
    both = _(
        "You entered a given name and selected the check box for only one "
        "name. Clear one of the two."
    )

    def problems(self, values: Mapping[str, Any]) -> Problems:
        """Validation errors by field; empty if a part was refused before."""
        if not {self.family, self.given, self.box} <= values.keys():
            return {}
        family, given = bool(values[self.family]), bool(values[self.given])
        if not values[self.box]:
            filled = {self.family: family, self.given: given}
            return {
                name: [missing(name)] for name, there in filled.items() if not there
            }
        if family and given:
            return {self.given: [self.both]}
        return {} if family or given else {self.family: [missing(self.family)]}

    def read(self, values: Mapping[str, Any], fold: Fold) -> dict[str, str]:
        """Both names, folded; a single name is returned as the family name."""
        names = [
            fold(values[name]) for name in (self.family, self.given) if values[name]
        ]
        return dict(zip((self.family, self.given), [*names, ""], strict=False))


@dataclass(frozen=True)
class Variant:
    """The fields of a form in order, and functions to read and show them.

    The functions expect the values of a valid form.
    """

    lives_in: LivesIn
    schema: InterfaceClass
    names: tuple[str, ...]
    address: tuple[str, ...]
    read_names: Callable[[Mapping[str, Any]], dict[str, str]]
    read_residence: Callable[[Mapping[str, Any]], Residence]
    show_residence: Callable[[Residence], dict[str, Any]]
    pairs: tuple[NamePair, ...]
    alternatives: tuple[Alternative, ...] = ()
