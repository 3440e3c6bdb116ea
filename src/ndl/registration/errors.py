"""The base of every refusal."""

from ndl.registration import _


class DomainError(Exception):
    """A use case refused; `message` is for the person, in any language."""

    message: str = _("This is not possible now.")
