"""What setup.py requires, against what the package imports."""

from importlib.metadata import metadata
from importlib.metadata import packages_distributions
from importlib.metadata import requires
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pathlib import Path

import ast
import functools
import ndl.registration
import pytest
import sys


NAME = "ndl.registration"
SOURCES = Path(ndl.registration.__path__[0])
# Brought by one requirement and loaded by name: through ZCML, or as an option.
LOADED_BY_NAME = {"plone-classicui", "redis"}
FOR_DEVELOPERS = {"test", "lint", "docs", "release"}
HOLDERS = packages_distributions()


@functools.cache
def required(name, extra=""):
    """The distributions that another one asks for, here and with this extra."""
    found = [Requirement(text) for text in requires(name) or ()]
    return {
        (canonicalize_name(one.name), tuple(sorted(one.extras)))
        for one in found
        if not one.marker or one.marker.evaluate({"extra": extra})
    }


def closure(names):
    """These requirements, and all that they ask for in turn."""
    found, waiting = set(), set(names)
    while waiting:
        name, extras = waiting.pop()
        found.add((name, extras))
        more = required(name).union(*(required(name, extra) for extra in extras))
        waiting |= more - found
    return {name for name, _extras in found}


def imported(path):
    """The modules that a file imports, but not those for type checkers."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def distributions_of(module):
    """The installed distributions that hold a module; several share a namespace."""
    top = module.partition(".")[0]
    found = {canonicalize_name(one) for one in HOLDERS.get(top, ())}
    exact = {one for one in found if is_prefix(one, module)}
    return exact or found


def is_prefix(distribution, module):
    """Whether a module of a namespace belongs to the distribution by its name."""
    name = canonicalize_name(module)
    return name == distribution or name.startswith(f"{distribution}-")


@pytest.fixture(scope="module")
def own():
    return {one for one in required(NAME) if one[0] != canonicalize_name(NAME)}


@pytest.fixture(scope="module")
def modules():
    # The layers for tests come with the extra of that name.
    files = [path for path in SOURCES.rglob("*.py") if path.name != "testing.py"]
    found = {module for path in files for module in imported(path)}
    known = (*sys.stdlib_module_names, "ndl")
    return {module for module in found if module.partition(".")[0] not in known}


def test_all_imports_come_with_the_requirements(own, modules):
    known = set(metadata(NAME).get_all("Provides-Extra")) - FOR_DEVELOPERS
    optional = set().union(*(required(NAME, extra) for extra in known))
    installed = closure(own | optional)
    lacking = {
        module: found
        for module in modules
        if (found := distributions_of(module)) and not found & installed
    }
    assert not lacking


def test_no_requirement_is_idle(own, modules):
    used = set().union(*map(distributions_of, modules))
    assert {name for name, _extras in own} - used <= LOADED_BY_NAME
