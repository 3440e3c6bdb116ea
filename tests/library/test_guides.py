"""The blocks of the how-to guides for catalogues, services and library systems."""

from ndl.registration.library.requests.fields import clean_values
from pathlib import Path
from plone.supermodel import model
from tests.policy_package.requests import BINDING
from zope import schema

import pytest
import re
import shlex
import subprocess
import textwrap


TESTS = Path(__file__).parents[1]
GUIDES = TESTS.parent / "docs" / "how-to"
PACKAGE = TESTS / "policy_package"


def blocks(guide, language):
    """The blocks of a guide in a language, in their order."""
    text = (GUIDES / guide).read_text("utf-8")
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", text, re.S | re.M)
    return [textwrap.dedent(block) for _indent, block in found]


def test_a_catalogue_is_asked_by_hand(catalogue):
    [block] = blocks("connect-a-catalogue.md", "shell")
    command = shlex.split(block.replace("\\\n", " "))
    assert command.count("http://127.0.0.1:8027/sru") == 1
    command = [catalogue.url if word.startswith("http:") else word for word in command]
    answer = subprocess.run(
        [*command, "--silent", "--noproxy", "*"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "searchRetrieveResponse" in answer.stdout
    assert re.search(r"numberOfRecords>1<", answer.stdout)


class TestService:
    @pytest.fixture
    def code(self):
        return blocks("add-a-service.md", "python")

    def test_is_that_of_the_package(self, code):
        names = {}
        exec(code[0], names)
        assert names["BINDING"] == BINDING
        [utility] = blocks("add-a-service.md", "xml")
        assert squeezed(utility) in squeezed((PACKAGE / "components.zcml").read_text())

    def test_has_fields_without_a_content_type(self, code):
        class IBinding(model.Schema):
            title = schema.TextLine(title="Periodical")

        names = {"IBinding": IBinding}
        exec(code[1], names)
        asked = names["BINDING_FIELDS"]
        assert clean_values(asked, {"title": " 白樺 "}) == {"title": "白樺"}


def squeezed(text):
    """Markup without what only sets it out."""
    return re.sub(r"\s+", " ", re.sub(r"\s*(/?>)", r"\1", text))
