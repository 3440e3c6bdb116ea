"""What an applicant declares: the filled form, checked as a whole."""

from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date
from ndl.registration import _
from ndl.registration.config import JAPAN
from ndl.registration.patrons.passwords import password_problems
from ndl.registration.patrons.residence import Residence
from ndl.registration.registration.japan import names_in_japan
from ndl.registration.registration.japan import residence_in_japan
from ndl.registration.registration.values import parse_phone
from typing import Any
from typing import Self


_NAMES = ("family_name", "given_name", "family_kana", "given_kana")


@dataclass(frozen=True)
class Declaration:
    """The personal information of an applicant, in the form to be stored."""

    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    birth_date: date
    residence: Residence
    phone: str
    language: str

    @classmethod
    def from_form(cls, values: Mapping[str, Any]) -> Self:
        """Made of the values of a form without problems."""
        phone = values["phone"]
        return cls(
            **names_in_japan(values),
            birth_date=values["birth_date"],
            residence=residence_in_japan(values),
            phone=parse_phone(phone, JAPAN) if phone else "",
            language=values["language"],
        )

    def to_form(self) -> dict[str, Any]:
        """The values of a form, to change them once more."""
        names = {name: getattr(self, name) for name in _NAMES}
        address = asdict(self.residence)
        return {
            **names,
            **address,
            "birth_date": self.birth_date,
            "phone": self.phone,
            "language": self.language,
            "no_building": not self.residence.building,
            "no_phone": not self.phone,
        }

    def to_plain(self) -> dict[str, Any]:
        """All of it in types that JSON knows."""
        return {**asdict(self), "birth_date": self.birth_date.isoformat()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The reverse of to_plain."""
        return cls(
            **{
                **plain,
                "birth_date": date.fromisoformat(plain["birth_date"]),
                "residence": Residence(**plain["residence"]),
            }
        )


def find_problems(values: Mapping[str, Any], email: str) -> dict[str, list[str]]:
    """What is wrong between the fields of a form, by the field to mend.

    Fields that are missing in `values` were refused before.
    """
    problems: dict[str, list[str]] = {}
    for name, message in (
        ("building", _building_problem(values)),
        ("phone", _phone_problem(values)),
        ("password_again", _repetition_problem(values)),
    ):
        if message:
            problems[name] = [message]
    if "password" in values:
        context = [email, *(values.get(name) or "" for name in _NAMES)]
        found = password_problems(values["password"], context)
        if found:
            problems["password"] = found
    return problems


def _building_problem(values: Mapping[str, Any]) -> str | None:
    if not {"building", "no_building"} <= values.keys():
        return None
    if values["building"] and values["no_building"]:
        return _(
            "You entered a building and selected the check box for none. Clear one "
            "of the two."
        )
    if not values["building"] and not values["no_building"]:
        return _(
            "Enter the building name and room number, or select the check box if "
            "your address does not include them."
        )
    return None


def _phone_problem(values: Mapping[str, Any]) -> str | None:
    if not {"phone", "no_phone"} <= values.keys():
        return None
    if values["phone"] and values["no_phone"]:
        return _(
            "You entered a number and selected the check box for none. Clear one "
            "of the two."
        )
    if not values["phone"] and not values["no_phone"]:
        return _(
            "Enter a telephone number, or select the check box if a disability "
            "makes it difficult to communicate by telephone."
        )
    return None


def _repetition_problem(values: Mapping[str, Any]) -> str | None:
    if not {"password", "password_again"} <= values.keys():
        return None
    if values["password"] != values["password_again"]:
        return _("The two passwords are not the same.")
    return None
