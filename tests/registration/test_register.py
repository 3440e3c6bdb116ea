from .conftest import CLIENT
from datetime import timedelta
from ndl.registration.config import now
from ndl.registration.documents.errors import KindMissing
from ndl.registration.documents.errors import NoPictures
from ndl.registration.documents.intake import take_picture
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.errors import EmailTaken
from ndl.registration.patrons.passwords import verify_password
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.registration.confirmation import open_link
from ndl.registration.registration.confirmation import read_link
from ndl.registration.registration.errors import FormExpired
from ndl.registration.registration.errors import FormForeign
from ndl.registration.registration.errors import FormMissing
from ndl.registration.registration.errors import PicturesChanged
from ndl.registration.registration.register import prepare
from ndl.registration.registration.register import read_prepared
from ndl.registration.registration.register import submit
from ndl.registration.review.queue import applications_of
from ndl.registration.review.suspects import find_people
from ndl.registration.review.suspects import list_suspects
from ndl.registration.sealed import LinkInvalid
from ndl.registration.settings import settings

import pytest
import time_machine
import transaction


PASSWORD = "Mizuumi-4711-b"
SIMPLE = PatronClass.SIMPLE
OFFICIAL = PatronClass.OFFICIAL


@pytest.fixture
def fill(declaration):
    """Fills the form behind a link and returns the sealed state."""

    def make(token, patron_class=SIMPLE, declared=declaration, kind="passport"):
        return prepare(open_link(token), patron_class, declared, PASSWORD, kind)

    return make


@pytest.fixture
def keep(drafts, kept):
    """Keeps pictures with the form behind a link."""

    def make(token, *pictures):
        secret = open_link(token).secret
        drafts.put(secret, secret, pictures or (kept,))

    return make


def holder(email="taro@example.org"):
    return get_directory().find_by_email(email)


class TestSimple:
    def test_makes_the_patron(self, start, fill, declaration):
        token = start()
        patron = submit(fill(token), token, CLIENT).patron
        assert holder() is patron
        assert patron.patron_class is SIMPLE
        assert patron.email == "taro@example.org"
        assert patron.birth_date == declaration.birth_date
        assert patron.residence == declaration.residence
        assert patron.family_kana == "コクリツ"
        assert patron.terms_version == "1"
        assert verify_password(patron.password, PASSWORD)
        assert applications_of(patron.user_id) == []

    def test_mails_the_user_id_in_the_language_chosen(self, start, fill, mails):
        token = start(language="en")
        patron = submit(fill(token), token, CLIENT).patron
        transaction.commit()
        mail = mails.last("taro@example.org")
        assert "簡易登録" in mail["Subject"]
        assert patron.user_id in mail.get_content()
        assert PASSWORD not in mail.get_content()

    def test_state_holds_no_password_in_clear(self, start, fill):
        assert PASSWORD not in fill(start())

    def test_pictures_of_another_attempt_are_dropped(self, start, fill, keep, drafts):
        token = start()
        keep(token)
        patron = submit(fill(token), token, CLIENT).patron
        assert applications_of(patron.user_id) == []
        assert list(drafts._drafts.items()) == []


class TestOfficial:
    def test_hands_in_the_application(self, start, fill, keep, drafts, mails):
        token = start()
        keep(token)
        registered = submit(fill(token, OFFICIAL), token, CLIENT)
        transaction.commit()
        assert registered.patron.patron_class is SIMPLE
        assert registered.patron_class is OFFICIAL
        (application,) = applications_of(registered.patron.user_id)
        assert application.document_kind == "passport"
        assert list(drafts._drafts.items()) == []
        text = mails[-1].get_content()
        assert registered.patron.user_id in text
        assert "15開館日" in text

    def test_needs_a_picture(self, start, fill):
        with pytest.raises(NoPictures):
            fill(start(), OFFICIAL)

    def test_needs_a_kind(self, start, fill, keep):
        token = start()
        keep(token)
        with pytest.raises(KindMissing):
            fill(token, OFFICIAL, kind="library-card")

    def test_pictures_that_went_are_missed(self, start, fill, keep, drafts):
        token = start()
        keep(token)
        state = fill(token, OFFICIAL)
        drafts.remove(open_link(token).secret)
        with pytest.raises(NoPictures):
            submit(state, token, CLIENT)
        assert holder() is None

    def test_pictures_changed_in_another_tab_are_noticed(
        self, start, fill, keep, photo
    ):
        token = start()
        keep(token)
        state = fill(token, OFFICIAL)
        keep(token, take_picture("other.jpg", photo("red")))
        with pytest.raises(PicturesChanged):
            submit(state, token, CLIENT)
        assert holder() is None


class TestTwice:
    def test_same_form_answers_the_same(self, start, fill, mails):
        token = start()
        state = fill(token)
        first = submit(state, token, CLIENT).patron
        assert submit(state, token, CLIENT).patron is first
        transaction.commit()
        assert len([m for m in mails if first.user_id in m.get_content()]) == 1

    def test_two_tabs_with_different_classes_make_one_patron(self, start, fill, keep):
        token = start()
        keep(token)
        official = fill(token, OFFICIAL)
        simple = fill(token, SIMPLE)
        patron = submit(simple, token, CLIENT).patron
        with pytest.raises(EmailTaken):
            submit(official, token, CLIENT)
        assert applications_of(patron.user_id) == []

    def test_two_links_for_one_address_make_one_patron(self, start, fill):
        one, two = start(), start("TARO@example.org")
        first, second = fill(one), fill(two)
        submit(first, one, CLIENT)
        with pytest.raises(EmailTaken):
            submit(second, two, CLIENT)


class TestOrder:
    def test_confirming_without_a_form(self, start):
        token = start()
        for state in ("", "x", token):
            with pytest.raises(FormMissing):
                submit(state, token, CLIENT)

    def test_form_of_another_link(self, start, fill):
        one, two = start("one@example.org"), start("two@example.org")
        with pytest.raises(FormForeign):
            submit(fill(one), two, CLIENT)
        assert holder("one@example.org") is None
        assert holder("two@example.org") is None

    def test_form_is_no_link(self, start, fill):
        state = fill(start())
        with pytest.raises(LinkInvalid):
            submit(state, state, CLIENT)

    def test_waiting_too_long(self, start, fill):
        token = start()
        state = fill(token)
        later = now() + timedelta(seconds=settings().confirm_lifetime + 1)
        with time_machine.travel(later), pytest.raises(FormExpired):
            submit(state, token, CLIENT)

    def test_mail_that_cannot_be_sent_leaves_nothing(self, start, fill):
        token = start()
        state = fill(token)
        settings().public_url = ""
        with pytest.raises(MailNotConfigured):
            submit(state, token, CLIENT)
        assert holder() is None


class TestDuplicates:
    def test_are_noted_and_not_told(self, start, fill, make_patron, mails):
        token = start()
        state = fill(token)
        declared = read_prepared(state, read_link(token)).declaration
        known = make_patron(phone=declared.phone)
        patron = submit(state, token, CLIENT).patron
        transaction.commit()
        assert list_suspects() == [patron.user_id]
        assert find_people(patron.user_id) == [patron, known]
        assert known.user_id not in mails[-1].get_content()

    def test_of_official_applicants_are_told_with_the_application(
        self, start, fill, keep, make_patron
    ):
        token = start()
        keep(token)
        state = fill(token, OFFICIAL)
        declared = read_prepared(state, read_link(token)).declaration
        make_patron(phone=declared.phone)
        submit(state, token, CLIENT)
        assert list_suspects() == []
