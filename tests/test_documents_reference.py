from .corpus import CORPUS
from ndl.registration.documents.kinds import KINDS
from ndl.registration.documents.structure import MOST_CHUNKS
from ndl.registration.documents.structure import MOST_SCANS
from ndl.registration.settings import IRegistrationSettings
from pathlib import Path

import pytest


PAGE = Path(__file__).parents[1] / "docs" / "reference" / "identity-documents.md"


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text(encoding="utf-8")


class TestReference:
    @pytest.mark.parametrize("specimen", CORPUS.values(), ids=lambda one: one.name)
    def test_tells_what_becomes_of_each_file(self, page, specimen):
        refused = specimen.refused
        outcome = f"`{refused.code.value}`" if refused else "accepted"
        if specimen.marks:
            outcome += ", hint " + ", ".join(f"`{mark}`" for mark in specimen.marks)
        assert f"\n| {specimen.name} | {outcome} |\n" in page

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
    def test_lists_each_kind(self, page, kind):
        assert f"| `{kind.name}` | {kind.title} |" in page

    def test_names_the_limits(self, page):
        fields = IRegistrationSettings
        megabytes = fields["picture_bytes"].default // 1024**2
        millions = fields["picture_pixels"].default // 1_000_000
        chunks = f"{MOST_CHUNKS:,}".replace(",", " ")
        for limit in (
            f"{megabytes} MB | `picture_bytes`",
            f"{millions} million | `picture_pixels`",
            f"{fields['picture_side'].default} pixels | `picture_side`",
            f"JPEG | {MOST_SCANS} |",
            f"PNG | {chunks} |",
        ):
            assert limit in page
