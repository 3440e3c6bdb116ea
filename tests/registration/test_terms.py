from ndl.registration.registration.terms import accept_terms
from ndl.registration.registration.terms import get_terms
from ndl.registration.registration.terms import must_accept
from ndl.registration.registration.terms import publish_terms
from ndl.registration.registration.terms import TermsChanged
from ndl.registration.registration.terms import TermsIncomplete

import pytest


TEXTS = {"en": "<p>Be quiet.</p>", "ja": "<p>お静かに。</p>"}


@pytest.fixture
def book(portal):
    return get_terms()


class TestVersions:
    def test_begin_with_the_shipped_text(self, book):
        assert book.current.version == "1"
        assert book.current.texts == {}

    def test_follow_each_other(self, book):
        publish_terms(TEXTS, False, "1")
        publish_terms(TEXTS, False, "2")
        assert [terms.version for terms in book.versions] == ["3", "2", "1"]
        assert book.find("2").texts == TEXTS
        assert book.find("4") is None

    def test_a_second_submit_publishes_nothing(self, book):
        publish_terms(TEXTS, False, "1")
        publish_terms(TEXTS, False, "1")
        assert book.current.version == "2"

    @pytest.mark.parametrize("texts", [{}, {"en": "x"}, {"en": "x", "ja": "  "}])
    def test_need_every_language(self, book, texts):
        with pytest.raises(TermsIncomplete):
            publish_terms(texts, False, "1")
        assert book.current.version == "1"


class TestConsent:
    def test_is_not_asked_for_small_changes(self, book, make_patron):
        patron = make_patron()
        publish_terms(TEXTS, False, "1")
        assert not must_accept(patron.user_id)

    def test_is_asked_for_once(self, book, make_patron):
        patron = make_patron()
        publish_terms(TEXTS, True, "1")
        assert must_accept(patron.user_id)
        accept_terms(patron.user_id, "2")
        assert patron.terms_version == "2"
        assert not must_accept(patron.user_id)

    def test_stays_asked_for_after_a_small_change(self, book, make_patron):
        patron = make_patron()
        publish_terms(TEXTS, True, "1")
        publish_terms(TEXTS, False, "2")
        assert must_accept(patron.user_id)

    def test_counts_for_the_current_version_only(self, book, make_patron):
        patron = make_patron()
        publish_terms(TEXTS, True, "1")
        publish_terms(TEXTS, True, "2")
        with pytest.raises(TermsChanged):
            accept_terms(patron.user_id, "2")
        assert must_accept(patron.user_id)

    def test_is_not_asked_of_staff(self, book):
        publish_terms(TEXTS, True, "1")
        assert not must_accept("editor-a")
