"""Additional applications for the demo, to work through at the desk."""

from itertools import islice
from itertools import product
from ndl.registration.patrons.directory import get_directory
from ndl.registration.setuphandlers.demo import make_patron


FAMILIES = (
    ("青木", "アオキ"),
    ("石田", "イシダ"),
    ("上野", "ウエノ"),
    ("遠藤", "エンドウ"),
    ("岡本", "オカモト"),
)
GIVEN = (
    ("試", "タメス"),
    ("験", "ケン"),
    ("例", "レイ"),
    ("文", "フミ"),
)
DOCUMENTS = ("sakura", "ken", "ume", "aoi")


def add_applications(count: int) -> None:
    """Register `count` applicants, at most twenty: each name is one person."""
    people = islice(product(FAMILIES, GIVEN), count)
    for number, (family, given) in enumerate(people):
        make_patron(
            get_directory().unused_user_id(),
            f"{family[0]} {given[0]}",
            f"{family[1]} {given[1]}",
            f"applicant-{number}@example.org",
            "simple",
            DOCUMENTS[number % len(DOCUMENTS)],
        )
