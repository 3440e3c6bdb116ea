"""Names that the documents mention."""

from functools import cache
from importlib import import_module
from ndl.registration.mail.texts import RECORD as MAIL_TEXTS
from ndl.registration.registration.guidance import PREFIX as GUIDANCE
from ndl.registration.settings import IRegistrationSettings
from pathlib import Path
from zope.schema import getFieldNames

import pytest
import re


ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "ndl" / "registration"
DOCUMENTS = [
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if "_build" not in path.parts
]
# Not the domain's catalogues, nor records of rows: `ndl.registration.kinds/NAME`.
DOTTED = re.compile(r"\bndl\.registration(?:\.(?!pot?\b)\w+)+\b(?![/.]\w)")
# Below the package, as tables say it: `library.services.Service`.
INNER = re.compile(r"`((?:[a-z_]+\.)+[A-Z]\w+)`")
MEMBER = re.compile(r"`(\w+)(?:\([^`]*\))?`(?:,? \w+ `\w+`)? of\s`(ndl\.[\w.]+)`")
FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|md|pt|po|txt|conf|ini|xml|zcml))`")
FOLDER = re.compile(r"`((?:docs|tests|src|deploy|scripts|benchmarks)/[\w/-]+)/?`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)|^\[\w+\]: (\S+)$", re.MULTILINE)
# In a package or an instance of the reader.
ELSEWHERE = {
    "etc/zope.conf",
    "profiles/default/types/binding.xml",
    "en/closing-day.txt",
    "ja/closing-day.txt",
    "locales/fr/LC_MESSAGES/ndl.registration.po",
    "workflows/shown_to_patrons/definition.xml",
}
MADE = {"docs/_build/html", "benchmarks/results"}


def mentioned(pattern):
    """Each match with its document, as cases."""
    return [
        pytest.param(path, found, id=f"{path.relative_to(ROOT)}:{found}")
        for path in DOCUMENTS
        for found in sorted(set(pattern.findall(path.read_text("utf-8"))))
    ]


def resolves(name):
    """Whether a dotted name is a module, or an attribute of one."""
    parts = name.split(".")
    for end in range(len(parts), 1, -1):
        try:
            found = import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            found = getattr(found, part, None)
        return found is not None
    return False


@cache
def declared():
    """Names of vocabularies, permissions, viewlets and records."""
    paths = (p for p in PACKAGE.rglob("*") if p.suffix in {".py", ".zcml", ".xml"})
    said = {n for p in paths for n in DOTTED.findall(p.read_text("utf-8"))}
    settings = {f"ndl.registration.{n}" for n in getFieldNames(IRegistrationSettings)}
    return said | settings | {MAIL_TEXTS, f"{GUIDANCE}.texts"}


@pytest.mark.parametrize(("document", "name"), mentioned(DOTTED))
def test_dotted_names_exist(document, name):
    assert resolves(name) or name in declared()


@pytest.mark.parametrize(("document", "name"), mentioned(INNER))
def test_names_below_the_package_exist(document, name):
    if (PACKAGE / name.partition(".")[0]).exists():
        assert resolves(f"ndl.registration.{name}")


@pytest.mark.parametrize(("document", "found"), mentioned(MEMBER))
def test_members_of_modules_exist(document, found):
    name, module = found
    assert resolves(f"{module}.{name}")


@pytest.mark.parametrize(("document", "name"), mentioned(FILE))
def test_files_exist(document, name):
    places = (ROOT, PACKAGE, document.parent)
    assert name in ELSEWHERE or any((place / name).exists() for place in places)


@pytest.mark.parametrize(("document", "name"), mentioned(FOLDER))
def test_folders_exist(document, name):
    assert name in MADE or (ROOT / name).exists()


@pytest.mark.parametrize(("document", "found"), mentioned(LINK))
def test_links_lead_to_files(document, found):
    assert (document.parent / (found[0] or found[1])).exists()
