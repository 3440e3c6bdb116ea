"""Installation, removal and demo data."""

from plone.base.interfaces import INonInstallable
from zope.interface import implementer


@implementer(INonInstallable)
class HiddenProfiles:
    """Profiles hidden from the add-ons control panel."""

    def getNonInstallableProfiles(self) -> list[str]:
        """The names of the hidden profiles."""
        return [
            "ndl.registration:uninstall",
            "ndl.registration:forget",
            "ndl.registration:demo",
        ]
