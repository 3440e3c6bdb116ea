"""Messages of the error summary, which stands apart from the fields."""

from collections import Counter
from ndl.registration import _
from ndl.registration.declaration.missing import REQUIRED
from typing import NamedTuple


class Fault(NamedTuple):
    """The message beside a field, its label, and the id of its input."""

    message: str
    label: str
    target: str


def fault_links(faults: list[Fault], names_all: bool = False) -> list[dict[str, str]]:
    """The faults for the summary, with the label where the message names no field."""
    counts = Counter(str(one.message) for one in faults)
    links = []
    for one in faults:
        needs_name = names_all or _is_vague(one, counts)
        message = _named(one) if needs_name else one.message
        links.append({"message": message, "target": one.target})
    return links


def _is_vague(fault: Fault, counts: Counter[str]) -> bool:
    message = str(fault.message)
    return message == str(REQUIRED) or counts[message] > 1


def _named(fault: Fault) -> str:
    if not fault.label:
        return fault.message
    mapping = {"field": fault.label, "message": fault.message}
    message: str = _("${field}: ${message}", mapping=mapping)
    return message
