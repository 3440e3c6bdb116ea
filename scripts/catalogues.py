"""Write the message catalogues anew: `python -m scripts.catalogues`."""

from pathlib import Path

import re
import subprocess
import sys


DOMAIN = "ndl.registration"
PACKAGE = Path(__file__).parent.parent / "src" / "ndl" / "registration"
LOCALES = PACKAGE / "locales"
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


def main() -> int:
    """Bring template and translations up to date; what was translated stays."""
    pot = LOCALES / f"{DOMAIN}.pot"
    extract(pot)
    _i18ndude("sync", "--pot", str(pot), *map(str, translations()))
    return 0


def _i18ndude(*arguments: str) -> None:
    # By its module: beside the interpreter there may be no scripts.
    command = [sys.executable, "-m", "i18ndude.script", *arguments]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
