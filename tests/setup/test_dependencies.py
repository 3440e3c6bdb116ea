from importlib.metadata import Distribution
from importlib.metadata import distribution
from importlib.metadata import distributions
from importlib.metadata import PackageNotFoundError
from importlib.util import find_spec
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pathlib import Path

import ast
import ndl.registration
import pytest
import re
import sys


SOURCE = Path(ndl.registration.__file__).parent
NAME = "ndl.registration"
FOR_DEVELOPERS = {"test", "lint", "docs", "release"}
PLONE = "products-cmfplone"
# testing.py is for tests, which bring what they need by the extra.
FOR_TESTS = {"testing.py"}


def declared(name: str, extras: frozenset[str] = frozenset()) -> set[str]:
    """What a distribution requires by itself, or with some of its extras."""
    found = set()
    for text in distribution(name).requires or ():
        requirement = Requirement(text)
        if any(
            requirement.marker is None or requirement.marker.evaluate({"extra": extra})
            for extra in ("", *extras)
        ):
            found.add(canonicalize_name(requirement.name))
    return found


def with_plone(names: set[str]) -> set[str]:
    """The names, and all that Plone brings."""
    found, waiting = set(names), [PLONE]
    while waiting:
        try:
            new = declared(waiting.pop()) - found
        except PackageNotFoundError:
            continue
        found |= new
        waiting += new
    return found


def owners() -> dict[str, str]:
    """The distribution of each installed Python file."""
    found = {}
    for each in distributions():
        name = canonicalize_name(each.metadata["Name"])
        found |= {str(path): name for path in _files(each)}
    return found


def _files(one: Distribution):
    for path in one.files or ():
        if path.suffix in (".py", ".so"):
            yield path.locate().resolve()


def imported() -> dict[str, str]:
    """Every module of others that the package imports, and a file that does."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        if path.name in FOR_TESTS:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and not node.level:
                # Of a namespace such as `plone` a module is imported by its name.
                names = (f"{node.module}.{alias.name}" for alias in node.names)
                found |= dict.fromkeys([node.module, *names], path.name)
            elif isinstance(node, ast.Import):
                found |= {alias.name: path.name for alias in node.names}
    return {
        name: path
        for name, path in found.items()
        if name.partition(".")[0] not in {*sys.stdlib_module_names, "ndl"}
    }


@pytest.fixture(scope="module")
def used():
    """The distributions of all imported modules, with one of these modules each."""
    known, found = owners(), {}
    for name in imported():
        origin = _origin(name)
        if origin:
            found.setdefault(known.get(str(Path(origin).resolve()), name), name)
    return found


def conditional() -> set[str]:
    """The distributions whose modules ZCML includes only where they are installed."""
    text = "".join(path.read_text("utf-8") for path in SOURCE.rglob("*.zcml"))
    return set(
        map(canonicalize_name, re.findall(r'condition="installed ([\w.]+)"', text))
    )


def _origin(name: str) -> str | None:
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:
        return None
    return spec.origin if spec else None


class TestDependencies:
    def test_what_is_imported_is_declared(self, used):
        provided = distribution(NAME).metadata.get_all("Provides-Extra") or ()
        optional = declared(NAME, frozenset(provided) - FOR_DEVELOPERS)
        assert len(used) > 30
        known = with_plone(optional) | conditional()
        assert {n: m for n, m in used.items() if n not in known} == {}

    def test_what_is_declared_is_imported(self, used):
        loaded_by_plone = {PLONE, "plone-restapi", "plone-classicui"}
        unused = declared(NAME) - set(used) - loaded_by_plone
        assert unused == set()
