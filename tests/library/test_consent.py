from .conftest import agree
from .conftest import CONTENTS
from ndl.registration.events import AuditTag
from ndl.registration.library.consent import consent_states
from ndl.registration.library.consent import give_consent
from ndl.registration.library.consent import ServiceNotOpen
from ndl.registration.library.consent import ServiceTermsChanged
from ndl.registration.library.consent import waiting_terms
from ndl.registration.library.consent import withdraw_consent
from ndl.registration.library.entitlements import is_entitled
from ndl.registration.library.service_terms import publish_service_terms
from ndl.registration.library.service_terms import terms_of
from ndl.registration.library.services import SERVICE_TABLE
from ndl.registration.library.services import UnknownService
from ndl.registration.patrons.record import PatronClass
from ndl.registration.registration.terms import TermsIncomplete

import pytest


TEXTS = {"en": "<p>Newer</p>", "ja": "<p>新</p>"}


@pytest.fixture
def official(portal, make_patron):
    patron = make_patron()
    patron.change_class(PatronClass.OFFICIAL)
    return patron


def tags(audited):
    return [(e.tag, e.user_id, e.details) for e in audited if "consent" in e.tag]


class TestGiving:
    def test_opens_the_service_and_is_dated_and_audited(self, official, audited):
        give_consent(official, CONTENTS, "1")
        assert is_entitled(official, CONTENTS)
        assert official.consents[CONTENTS].given.tzinfo
        details = {"service": CONTENTS, "version": "1"}
        expected = [(AuditTag.CONSENT_GIVEN, official.user_id, details)]
        assert tags(audited) == expected

    def test_twice_keeps_the_first_date(self, official, audited):
        first = give_consent(official, CONTENTS, "1")
        assert give_consent(official, CONTENTS, "1") == first
        assert len(tags(audited)) == 1

    @pytest.mark.parametrize("version", ["0", "1", "3", "", "2 "])
    def test_to_another_version_than_the_latest_is_refused(self, official, version):
        publish_service_terms(CONTENTS, TEXTS, "1")
        with pytest.raises(ServiceTermsChanged):
            give_consent(official, CONTENTS, version)
        assert CONTENTS not in official.consents

    @pytest.mark.parametrize("name", ["article-research", "nothing", ""])
    def test_to_a_service_without_terms_is_refused(self, official, name):
        with pytest.raises(UnknownService):
            give_consent(official, name, "1")

    def test_is_refused_to_whom_it_would_not_open_the_service(
        self, portal, make_patron
    ):
        with pytest.raises(ServiceNotOpen):
            give_consent(make_patron(), CONTENTS, "1")

    def test_to_a_service_that_is_not_offered_is_refused(self, official):
        values = SERVICE_TABLE.values_of(CONTENTS) | {"offered": False}
        SERVICE_TABLE.change(CONTENTS, values)
        with pytest.raises(UnknownService):
            give_consent(official, CONTENTS, "1")


class TestWithdrawing:
    def test_shuts_the_service(self, official, audited):
        agree(official)
        assert withdraw_consent(official, CONTENTS)
        assert not is_entitled(official, CONTENTS)
        assert [tag for tag, _id, _more in tags(audited)] == [
            AuditTag.CONSENT_WITHDRAWN
        ]

    def test_of_what_was_never_given_does_nothing(self, official, audited):
        assert not withdraw_consent(official, CONTENTS)
        assert tags(audited) == []

    def test_is_possible_when_the_service_is_gone(self, official):
        agree(official, "of-old")
        assert consent_states(official)[-1].service.name == "of-old"
        assert withdraw_consent(official, "of-old")


class TestNewerTerms:
    def test_wait_for_whoever_had_agreed(self, official):
        agree(official)
        assert waiting_terms(official.user_id) == []
        publish_service_terms(CONTENTS, TEXTS, "1")
        (waiting,) = waiting_terms(official.user_id)
        assert (waiting.service.name, waiting.terms.version) == (CONTENTS, "2")
        give_consent(official, CONTENTS, "2")
        assert waiting_terms(official.user_id) == []
        assert is_entitled(official, CONTENTS)

    def test_do_not_wait_for_others(self, official, make_patron):
        simple = make_patron(email="b@example.org")
        agree(simple)
        publish_service_terms(CONTENTS, TEXTS, "1")
        assert waiting_terms(official.user_id) == []
        assert waiting_terms(simple.user_id) == []
        assert waiting_terms("nobody") == []

    def test_are_published_once_by_two_that_saw_the_same_version(self, official):
        publish_service_terms(CONTENTS, TEXTS, "1")
        publish_service_terms(CONTENTS, {"en": "other", "ja": "他"}, "1")
        assert terms_of(CONTENTS).current.version == "2"
        assert terms_of(CONTENTS).current.texts == TEXTS

    def test_are_written_in_every_language(self, official):
        with pytest.raises(TermsIncomplete):
            publish_service_terms(CONTENTS, {"en": "x", "ja": " "}, "1")
