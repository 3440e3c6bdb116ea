"""The settings: a schema for each part of the control panel, and their values."""

from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.settings.general import IGeneralSettings
from ndl.registration.settings.general import IOperationSettings
from ndl.registration.settings.library import ILibrarySettings
from ndl.registration.settings.library import IResidenceSettings
from ndl.registration.settings.library import Library
from ndl.registration.settings.limits import ILimitSettings
from ndl.registration.settings.login import ILoginSettings
from ndl.registration.settings.registration import IPasswordSettings
from ndl.registration.settings.registration import IRegistrationFormSettings
from ndl.registration.settings.requests import IIso18626Settings
from ndl.registration.settings.requests import IRequestSettings
from ndl.registration.settings.review import IReviewSettings
from ndl.registration.settings.search import ISearchSettings
from ndl.registration.settings.staff import ICounterSettings
from ndl.registration.settings.staff import IReadingSettings
from ndl.registration.settings.staff import IStaffSettings
from ndl.registration.settings.telephone import ITelephoneSettings
from ndl.registration.settings.texts import is_lines
from plone.registry.interfaces import IRegistry
from plone.registry.recordsproxy import RecordsProxy
from typing import Any
from zope.component import getUtility
from zope.interface import Invalid
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IText


_MISSING = object()


class IRegistrationSettings(
    IOperationSettings,
    ILimitSettings,
    IReadingSettings,
    IReviewSettings,
    ICounterSettings,
    IRegistrationFormSettings,
    IResidenceSettings,
    IPasswordSettings,
    IStaffSettings,
    IIso18626Settings,
    IRequestSettings,
    ISearchSettings,
    ITelephoneSettings,
    ILoginSettings,
    ILibrarySettings,
    IGeneralSettings,
):
    """All settings of the add-on; units are in the titles.

    The control panel shows their forms in the opposite order.
    """


class SettingsProxy(RecordsProxy):
    """Registry records as attributes; a missing record has its default value.

    Plone's own proxies return None for it, which would disable guards.

    Numbers are within the bounds of their fields, which older records do not know.
    """

    def __getattr__(self, name: str) -> Any:
        """The value of a record, or its default."""
        value = self.__registry__.get(f"{self.__prefix__}{name}", _MISSING)
        field = self.__schema__.get(name)
        if field is None:
            return super().__getattr__(name)
        if value is _MISSING:
            return field.default
        if IInt.providedBy(field):
            return _bounded(field, value)
        return field.default if IText.providedBy(field) and _is_broken(value) else value


def _bounded(field: IInt, value: int | None) -> int:
    """The number, or the nearest that the field takes; its default for none."""
    number: int = field.default if value is None else value
    return max(field.min, min(number, field.max))


def _is_broken(text: str | None) -> bool:
    """Whether no page, header or address can hold the text."""
    try:
        return not is_lines(text or "")
    except Invalid:
        return True


def settings() -> IRegistrationSettings:
    """The add-on's settings of the current site, see IRegistrationSettings."""
    return getUtility(IRegistry).forInterface(
        IRegistrationSettings,
        prefix=SETTINGS_PREFIX,
        check=False,
        factory=SettingsProxy,
    )


def library_in(language: str) -> Library:
    """The library's data in a language; English fills the gaps."""
    values = settings()

    def own(name: str) -> str:
        own_value = getattr(values, f"{name}_{language}", "")
        return own_value or getattr(values, f"{name}_en") or ""

    return Library(
        name=own("library_name"),
        address=own("address"),
        telephone=values.telephone or "",
        contact=values.contact or "",
        contact_page=own("contact_page"),
        about_page=own("about_page"),
        documents_page=own("documents_page"),
        passwords_page=own("passwords_page"),
        institutions_page=own("institutions_page"),
    )
