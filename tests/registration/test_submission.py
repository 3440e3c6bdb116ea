from .conftest import CLIENT
from .entries import ADDRESS
from .entries import fill
from .entries import NAME
from .entries import OVERSEAS_ADDRESS
from .entries import PASSWORD
from datetime import date
from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.declaration.variant import LivesIn
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.documents.intake import take_picture
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.patrons.passwords import verify_password
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence
from ndl.registration.registration.new_patron import open_registration
from ndl.registration.registration.official import AlreadyOfficial
from ndl.registration.registration.official import open_official
from ndl.registration.registration.steps import Aim
from ndl.registration.registration.steps import steps_of
from ndl.registration.registration.submission import EntriesChanged
from ndl.registration.registration.submission import EntriesFaulty
from ndl.registration.registration.submission import FormMissing
from ndl.registration.review.errors import ApplicationOpen
from ndl.registration.review.queue import applications_of
from ndl.registration.review.suspects import find_people
from ndl.registration.review.suspects import list_suspects
from ndl.registration.sealed import LinkExpired
from ndl.registration.settings import settings
from unittest.mock import Mock

import pytest
import time_machine
import transaction


SIMPLE = ["class", "name", "address", "password"]
OFFICIAL = ["class", "name", "address", "document", "password"]
ANSWERS = {"name": NAME, "address": ADDRESS}


def holder(email="taro@example.org"):
    return get_directory().find_by_email(email)


def names(steps):
    return [step.name for step in steps]


def answer(submission, step, values):
    submission.answer(submission.step(step), values)


def confirm(submission):
    return submission.submit(submission.seen, CLIENT)


@pytest.fixture
def open_new(start):
    """Opens a registration; each call reads the draft anew, as a request does."""
    token = start()
    return lambda: open_registration(token)


@pytest.fixture
def filled(open_new, kept):
    def make(patron_class="simple", pictures=None):
        return fill(open_new(), patron_class, pictures or (kept,))

    return make


class TestSteps:
    @pytest.mark.parametrize(
        ("aim", "patron_class", "expected"),
        [
            (Aim.REGISTER, None, SIMPLE),
            (Aim.REGISTER, PatronClass.SIMPLE, SIMPLE),
            (Aim.REGISTER, PatronClass.OFFICIAL, OFFICIAL),
            (Aim.OFFICIAL, PatronClass.OFFICIAL, OFFICIAL[:-1]),
        ],
    )
    def test_of_each_aim(self, portal, aim, patron_class, expected):
        assert names(steps_of(aim, patron_class)) == expected

    def test_are_asked_one_after_the_other(self, open_new, kept):
        asked = [open_new().open_step.name]
        open_new().choose(LivesIn.JAPAN, "official")
        asked.append(open_new().open_step.name)
        for name in ("name", "address"):
            answer(open_new(), name, ANSWERS[name])
            asked.append(open_new().open_step.name)
        open_new().answer_document("passport", {})
        asked.append(open_new().open_step.name)
        open_new().answers.put_pictures((kept,))
        asked.append(open_new().open_step.name)
        answer(open_new(), "password", PASSWORD)
        document = ["document", "document"]
        assert asked == ["class", "name", "address", *document, "password"]
        assert open_new().open_step is None

    def test_values_come_back_as_they_were_typed(self, open_new):
        answer(open_new(), "name", NAME)
        answer(open_new(), "address", ADDRESS)
        new = open_new()
        assert new.values(new.step("name")) == NAME
        assert new.values(new.step("address")) == ADDRESS

    def test_empty_form_begins_with_the_language_of_the_mail(self, open_new):
        new = open_new()
        assert new.values(new.step("address"))["language"] == "en"


class TestFaults:
    def test_are_told_by_field_and_nothing_is_kept(self, open_new, subtests):
        for step, changes, field in [
            ("name", {"family_name": ""}, "family_name"),
            ("name", {"family_name": None}, "family_name"),
            ("name", {"family_name": "x" * 101}, "family_name"),
            ("name", {"family_name": 5}, "family_name"),
            ("name", {"family_kana": "Smith"}, "family_kana"),
            ("name", {"single_name": True}, "given_name"),
            ("name", {"birth_date": None}, "birth_date"),
            ("name", {"birth_date": date(2025, 1, 1)}, "birth_date"),
            ("name", {"birth_date": "1990-04-01"}, "birth_date"),
            ("address", {"postal_code": "1"}, "postal_code"),
            ("address", {"region": "Atlantis"}, "region"),
            ("address", {"city": ["x"]}, "city"),
            ("address", {"no_building": False}, "building"),
            ("address", {"phone": "12"}, "phone"),
            ("address", {"phone": None}, "phone"),
            ("address", {"language": "la"}, "language"),
            ("password", {"password": "short", "password_again": "short"}, "password"),
            ("password", {"password_again": "Mizuumi-4711-c"}, "password_again"),
        ]:
            with subtests.test(step=step, changes=changes, field=field):
                with pytest.raises(EntriesFaulty) as refused:
                    answer(
                        open_new(),
                        step,
                        (ANSWERS | {"password": PASSWORD})[step] | changes,
                    )
                assert field in refused.value.problems
                assert all(said for said in refused.value.problems[field])
                assert open_new().answers.of(step) is None

    def test_unknown_class(self, open_new):
        with pytest.raises(EntriesFaulty) as refused:
            open_new().choose(LivesIn.JAPAN, "king")
        assert refused.value.problems.keys() == {"patron_class"}

    def test_class_has_to_be_chosen(self, open_new):
        with pytest.raises(EntriesFaulty):
            open_new().choose(LivesIn.JAPAN)

    def test_fields_of_other_steps_are_not_read(self, open_new):
        answer(open_new(), "name", NAME | ADDRESS | {"patron_class": "official"})
        assert open_new().answers.of("name") == NAME
        assert open_new().patron_class is None

    def test_password_must_not_be_made_of_the_name(self, open_new):
        answer(open_new(), "name", NAME | {"family_name": "Wakabayashi"})
        word = {"password": "wakabayashi47", "password_again": "wakabayashi47"}
        with pytest.raises(EntriesFaulty) as refused:
            answer(open_new(), "password", word)
        assert refused.value.problems.keys() == {"password"}

    def test_another_name_asks_for_the_password_again(self, filled, open_new):
        filled()
        answer(open_new(), "name", NAME)
        assert open_new().open_step is None
        answer(open_new(), "name", NAME | {"given_name": "次郎"})
        assert open_new().open_step.name == "password"


class TestDraft:
    def test_holds_no_password_in_clear(self, filled, open_new):
        filled()
        held = open_new().answers._plain
        assert PASSWORD["password"] not in str(held)

    def test_lives_as_long_as_the_link(self, start, monkeypatch):
        with time_machine.travel(now(), tick=False) as clock:
            token = start()
            answer(open_registration(token), "name", NAME)
            clock.shift(timedelta(seconds=settings().registration_link_lifetime - 1))
            assert open_registration(token).answers.of("name") == NAME
            clock.shift(timedelta(seconds=1))
            with pytest.raises(LinkExpired):
                open_registration(token)

    def test_typed_values_wait_beside_the_answers(self, open_new):
        open_new().answers.put_typed("name", {"form.widgets.family_name": "国"})
        assert open_new().answers.typed("name") == {"form.widgets.family_name": "国"}
        assert open_new().open_step.name == "class"
        answer(open_new(), "name", NAME)
        assert open_new().answers.typed("name") == {}

    def test_typed_values_are_no_part_of_what_is_confirmed(self, filled, open_new):
        seen = filled().seen
        open_new().answers.put_typed("name", {"x": "y"})
        assert open_new().seen == seen

    def test_residence_changes_form_and_drops_the_address(self, filled, open_new):
        filled()
        open_new().choose(LivesIn.OVERSEAS, "simple")
        new = open_new()
        assert new.variant.lives_in is LivesIn.OVERSEAS
        assert new.open_step.name == "name"
        address = new.values(new.step("address"))
        assert address["phone"] == ADDRESS["phone"]
        assert "city" not in address
        assert "street" not in address

    def test_choice_made_again_drops_nothing(self, filled, open_new):
        seen = filled().seen
        open_new().choose(LivesIn.JAPAN, "simple")
        assert open_new().seen == seen


class TestSimple:
    def test_makes_the_patron(self, filled, mails):
        receipt = confirm(filled())
        transaction.commit()
        patron = holder()
        assert receipt == {"user_id": patron.user_id, "patron_class": "simple"}
        assert patron.patron_class is PatronClass.SIMPLE
        assert patron.birth_date == NAME["birth_date"]
        assert patron.residence == Residence(
            "JP", "100-0014", "東京都", "千代田区", "永田町1-10-1"
        )
        assert patron.family_kana == "コクリツ"
        assert patron.phone == "+81335812331"
        assert patron.terms_version == "1"
        assert verify_password(patron.password, PASSWORD["password"])
        assert applications_of(patron.user_id) == []
        mail = mails.last("taro@example.org")
        assert "簡易登録" in mail["Subject"]
        assert patron.user_id in mail.get_content()

    def test_pictures_of_another_choice_are_dropped(self, filled, open_new):
        filled("official")
        open_new().choose(LivesIn.JAPAN, "simple")
        confirm(open_new())
        assert applications_of(holder().user_id) == []
        assert open_new().answers.pictures == ()

    def test_overseas(self, open_new):
        open_new().choose(LivesIn.OVERSEAS, "simple")
        latin = {"family_name": "O’Brien", "given_name": "Zoë", "single_name": False}
        answer(open_new(), "name", latin | {"birth_date": NAME["birth_date"]})
        answer(open_new(), "address", OVERSEAS_ADDRESS)
        answer(open_new(), "password", PASSWORD)
        confirm(open_new())
        assert holder().residence.country == "DE"
        assert holder().full_name == "Zoë O'Brien"
        assert holder().title == "Dr."


class TestOfficial:
    def test_hands_in_the_application(self, filled, open_new):
        receipt = confirm(filled("official"))
        (application,) = applications_of(receipt["user_id"])
        assert receipt["patron_class"] == "official"
        assert application.document_kind == "passport"
        assert holder().patron_class is PatronClass.SIMPLE
        assert open_new().answers.pictures == ()

    def test_needs_its_pictures(self, filled, open_new):
        filled("official")
        open_new().answers.put_pictures(())
        assert open_new().open_step.name == "document"
        with pytest.raises(FormMissing):
            confirm(open_new())
        assert holder() is None

    def test_license_needs_both_sides(self, filled, open_new):
        filled("official")
        open_new().answer_document("drivers-license", {})
        assert open_new().open_step.name == "document"

    def test_kind_that_is_not_offered(self, filled, open_new):
        filled("official")
        open_new().answer_document("library-card", {})
        assert open_new().open_step.name == "document"


class TestOnce:
    def test_confirmed_again_answers_the_same(self, filled, open_new, mails):
        seen = filled().seen
        first = open_new().submit(seen, CLIENT)
        assert open_new().is_done
        assert open_new().submit(seen, CLIENT) == first
        assert open_new().submit("another page", CLIENT) == first
        transaction.commit()
        assert len([m for m in mails if first["user_id"] in m.get_content()]) == 1

    def test_after_the_end_only_the_user_id_is_kept(self, filled, open_new):
        receipt = confirm(filled())
        assert open_new().answers._plain == {"receipt": receipt}

    def test_changed_in_another_window(self, filled, open_new, photo):
        seen = filled("official").seen
        for change in (
            lambda: answer(open_new(), "address", ADDRESS | {"street": "二丁目2"}),
            lambda: open_new().answers.put_pictures(
                (take_picture("other.jpg", photo("red")),)
            ),
            lambda: open_new().choose(LivesIn.JAPAN, "simple"),
        ):
            change()
            with pytest.raises(EntriesChanged):
                open_new().submit(seen, CLIENT)
        assert holder() is None

    def test_nothing_entered(self, open_new):
        with pytest.raises(FormMissing):
            confirm(open_new())

    def test_two_links_for_one_address_make_one_patron(self, start):
        one, two = start(), start("TARO@example.org")
        first, second = (fill(open_registration(token)) for token in (one, two))
        confirm(first)
        with pytest.raises(EmailTaken):
            confirm(second)
        with pytest.raises(EmailTaken):
            open_registration(two)

    def test_draft_of_another_link_is_another(self, start):
        fill(open_registration(start("one@example.org")))
        other = open_registration(start("two@example.org"))
        assert other.answers.is_empty

    def test_mail_that_cannot_be_sent_leaves_nothing(self, filled, open_new):
        filled()
        settings().public_url = ""
        with pytest.raises(MailNotConfigured):
            confirm(open_new())
        assert holder() is None
        assert not open_new().is_done


class TestDuplicates:
    def test_are_noted_and_not_told(self, filled, make_patron, mails):
        known = make_patron(phone="+81335812331")
        receipt = confirm(filled())
        transaction.commit()
        assert list_suspects() == [receipt["user_id"]]
        assert find_people(receipt["user_id"]) == [holder(), known]
        assert known.user_id not in mails[-1].get_content()

    def test_of_official_applicants_are_told_with_the_application(
        self, filled, make_patron
    ):
        make_patron(phone="+81335812331")
        confirm(filled("official"))
        assert list_suspects() == []


@pytest.mark.usefixtures("public_url")
class TestPatron:
    SECRET = "of the browser"

    @pytest.fixture
    def patron(self, make_patron):
        return make_patron(language="en")

    @pytest.fixture
    def open_patron(self, patron):
        return lambda secret=self.SECRET: open_official(patron, secret)

    @pytest.fixture
    def ready(self, open_patron, kept):
        """Answers all steps with what is known, but for changes."""

        def make(residence=LivesIn.JAPAN, **changes):
            open_patron().choose(residence)
            for name in ("name", "address"):
                form = open_patron()
                step = form.step(name)
                answer(form, name, form.values(step) | changes)
            open_patron().answer_document("passport", {})
            open_patron().answers.put_pictures((kept,))
            return open_patron()

        return make

    def test_hands_in_an_application_and_mails(self, patron, ready, mails):
        receipt = confirm(ready())
        transaction.commit()
        (application,) = applications_of(patron.user_id)
        assert application.getId() == receipt["application"]
        assert application.document_kind == "passport"
        assert patron.patron_class is PatronClass.SIMPLE
        assert mails[-1]["To"] == patron.email
        assert "15 business days" in mails[-1].get_content()

    def test_patron_without_address_can_apply(self, make_patron, kept, mails):
        patron = make_patron(email="")
        form = open_official(patron, "x")
        form.choose(LivesIn.JAPAN)
        for name in ("name", "address"):
            answer(form, name, form.values(form.step(name)))
        form.answer_document("passport", {})
        form.answers.put_pictures((kept,))
        confirm(form)
        transaction.commit()
        assert mails == []

    def test_corrections_are_the_patrons_from_now_on(self, patron, ready):
        other = date(2000, 1, 1)
        confirm(ready(family_name="髙橋", birth_date=other, phone="03-9999-9999"))
        (application,) = applications_of(patron.user_id)
        assert application.declared["family_name"] == "髙橋"
        assert patron.birth_date == date(1990, 4, 1)
        assert patron.phone == "+81312345678"
        assert get_directory().search("髙橋") == [patron]
        assert get_directory().search("国立") == []

    def test_moved_abroad(self, patron, ready):
        latin = {"family_name": "Kunitachi", "given_name": "Hanako"}
        address = {"country": "HK", "postal_code": "-", "street": "1 Queen's Road"}
        confirm(ready(LivesIn.OVERSEAS, **latin, **address))
        assert patron.residence.country == "HK"
        assert patron.full_name == "Hanako Kunitachi"
        assert patron.phone == "+81312345678"

    def test_a_number_changed_meanwhile_stays(self, patron, ready, open_patron):
        from dataclasses import replace

        ready()
        known = replace(patron.person, phone="+819012345678")
        get_directory().update(patron, known)
        confirm(open_patron())
        assert patron.phone == "+819012345678"

    def test_nothing_changes_before_the_end(self, patron, ready):
        ready(family_name="髙橋")
        assert patron.family_name == "国立"

    def test_mail_that_cannot_be_sent_changes_nothing(self, patron, ready, monkeypatch):
        form = ready(family_name="髙橋")
        monkeypatch.setattr(
            "ndl.registration.mail.compose.getUtility", Mock(return_value={})
        )
        with pytest.raises(MailNotConfigured):
            confirm(form)
        assert patron.family_name == "国立"
        assert applications_of(patron.user_id) == []

    def test_confirmed_again_answers_the_same(self, patron, ready, open_patron):
        form = ready()
        seen = form.seen
        first = form.submit(seen, CLIENT)
        assert open_patron().is_done
        assert open_patron().submit(seen, CLIENT) == first
        assert len(applications_of(patron.user_id)) == 1

    def test_one_at_a_time(self, ready, open_patron):
        confirm(ready())
        with pytest.raises(ApplicationOpen):
            open_patron("of another browser")

    def test_official_patrons_have_nothing_to_apply_for(self, patron, ready):
        form = ready()
        patron.change_class(PatronClass.OFFICIAL)
        with pytest.raises(AlreadyOfficial):
            confirm(form)
        assert applications_of(patron.user_id) == []

    def test_draft_opens_for_the_same_browser_and_patron_alone(
        self, patron, ready, open_patron, make_patron
    ):
        ready(family_name="髙橋")
        assert open_patron("guessed").answers.is_empty
        other = make_patron(email="other@example.org")
        assert open_official(other, self.SECRET).answers.is_empty
        assert not open_patron().answers.is_empty
        assert get_drafts().get(patron.user_id, "guessed") == ()
