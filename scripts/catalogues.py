"""Write the message catalogues anew: `python -m scripts.catalogues`."""

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
# Holds no messages, but has to be there: see its head.
SOURCE = "en"
_CREATED = re.compile(r"POT-Creation-Date: [^\\]*")
_NEVER = "POT-Creation-Date: 2026-11-01 00:00+0000"


def extract(pot: Path) -> None:
    """Write all messages of the package's Python, templates, ZCML and profiles."""
    options = ("--no-line-numbers", "--create", DOMAIN)
    _i18ndude("rebuild-pot", "--pot", str(pot), *options, str(PACKAGE))
    # Made again, the template is the same: a time would change with each call.
    text = pot.read_text(encoding="utf-8")
    pot.write_text(_CREATED.sub(_NEVER, text, count=1), encoding="utf-8")


def translations() -> list[Path]:
    """The catalogues that translators fill in; that of the source stays empty."""
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
    """The part of a translation that Plone looks for in its own domain."""
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
    """Bring template and translations up to date; what was translated stays."""
    pot = LOCALES / f"{DOMAIN}.pot"
    extract(pot)
    _i18ndude("sync", "--pot", str(pot), *map(str, translations()))
    for translation in translations():
        with translation.with_name(f"{PLONE}.po").open("wb") as stream:
            write_po(stream, for_plone(translation), width=79)
    return 0


def _i18ndude(*arguments: str) -> None:
    # By its module: beside the interpreter there may be no scripts.
    command = [sys.executable, "-m", "i18ndude.script", *arguments]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
