"""Live validation of fields by the scripts of a page.

The rules are implemented in `static/rules.js`; messages are those of the server, which
validates again.
"""

from collections.abc import Iterable
from dateutil.relativedelta import relativedelta
from ndl.registration.clock import today
from ndl.registration.declaration import constraints
from ndl.registration.declaration.missing import missing
from ndl.registration.declaration.missing import missing_in
from ndl.registration.declaration.validation import PHONE
from ndl.registration.declaration.validation import PHONE_EXAMPLES
from ndl.registration.declaration.validation import too_long
from ndl.registration.declaration.variant import Alternative
from ndl.registration.declaration.variant import NamePair
from ndl.registration.declaration.variant import Variant
from ndl.registration.patrons.email import EmailInvalid
from ndl.registration.patrons.errors import PasswordsDiffer
from ndl.registration.patrons.passwords import length_message
from ndl.registration.patrons.passwords import NOT_ALLOWED
from ndl.registration.patrons.passwords import NOT_MIXED
from ndl.registration.patrons.passwords import SYMBOLS
from ndl.registration.settings import settings
from string import ascii_letters
from string import digits
from typing import Any
from z3c.form.interfaces import IWidget
from zope.i18n import translate
from zope.schema.interfaces import IBool
from ZPublisher.HTTPRequest import HTTPRequest

import json


Check = dict[str, Any]
_OF_CONSTRAINTS: dict[Any, list[tuple[str, str]]] = {
    constraints.accepted: [("accepted", constraints.NOT_ACCEPTED)],
    constraints.email_address: [("email", EmailInvalid.message)],
    constraints.plain_text: [("printable", constraints.UNPRINTABLE)],
    constraints.printable: [("printable", constraints.UNPRINTABLE)],
    constraints.whole_address: [("printable", constraints.UNPRINTABLE)],
    constraints.kana: [("kana", constraints.NOT_KANA)],
    constraints.latin_name: [("latin", constraints.NOT_LATIN)],
    constraints.postal_code: [("postal", constraints.NO_POSTAL_CODE)],
    constraints.foreign_postal_code: [("code", constraints.NO_FOREIGN_CODE)],
}


def check(rule: str, message: str, than: Any = None) -> Check:
    """A rule with its parameter and its error message."""
    return {"rule": rule, "than": than, "message": message}


def field_checks(widget: IWidget) -> list[Check]:
    """The rules of a single field."""
    field = widget.field
    asked = field.required and not IBool.providedBy(field)
    found = [check("required", missing_in(field))] if asked else []
    longest = getattr(field, "max_length", None)
    if longest:
        found.append(check("longest", too_long(field), longest))
    constraint = getattr(field, "constraint", None)
    if constraint is constraints.birth_date:
        found += _birth_checks()
    found += [check(*one) for one in _OF_CONSTRAINTS.get(constraint, [])]
    return found


def form_checks(variant: Variant) -> dict[str, list[Check]]:
    """The rules that involve several fields, telephone or password, by field."""
    policy = [
        check("between", length_message(), _password_figures()),
        check("allowed", NOT_ALLOWED, ascii_letters + digits + SYMBOLS),
        check("mixed", NOT_MIXED),
    ]
    found = {
        "phone": [check("phone", PHONE_EXAMPLES[variant.lives_in])],
        "password": policy,
        "password_again": [check("same", PasswordsDiffer.message, "password")],
    }
    found["phone"] += _alternative_checks(PHONE, unless="phone_is_fax")
    for one in variant.alternatives:
        found[one.field] = _alternative_checks(one)
    for pair in variant.pairs:
        found |= _pair_checks(pair)
    return found


def to_json(checks: Iterable[Check], request: HTTPRequest) -> str:
    """The checks as JSON for an attribute of the input, in the language of the page."""
    return json.dumps(
        [
            {**one, "message": translate(one["message"], context=request)}
            for one in checks
        ],
        ensure_ascii=False,
    )


def _birth_checks() -> list[Check]:
    latest = today() - relativedelta(years=settings().minimum_age)
    earliest = today().year - constraints.OLDEST_YEARS + 1
    return [
        check("date", constraints.NO_DATE),
        check("earliest", constraints.NOT_BORN, earliest),
        check("latest", constraints.too_young(), latest.isoformat()),
    ]


def _password_figures() -> list[int]:
    return [settings().password_min, settings().password_max]


def _alternative_checks(one: Alternative, unless: str = "") -> list[Check]:
    boxes = [one.box, unless]
    return [
        check("neither", one.neither, boxes),
        check("both", one.both, boxes),
    ]


def _pair_checks(pair: NamePair) -> dict[str, list[Check]]:
    return {
        pair.family: [_needed(pair.family, pair.box, pair.given)],
        pair.given: [
            _needed(pair.given, pair.box, pair.family),
            check("alone", pair.both, [pair.box, pair.family]),
        ],
    }


def _needed(name: str, box: str, other: str) -> Check:
    return check("needed", missing(name), [box, other])
