"""Name and address on one page: for patrons who change them, and at the counter."""

from collections.abc import Mapping
from functools import cached_property
from ndl.registration.browser.register.classes import RESIDENCES
from ndl.registration.browser.register.inputs import AddressInputs
from ndl.registration.browser.register.inputs import NameInputs
from ndl.registration.declaration.declaration import offered_variants
from ndl.registration.declaration.extra import person_fields
from ndl.registration.declaration.extra import PersonFields
from ndl.registration.declaration.variant import Variant
from plone.autoform.utils import processFields
from typing import Any
from zope.schema import getFieldNamesInOrder


class OnePage(NameInputs, AddressInputs):
    """The inputs of one variant of the form, and the way to the other one.

    A form adds `buttons` and `handlers` to its own, as with each of the two.
    """

    context: Any
    __name__: str
    buttons = NameInputs.buttons + AddressInputs.buttons
    handlers = NameInputs.handlers + AddressInputs.handlers
    harmless_buttons: tuple[str, ...] = ("search", "pick", "read")

    @property
    def usual_variant(self) -> Variant:
        """The form to begin with."""
        raise NotImplementedError

    @cached_property
    def variant(self) -> Variant:  # type: ignore[override]
        """The form that was asked for, else the usual one."""
        wanted = self.text_of("lives_in")
        offered = {one.lives_in.value: one for one in offered_variants()}
        return offered.get(wanted, self.usual_variant)

    @property
    def residences(self) -> list[Mapping[str, Any]]:
        """The forms to choose from; none if there is only one."""
        offered = [one.lives_in for one in offered_variants()]
        url = f"{self.context.absolute_url()}/{self.__name__}"
        return [
            {
                "url": f"{url}?lives_in={one}",
                "title": RESIDENCES[one],
                "on": one is self.variant.lives_in,
            }
            for one in (offered if len(offered) > 1 else ())
        ]

    @property
    def added(self) -> list[PersonFields]:
        """Fields of other packages."""
        return person_fields(lives_in=self.variant.lives_in)

    @property
    def added_names(self) -> list[str]:
        """The fields that packages add."""
        return [n for one in self.added for n in getFieldNamesInOrder(one.schema)]

    def add_fields(self) -> None:
        """Add the fields of other packages to the form."""
        for one in self.added:
            processFields(self, one.schema, permissionChecks=False)
