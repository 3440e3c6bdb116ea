"""Update the message catalogues: `python -m scripts.catalogues`."""

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.messages.pofile import write_po
from lxml import etree
from pathlib import Path

import re
import subprocess
import sys


DOMAIN = "ndl.registration"
PACKAGE = Path(__file__).parent.parent / "src" / "ndl" / "registration"
LOCALES = PACKAGE / "locales"
# Plone shows titles of states and transitions in its own domain.
PLONE = "plone"
WORKFLOWS = PACKAGE / "profiles" / "default" / "workflows"
# Holds no messages but must exist: see its header.
SOURCE = "en"
_CREATED = re.compile(r"POT-Creation-Date: [^\\]*")
_NEVER = "POT-Creation-Date: 2026-11-01 00:00+0000"


def extract(pot: Path) -> None:
    """Extract all messages of the package's Python, templates, ZCML and profiles."""
    options = ("--no-line-numbers", "--create", DOMAIN)
    _i18ndude("rebuild-pot", "--pot", str(pot), *options, str(PACKAGE))
    # A fixed date: the template changes only if its messages do.
    text = pot.read_text(encoding="utf-8")
    pot.write_text(_CREATED.sub(_NEVER, text, count=1), encoding="utf-8")


def translations() -> list[Path]:
    """The catalogues to translate, without that of the source language."""
    found = LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")
    return [path for path in found if path.parts[-3] != SOURCE]


def workflow_titles() -> set[str]:
    """The titles of all states, and the actions of all transitions."""
    found = set()
    for path in WORKFLOWS.glob("*/definition.xml"):
        tree = etree.parse(path)
        found |= set(tree.xpath("//state/@title | //action/text()"))
    return {title.strip() for title in found if title.strip()}


def for_plone(translation: Path) -> Catalog:
    """The messages of a translation that Plone looks up in its own domain."""
    with translation.open("rb") as stream:
        whole = read_po(stream)
    part = Catalog(
        translation.parts[-3],
        PLONE,
        header_comment=f"# Made by scripts/catalogues.py from {DOMAIN}.po.",
        project=DOMAIN,
        creation_date=whole.creation_date,
        revision_date=whole.creation_date,
        msgid_bugs_address=whole.msgid_bugs_address,
        last_translator=whole.last_translator,
        language_team=whole.language_team,
        fuzzy=False,
    )
    for title in sorted(workflow_titles()):
        part.add(title, whole[title].string)
    return part


def main() -> int:
    """Update template and translations; existing translations are kept."""
    pot = LOCALES / f"{DOMAIN}.pot"
    extract(pot)
    _i18ndude("sync", "--pot", str(pot), *map(str, translations()))
    for translation in translations():
        with translation.with_name(f"{PLONE}.po").open("wb") as stream:
            write_po(stream, for_plone(translation), width=79)
    return 0


def _i18ndude(*arguments: str) -> None:
    # Called as a module: its script may not be installed beside the interpreter.
    command = [sys.executable, "-m", "i18ndude.script", *arguments]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
