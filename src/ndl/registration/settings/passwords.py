"""Passwords: policy and hashing."""

from ndl.registration import _
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.interface import Invalid
from zope.interface import invariant


class IPasswordSettings(model.Schema):
    """Passwords: policy and hashing."""

    model.fieldset(
        "passwords",
        label=_("Passwords"),
        fields=[
            "password_min",
            "password_max",
            "password_words",
            "argon2_time",
            "argon2_memory",
            "argon2_parallelism",
        ],
    )
    password_min = schema.Int(
        title=_("Shortest password (characters)"), default=12, min=8
    )
    password_max = schema.Int(
        title=_("Longest password (characters)"), default=20, min=12
    )
    password_words = schema.Tuple(
        title=_("Words of the library that a password must not be made of"),
        value_type=schema.TextLine(),
        required=False,
        default=("ndl", "kokkai", "toshokan", "library", "national", "diet"),
    )
    argon2_time = schema.Int(title=_("Argon2id: passes"), default=3, min=1)
    argon2_memory = schema.Int(title=_("Argon2id: memory (KiB)"), default=65536, min=8)
    argon2_parallelism = schema.Int(title=_("Argon2id: lanes"), default=4, min=1)

    @invariant
    def lengths_leave_room(values: Any) -> None:
        """Some password can be chosen. Raises Invalid."""
        if values.password_min > values.password_max:
            raise Invalid(
                _("The shortest password must not be longer than the longest one.")
            )
