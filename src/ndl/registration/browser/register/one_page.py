"""Name and address on one page, for patrons' changes and for the counter."""

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
    """The inputs of one form variant, with a link to the other.

    Forms must add `buttons` and `handlers` of this class to their own.
    """

    context: Any
    __name__: str
    buttons = NameInputs.buttons + AddressInputs.buttons
    handlers = NameInputs.handlers + AddressInputs.handlers
    harmless_buttons: tuple[str, ...] = ("search", "pick", "read")

    @property
    def usual_variant(self) -> Variant:
        """The variant to show first."""
        raise NotImplementedError

    @cached_property
    def variant(self) -> Variant:  # type: ignore[override]
        """The variant named in the request, else the usual one."""
        wanted = self.text_of("lives_in")
        offered = {one.lives_in.value: one for one in offered_variants()}
        return offered.get(wanted, self.usual_variant)

    @property
    def residences(self) -> list[Mapping[str, Any]]:
        """The variants to choose from; empty if only one is offered."""
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
        """Fields added by other packages."""
        return person_fields(lives_in=self.variant.lives_in)

    @property
    def added_names(self) -> list[str]:
        """Names of the fields added by other packages."""
        return [n for one in self.added for n in getFieldNamesInOrder(one.schema)]

    def add_fields(self) -> None:
        """Add the fields of other packages to the form."""
        for one in self.added:
            processFields(self, one.schema, permissionChecks=False)
