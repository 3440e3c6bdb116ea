"""Write the message catalogues anew: `python -m scripts.catalogues`."""

from pathlib import Path

import subprocess
import sys


DOMAIN = "ndl.registration"
PACKAGE = Path(__file__).parent.parent / "src" / "ndl" / "registration"
LOCALES = PACKAGE / "locales"


def extract(pot: Path) -> None:
    """Write all messages of the package's Python, templates, ZCML and profiles."""
    _i18ndude("rebuild-pot", "--pot", str(pot), "--create", DOMAIN, str(PACKAGE))


def main() -> int:
    """Bring template and translations up to date; what was translated stays."""
    pot = LOCALES / f"{DOMAIN}.pot"
    extract(pot)
    _i18ndude("sync", "--pot", str(pot), *map(str, LOCALES.rglob(f"{DOMAIN}.po")))
    return 0


def _i18ndude(*arguments: str) -> None:
    # By its module: beside the interpreter there may be no scripts.
    command = [sys.executable, "-m", "i18ndude.script", *arguments]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
