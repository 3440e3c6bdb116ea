from ndl.registration.documents.errors import BothSidesNeeded
from ndl.registration.documents.errors import KindMissing
from ndl.registration.documents.errors import NoPictures
from ndl.registration.documents.errors import TooManyPictures
from ndl.registration.documents.kinds import check_documents
from ndl.registration.documents.kinds import find_faults
from ndl.registration.documents.kinds import KINDS
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory

import pytest


class TestKinds:
    def test_are_those_of_the_library(self):
        assert [kind.name for kind in KINDS] == [
            "individual-number-card",
            "drivers-license",
            "health-insurance-card",
            "passport",
            "student-id",
            "other",
        ]

    def test_are_a_vocabulary(self, portal):
        terms = getUtility(IVocabularyFactory, "ndl.registration.DocumentKinds")(portal)
        assert [term.value for term in terms] == [kind.name for kind in KINDS]
        assert terms.getTerm("drivers-license").title == "Driver's license"


class TestFaults:
    @pytest.mark.parametrize("kind", [k.name for k in KINDS if not k.both_sides])
    @pytest.mark.parametrize("pictures", [1, 2])
    def test_one_or_two_pictures_will_do(self, kind, pictures):
        assert find_faults(kind, pictures) == []

    @pytest.mark.parametrize(
        ("kind", "pictures", "faults"),
        [
            ("drivers-license", 2, []),
            ("drivers-license", 1, [BothSidesNeeded]),
            ("drivers-license", 0, [NoPictures]),
            ("drivers-license", 3, [TooManyPictures]),
            ("", 1, [KindMissing]),
            ("library-card", 2, [KindMissing]),
            ("", 0, [KindMissing, NoPictures]),
            ("passport", 3, [TooManyPictures]),
        ],
    )
    def test_all_are_found(self, kind, pictures, faults):
        assert [type(fault) for fault in find_faults(kind, pictures)] == faults

    def test_first_one_is_raised(self):
        with pytest.raises(KindMissing):
            check_documents("", 0)
