"""Write the reference of all settings: `python -m scripts.settings_reference`."""

from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.settings import IRegistrationSettings
from pathlib import Path
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.utils import mergedTaggedValueList
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IField
from zope.schema.interfaces import IInt

import sys


TARGET = Path(__file__).parent.parent / "docs" / "reference" / "settings.md"
HEAD = f"""\
# Settings

All of them are in *Site Setup*, *Patron registration and login*, and in the registry as
`{SETTINGS_PREFIX}.` and the name.
"""
COLUMNS = "| name | what it is | default |\n|---|---|---|\n"


def render() -> str:
    """The page as Markdown: a table per fieldset, in the order of the control panel."""
    fields = dict(getFieldsInOrder(IRegistrationSettings))
    sets = mergedTaggedValueList(IRegistrationSettings, FIELDSETS_KEY)
    grouped = {name for each in sets for name in each.fields}
    first = [name for name in fields if name not in grouped]
    parts = [HEAD, "## General\n", _table(fields, first)]
    for each in sets:
        parts += [f"## {each.label}\n", _table(fields, each.fields)]
    return "\n".join(parts)


def _table(fields: dict[str, IField], names: list[str]) -> str:
    rows = [
        f"| `{name}` | {_about(fields[name])} | {_default(fields[name])} |\n"
        for name in names
    ]
    return COLUMNS + "".join(rows)


def _about(field: IField) -> str:
    parts = [str(field.title), str(field.description or ""), _bounds(field)]
    return " ".join(" ".join(part.rstrip(".") + "." for part in parts if part).split())


def _bounds(field: IField) -> str:
    return f"From {field.min} to {field.max}" if IInt.providedBy(field) else ""


def _default(field: IField) -> str:
    value = field.default
    if isinstance(value, tuple):
        value = ", ".join(map(str, value))
    return f"`{str(value).strip()}`" if value not in (None, "") else "empty"


def main() -> int:
    """Write the page. Return the exit status."""
    TARGET.write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
