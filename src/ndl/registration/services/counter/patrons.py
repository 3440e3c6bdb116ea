"""@counter-search and @counter-patrons: find, register or deregister a patron."""

from collections.abc import Mapping
from ndl.registration.counter.find import find_patrons
from ndl.registration.counter.find import MOST
from ndl.registration.counter.find import open_patron
from ndl.registration.counter.for_patron import deregister_for
from ndl.registration.counter.register import register_in_person
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.declaration.declaration import offered_variants
from ndl.registration.declaration.extra import added_fields
from ndl.registration.declaration.validation import find_problems
from ndl.registration.declaration.variant import Variant
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.record import PatronClass
from ndl.registration.services.body import flag_in
from ndl.registration.services.body import Malformed
from ndl.registration.services.body import text_in
from ndl.registration.services.counter.base import CounterService
from ndl.registration.services.my_account.values import LANGUAGE
from ndl.registration.services.my_account.values import PHONE
from ndl.registration.services.my_account.values import read_values
from typing import Any


class CounterSearch(CounterService):
    """Takes `wanted`: a card number, user ID, name, telephone number or e-mail."""

    is_sensitive = False

    def respond(self) -> dict[str, Any]:
        """The patrons, and whether there are more."""
        found = find_patrons(text_in(self.body().get("wanted")))
        return {
            "@id": f"{self.context.absolute_url()}/@counter-search",
            "items": [self.summarize(patron) for patron in found[:MOST]],
            "has_more": len(found) > MOST,
        }


class CounterPatronsGet(CounterService):
    """GET @counter-patrons/ID; each view is audited."""

    is_sensitive = False

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The data of the patron."""
        return self.describe(open_patron(patron.user_id))


class CounterPatronsPost(CounterService):
    """POST @counter-patrons takes the members of a registration, and `document`.

    `patron_class` is the class, `lives_in` names the form, `is_other` confirms that
    likely duplicates are other people.
    """

    def respond(self) -> dict[str, Any]:
        """Respond 201 with the patron, who has no usable password yet."""
        body = self.body()
        variant = _variant(body)
        values, problems = read_values(_fields(variant), body)
        email = text_in(body.get("email") or "")
        between = find_problems(values, variant, email)
        if between or problems:
            return self.refuse_fields({**between, **problems})
        patron = register_in_person(
            Declaration.from_form(values, variant),
            email,
            _class(body),
            text_in(body.get("document")),
            is_other=flag_in(body.get("is_other", False)),
        )
        self.request.response.setStatus(201)
        return self.describe(patron)


class CounterPatronsDelete(CounterService):
    """DELETE @counter-patrons/ID takes the `document` that was seen."""

    def answer(self, patron: Patron) -> Any:
        """204."""
        deregister_for(patron, text_in(self.body().get("document")))
        return self.reply_no_content()


def _variant(body: Mapping[str, Any]) -> Variant:
    offered = {one.lives_in.value: one for one in offered_variants()}
    wanted = text_in(body.get("lives_in", next(iter(offered))))
    if wanted not in offered:
        raise Malformed
    return offered[wanted]


def _class(body: Mapping[str, Any]) -> PatronClass:
    try:
        return PatronClass(text_in(body.get("patron_class")))
    except ValueError as error:
        raise Malformed from error


def _fields(variant: Variant) -> dict[str, Any]:
    names = (*variant.names, "birth_date", *variant.address, *PHONE, *LANGUAGE)
    return {**{name: variant.schema[name] for name in names}, **added_fields()}
