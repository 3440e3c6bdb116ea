"""What differs between the forms for residents of Japan and of elsewhere."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ndl.registration import _
from ndl.registration.patrons.residence import Residence
from typing import Any
from zope.interface.interface import InterfaceClass


Problems = dict[str, list[str]]


class LivesIn(StrEnum):
    """Where an applicant resides, as far as the form differs."""

    JAPAN = "japan"
    OVERSEAS = "overseas"


@dataclass(frozen=True)
class Variant:
    """The fields of one form in their order, and how they are read.

    The readers take the values of a form without problems; `find_problems`
    says what is wrong between fields, by the field to mend, and passes over
    fields that were refused before.
    """

    lives_in: LivesIn
    schema: InterfaceClass
    names: tuple[str, ...]
    address: tuple[str, ...]
    read_names: Callable[[Mapping[str, Any]], dict[str, str]]
    read_residence: Callable[[Mapping[str, Any]], Residence]
    show_residence: Callable[[Residence], dict[str, Any]]
    find_problems: Callable[[Mapping[str, Any]], Problems]


def given_name_problems(values: Mapping[str, Any], fields: tuple[str, ...]) -> Problems:
    """Given names that are missing, or stand beside the box for none."""
    found: Problems = {}
    for field in fields:
        found |= none_problem(
            values,
            field,
            "single_name",
            both=_(
                "You entered a given name and selected the check box for only one "
                "name. Clear one of the two."
            ),
            neither=_("This field is required."),
        )
    return found


def none_problem(
    values: Mapping[str, Any], field: str, box: str, *, both: str, neither: str
) -> Problems:
    """The message where a field is filled beside its box for none, or neither is."""
    if not {field, box} <= values.keys():
        return {}
    if bool(values[field]) is not bool(values[box]):
        return {}
    return {field: [both if values[field] else neither]}
