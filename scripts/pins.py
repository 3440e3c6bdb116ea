"""Write versions.cfg from constraints.txt, or check that it is up to date."""

from pathlib import Path

import re
import sys


ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "constraints.txt"
TARGET = ROOT / "versions.cfg"

HEAD = """\
# Generated from constraints.txt by `make versions`. Do not edit.

[versions]
"""
# Buildout has its own defaults for these two, under exactly these names.
SPELLED = {"zc-buildout": "zc.buildout", "zc-recipe-egg": "zc.recipe.egg"}
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;#]+)$")


def pins(text: str) -> list[tuple[str, str]]:
    """Return name and version of every pin; exit at a line that is not an exact pin."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        pin = line.split("#")[0].strip()
        if not pin:
            continue
        match = PIN.match(pin)
        if match is None:
            raise SystemExit(f"{SOURCE.name}:{number}: not an exact pin: {pin}")
        found.append((match["name"], match["version"]))
    return found


def render(text: str) -> str:
    """Return the text of versions.cfg for the text of constraints.txt."""
    return HEAD + "".join(
        f"{SPELLED.get(name, name)} = {version}\n" for name, version in pins(text)
    )


def main(arguments: list[str]) -> int:
    """Write the file; with --check only compare it. Return the exit status."""
    wanted = render(SOURCE.read_text(encoding="utf-8"))
    if "--check" not in arguments:
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == wanted:
        return 0
    print(f"{TARGET.name} does not match {SOURCE.name}: run `make versions`.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
