"""The declaration of an applicant in its stored form."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import replace
from ndl.registration.config import JAPAN
from ndl.registration.declaration.extra import read_extra
from ndl.registration.declaration.extra import write_extra
from ndl.registration.declaration.fold import parse_phone
from ndl.registration.declaration.fold import show_phone
from ndl.registration.declaration.japan import JAPAN_VARIANT
from ndl.registration.declaration.overseas import OVERSEAS_VARIANT
from ndl.registration.declaration.validation import phone_country
from ndl.registration.declaration.variant import Variant
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.person import Person
from ndl.registration.patrons.residence import Residence
from ndl.registration.settings import settings
from typing import Any
from typing import Self
from typing import TypeVar


VARIANTS = {variant.lives_in: variant for variant in (JAPAN_VARIANT, OVERSEAS_VARIANT)}
AnyPerson = TypeVar("AnyPerson", bound=Person)


@dataclass(frozen=True)
class Declaration(Person):
    """The personal information of an applicant in its stored form."""

    @classmethod
    def from_form(cls, values: Mapping[str, Any], variant: Variant) -> Self:
        """The declaration from the values of a valid form."""
        phone, language = values["phone"], values["language"]
        return cls(
            **variant.read_names(values),
            birth_date=values["birth_date"],
            residence=variant.read_residence(values),
            phone=parse_phone(phone, phone_country(values, variant)) if phone else "",
            phone_is_fax=bool(phone and values["phone_is_fax"]),
            language=language,
            title=(values["title"] or "") if language == "en" else "",
            extra=write_extra(values),
        )

    @classmethod
    def of(cls, person: Person) -> Self:
        """The declaration with the data of any person."""
        return cls(**{one.name: getattr(person, one.name) for one in fields(cls)})

    @classmethod
    def from_patron(cls, patron: Patron) -> Self:
        """The declaration with a patron's data on file."""
        return cls.of(patron.person)

    @property
    def variant(self) -> Variant:
        """The form variant that fits the address."""
        return variant_of(self.residence)

    def to_form(self) -> dict[str, Any]:
        """The values of a form, for editing."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        del values["residence"], values["extra"]
        return {
            **read_extra(self.extra),
            **values,
            **self.variant.show_residence(self.residence),
            "phone": show_phone(self.phone, self.residence.in_japan),
            "title": self.title or None,
            "single_name": not self.given_name,
            "no_phone": not self.phone,
        }


def with_declared(
    person: AnyPerson, values: Mapping[str, Any], variant: Variant
) -> AnyPerson:
    """The person with names, address and added fields from a form; the rest is kept."""
    kept = {name: text for name, text in person.extra.items() if name not in values}
    return replace(
        person,
        residence=variant.read_residence(values),
        extra=kept | write_extra(values),
        **variant.read_names(values),  # type: ignore[arg-type]
    )


def declared_by(person: Person, values: Mapping[str, Any], variant: Variant) -> Person:
    """The person updated with the values of a valid form.

    Data that the form does not ask for is kept. A phone number without country code is
    taken as a number of the country of residence.
    """
    if set(variant.address) <= values.keys():
        person = with_declared(person, values, variant)
    if "phone" in values:
        is_fax, country = bool(values["phone_is_fax"]), person.residence.country
        phone = parse_phone(values["phone"], country) if values["phone"] else ""
        person = replace(person, phone=phone, phone_is_fax=bool(phone and is_fax))
    if "language" in values:
        language = values["language"]
        title = (values["title"] or "") if language == "en" else ""
        person = replace(person, language=language, title=title)
    return person


def offered_variants() -> list[Variant]:
    """The variants of the form that are offered; that of most patrons comes first."""
    if not settings().japanese_form:
        return [OVERSEAS_VARIANT]
    both = [JAPAN_VARIANT, OVERSEAS_VARIANT]
    return both if settings().home_country == JAPAN else both[::-1]


def variant_of(residence: Residence) -> Variant:
    """The variant of the form for this address."""
    return JAPAN_VARIANT if residence.is_japanese else OVERSEAS_VARIANT
