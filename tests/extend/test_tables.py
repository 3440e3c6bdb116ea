from ..pages.applicant import Applicant
from ..pages.applicant import photo
from ..policy_package import tables
from .test_fields import ANSWERS
from lxml import html
from ndl.registration.documents.errors import BothSidesNeeded
from ndl.registration.documents.errors import KindMissing
from ndl.registration.documents.kinds import find_faults
from ndl.registration.documents.kinds import kind_title
from ndl.registration.documents.kinds import offered_kinds
from ndl.registration.interfaces import IDeclineReason
from ndl.registration.interfaces import IDocumentKind
from ndl.registration.interfaces import ILibraryService
from ndl.registration.interfaces import ISearchTarget
from ndl.registration.library.entitlements import is_entitled
from ndl.registration.library.search.targets import open_targets
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.residence import Residence
from ndl.registration.review import decide
from ndl.registration.review.queue import applications_of
from ndl.registration.review.reasons import reason_titles
from ndl.registration.review.states import token_of
from zope.i18n import translate
from zope.interface import provider
from zope.interface.verify import verifyObject
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleVocabulary

import pytest
import transaction


CONTRACTS = (
    (IDocumentKind, tables.RESIDENCE_CARD),
    (IDeclineReason, tables.BLURRED_PHOTO),
    (ILibraryService, tables.MAP_ROOM),
    (ISearchTarget, tables.UNION_CATALOGUE),
)


@pytest.mark.parametrize(("contract", "row"), CONTRACTS)
def test_rows_keep_their_contract(contract, row):
    assert verifyObject(contract, row)


class TestKindOfAPackage:
    def test_stands_in_its_place(self, portal):
        assert list(offered_kinds()) == [
            "individual-number-card",
            "drivers-license",
            "health-insurance-card",
            "residence-card",
            "seamans-book",
            "passport",
            "other",
        ]

    def test_replaces_a_shipped_one_of_its_name(self, portal):
        assert kind_title("passport") == "Passport (any country)"

    def test_has_its_rule(self, portal):
        assert [type(f) for f in find_faults("residence-card", 1)] == [BothSidesNeeded]
        assert find_faults("residence-card", 2) == []

    def test_of_a_profile_has_a_title_per_language(self, portal):
        title = offered_kinds()["seamans-book"].title
        assert translate(title, target_language="en") == "Seaman's book"
        assert translate(title, target_language="ja") == "船員手帳"

    def test_that_a_profile_withdraws_cannot_be_chosen_but_is_shown(self, portal):
        assert [type(f) for f in find_faults("student-id", 1)] == [KindMissing]
        assert translate(kind_title("student-id")) == "Student ID card"

    def test_is_chosen_stored_and_shown_to_the_editor(self, visit, mails, manager):
        applicant = Applicant(visit(), mails)
        applicant.come_to_form("official")
        tree = html.fromstring(applicant.fill(**ANSWERS, purpose="Maps").text)
        chosen = tree.xpath("//input[@name='document_kind']/@value")
        assert "residence-card" in chosen
        assert "student-id" not in chosen
        files = [
            ("picture_1", ("1.jpg", photo(), "image/jpeg")),
            ("picture_2", ("2.jpg", photo(color="red"), "image/jpeg")),
        ]
        page = applicant.fill(
            files,
            extra={"document_kind": "residence-card"},
            **ANSWERS,
            purpose="Maps of Edo",
        )
        assert "Residence card" in page.text
        applicant.confirm()
        transaction.begin()
        patron = get_directory().find_by_email("taro@example.org")
        [application] = applications_of(patron.user_id)
        assert application.document_kind == "residence-card"
        assert "Residence card" in manager.get(application.absolute_url()).text


class TestOverriddenVocabulary:
    def test_is_what_is_offered(self, portal):
        @provider(IVocabularyFactory)
        def factory(context):
            return SimpleVocabulary.fromItems([("Permit", "permit")])

        site = portal.getSiteManager()
        site.registerUtility(
            factory, IVocabularyFactory, "ndl.registration.DocumentKinds"
        )
        assert list(offered_kinds()) == ["permit"]
        assert find_faults("permit", 1) == []
        assert [type(f) for f in find_faults("passport", 1)] == [KindMissing]


class TestReasonOfAPackage:
    def test_is_mailed_as_the_package_says(
        self, functional_portal, make_patron, make_application, editor, mails
    ):
        application = make_application(make_patron(language="en"))
        token = token_of(application)
        decide.decline(application, ("blurred-photo",), "", token)
        transaction.commit()
        assert "a photo that cannot be used" in mails[-1].get_content()

    def test_is_known_in_words(self, portal):
        assert reason_titles(["blurred-photo"]) == ["The photo is blurred."]

    def test_that_is_gone_is_shown_by_its_name(self, portal):
        assert reason_titles(["of-old"]) == ["of-old"]


class TestServiceOfAPackage:
    def test_has_a_rule_of_its_own(self, portal, make_patron):
        assert is_entitled(make_patron(), "map-room")
        kyoto = Residence("JP", "600-0000", "京都府", "京都市", "1")
        other = make_patron(residence=kyoto, email="b@example.org")
        assert not is_entitled(other, "map-room")


class TestCatalogueOfAPackage:
    def test_can_be_searched(self, portal):
        assert [target.name for target in open_targets()] == ["union-catalogue"]
