"""The architecture page names each room of the package."""

from pathlib import Path

import re


ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ndl" / "registration"
PAGE = (ROOT / "docs" / "development" / "architecture.md").read_text()


def rooms() -> list[str]:
    """The packages and modules directly below the package."""
    modules = [path.stem for path in PACKAGE.glob("[a-z]*.py")]
    packages = [path.parent.name for path in PACKAGE.glob("*/__init__.py")]
    return sorted(modules + packages)


def test_each_room_has_a_row():
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)/?`", row)}
    assert set(rooms()) <= named
