"""The ISO 18626 messages that the portal sends, as XML."""

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from datetime import time
from lxml import etree
from lxml.builder import ElementMaker
from ndl.registration.clock import now
from ndl.registration.clock import site_zone
from ndl.registration.library.handover.interfaces import Known
from ndl.registration.library.handover.iso18626.account import Account
from ndl.registration.library.requests.request import PatronRequest
from ndl.registration.patrons.patron import Patron
from stdnum import isbn
from stdnum import issn
from typing import Any

import re


NAMESPACE = "http://illtransactions.org/2013/iso18626"
VERSION = "2021-2"
# The standard's names of actions.
CANCEL, STATUS = "Cancel", "StatusRequest"
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Fields of the portal's forms that have an element of their own in a message.
_PLACED = frozenset({"title", "author", "pages", "volume", "day", "number"})
_POST = "post"

make = ElementMaker(namespace=NAMESPACE, nsmap={"ill": NAMESPACE})


def request_message(
    own: Account, number: str, request: PatronRequest, patron: Patron
) -> bytes:
    """The message that submits a request, under a number of the portal."""
    posted = own.with_names and request.values.get("delivery") == _POST
    parts = [
        make.header(*agencies(own), *_identified(own, number)),
        _bibliographic(request),
        *_publication(request),
        _service(own, request),
        *([make.requestedDeliveryInfo(_address(patron))] if posted else []),
        _patron(own, patron, posted),
    ]
    return written(make.request(*parts))


def action_message(own: Account, known: Known, action: str) -> bytes:
    """The message that asks for an action on an earlier request."""
    header = make.header(*agencies(own), *_identified(own, known.number, known))
    return written(make.requestingAgencyMessage(header, make.action(action)))


def agencies(own: Account) -> list[Any]:
    """The two agencies, in the order of all headers."""
    return [
        make.supplyingAgencyId(*_agency(own, own.system)),
        make.requestingAgencyId(*_agency(own, own.portal)),
    ]


def written(content: Any) -> bytes:
    """The bytes of a complete message."""
    root = make.ISO18626Message(content)
    root.set(f"{{{NAMESPACE}}}version", VERSION)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def text(name: str, value: str) -> Any:
    """An element with a text, without characters that XML forbids."""
    return make(name, _UNWRITABLE.sub("", value))


def stamp(moment: datetime) -> str:
    """A time in the format of the standard, with milliseconds."""
    return moment.isoformat(timespec="milliseconds")


def _agency(own: Account, code: str) -> list[Any]:
    return [text("agencyIdType", own.scheme), text("agencyIdValue", code)]


def _identified(own: Account, number: str, known: Known | None = None) -> list[Any]:
    found = [make.timestamp(stamp(now())), make.requestingAgencyRequestId(number)]
    if known is not None and known.remote_id:
        found.append(text("supplyingAgencyRequestId", known.remote_id))
    if own.secret:
        found.append(
            make.requestingAgencyAuthentication(
                *_texts({"accountId": own.account, "securityCode": own.secret})
            )
        )
    return found


def _texts(values: Mapping[str, str]) -> list[Any]:
    return [text(name, value) for name, value in values.items() if value]


def _bibliographic(request: PatronRequest) -> Any:
    values, record = request.values, request.record
    author = values.get("author") or (record.author if record is not None else "")
    pages = str(values.get("pages", ""))
    return make.bibliographicInfo(
        *_texts({"title": request.title, "author": str(author)}),
        *_texts({"volume": str(values.get("volume", "")), "pagesRequested": pages}),
        *(_item_id(*pair) for pair in _numbers(request)),
    )


def _numbers(request: PatronRequest) -> list[tuple[str, str]]:
    """Valid ISBNs and ISSNs of the record and of the form, each once."""
    known = request.record.identifiers if request.record is not None else ()
    typed = str(request.values.get("number", ""))
    found = {value: None for _kind, value in known} | ({typed: None} if typed else {})
    pairs = []
    for value in found:
        if isbn.is_valid(value):
            pairs.append(("ISBN", isbn.compact(value)))
        elif issn.is_valid(value):
            pairs.append(("ISSN", issn.format(value)))
    return list(dict.fromkeys(pairs))


def _item_id(code: str, value: str) -> Any:
    return make.bibliographicItemId(
        make.bibliographicItemIdentifierCode(code),
        make.bibliographicItemIdentifier(value),
    )


def _publication(request: PatronRequest) -> list[Any]:
    record = request.record
    if record is None or not (record.publisher or record.year):
        return []
    found = {"publisher": record.publisher, "publicationDate": record.year}
    return [make.publicationInfo(*_texts(found))]


def _service(own: Account, request: PatronRequest) -> Any:
    day = request.values.get("day")
    return make.serviceInfo(
        make.requestType("New"),
        make.requestSubType("PatronRequest"),
        make.serviceType(own.services[request.service]),
        *([make.needBeforeDate(_beginning(day))] if isinstance(day, date) else []),
        text("note", _note(request)),
    )


def _note(request: PatronRequest) -> str:
    """A note with all values that have no element of their own, by field name."""
    lines = [f"service: {request.service}"]
    for name, value in request.values.items():
        is_number = name == "number" and not _numbers(request)
        if name not in _PLACED or is_number:
            lines.append(f"{name}: {value}")
    return "\n".join(lines)


def _beginning(day: date) -> str:
    return stamp(datetime.combine(day, time(), site_zone()))


def _patron(own: Account, patron: Patron, posted: bool) -> Any:
    names = {"surname": patron.family_name, "givenName": patron.given_name}
    return make.patronInfo(
        *_texts({"patronId": patron.user_id} | (names if own.with_names else {})),
        *([make.sendToPatron("Y"), _address(patron)] if posted else []),
    )


def _address(patron: Patron) -> Any:
    home = patron.residence
    lines = {
        "line1": home.street,
        "line2": home.building,
        "locality": home.city,
        "postalCode": home.postal_code,
        "region": home.region,
        "country": home.country,
    }
    return make.address(make.physicalAddress(*_texts(lines)))
