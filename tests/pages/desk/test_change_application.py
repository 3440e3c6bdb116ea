"""An official patron applies for another name or address, an editor decides."""

from ..applicant import photo
from ..applicant import Reader
from concurrent.futures import ThreadPoolExecutor
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.queue import applications_of
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of
from plone import api
from transaction import begin
from transaction import commit

import pytest


FILES = {"picture_1": ("id.jpg", photo())}
ABROAD = {
    "family_name": "Tosho",
    "given_name": "Taro",
    "country:list": "AE",
    "postal_code": "-",
    "street": "Villa 7, Dubai",
}


class Mover(Reader):
    way = "apply-change"
    confirm_page = "apply-change-confirm"


@pytest.fixture
def mover(log_in, official):
    return Mover(log_in(official.user_id))


@pytest.fixture
def editor(log_in):
    return log_in("editor")


def stored(patron):
    begin()
    return get_directory()[patron.user_id]


def applications(patron):
    begin()
    return applications_of(patron.user_id)


def apply(mover, patron, **changes):
    mover.fill(FILES, **changes)
    mover.confirm(confirm="1")
    (application, *_older) = applications(patron)
    return application


class TestFirstStep:
    def test_says_which_data_hold_until_the_decision(self, mover):
        text = mover.show("class").text
        assert "Until then your user information stays as it is" in text
        assert "simple registered user" not in text

    def test_tells_a_simple_patron_of_the_simple_registration(self, logged_in):
        text = Reader(logged_in).show("class").text
        assert "Until then you are a simple registered user" in text
        assert "your user information stays" not in text


def path_of(application):
    return "/".join(application.getPhysicalPath()[2:])


def verify(editor, application):
    path = path_of(application)
    return editor.submit(f"{path}/decide?step=verify", f"{path}/decide", step="verify")


def decline(editor, application):
    path = path_of(application)
    data = {"reasons": "different", "note": "Please take it again."}
    return editor.submit(f"{path}/decline", f"{path}/decline", **data)


class TestApplying:
    def test_is_where_my_account_leads_official_patrons(self, log_in, official):
        visitor = log_in(official.user_id)
        assert "/change-information" in visitor.get("my-account").text
        assert "/apply-change" in visitor.get("change-information").url

    def test_holds_the_present_data_until_it_is_verified(self, mover, official, mails):
        application = apply(mover, official, family_name="髙橋", family_kana="タカハシ")
        assert application.is_change
        assert application.declared["family_name"] == "髙橋"
        assert stored(official).family_name == "図書"
        assert "変更の申請を受け付けました" in mails[-1]["Subject"]
        account = mover.visitor.get("my-account").text
        assert "Application to change name or address" in account
        assert "図書" in account

    def test_of_nothing_is_refused(self, mover, official):
        mover.fill(FILES)
        mover.confirm(confirm="1")
        assert "changed neither name nor address" in mover.page.text
        assert applications(official) == []

    def test_needs_a_document(self, mover, official):
        mover.fill(family_name="髙橋")
        assert "upload an image" in mover.page.text
        assert applications(official) == []

    def test_asks_for_no_birth_date_and_takes_none(self, mover, official):
        assert "form.widgets.birth_date" not in mover.show("name").text
        sent = {"form.widgets.birth_date": "1991-04-01"}
        mover.answer("name", **sent, **{"form.widgets.family_name": "髙橋"})
        application = apply(mover, official, family_name="髙橋")
        assert application.declared["birth_date"] == "1990-04-01"

    def test_another_one_waits(self, mover, official):
        apply(mover, official, family_name="髙橋")
        page = mover.visitor.get("apply-change")
        assert "under review" in page.text
        assert len(applications(official)) == 1

    def test_a_double_click_makes_one(self, mover, official):
        mover.fill(FILES, family_name="髙橋")
        hidden = mover.page

        def confirm(_number):
            twin = Mover.__new__(Mover)
            twin.visitor, twin.page = mover.visitor, hidden
            return twin.confirm(confirm="1").status_code

        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(confirm, range(4))) <= {200}
        assert len(applications(official)) == 1

    def test_simple_patrons_need_none(self, log_in, applicant):
        commit()
        page = log_in(applicant.user_id).get("apply-change")
        assert "at once" in page.text

    def test_strangers_are_led_to_the_login(self, visitor, official):
        assert "/login" in visitor.get("apply-change").url

    def test_is_withdrawn(self, mover, official):
        application = apply(mover, official, family_name="髙橋")
        number = application.getId()
        page = mover.visitor.submit("withdraw-application", withdraw="1", number=number)
        assert "has been withdrawn" in page.text
        (application,) = applications(official)
        assert state_of(application) == State.WITHDRAWN
        assert not application.pictures_held()
        assert stored(official).family_name == "図書"


class TestDeciding:
    def test_shows_the_editor_what_changes(self, mover, official, editor):
        application = apply(mover, official, family_name="髙橋")
        page = editor.get(path_of(application)).text
        assert "applies to change the data" in page
        assert "髙橋" in page
        assert "図書" in page

    def test_verified_it_changes_the_data(self, mover, official, editor, mails):
        application = apply(mover, official, street="1-1-1", family_name="髙橋")
        official = stored(official)
        get_directory().change_email(official, "jiro@example.org")
        commit()
        page = verify(editor, application)
        assert "data have been changed" in page.text
        known = stored(official)
        assert known.family_name == "髙橋"
        assert known.residence.street == "1-1-1"
        assert known.is_official
        assert known.birth_date.isoformat() == "1990-04-01"
        assert [notice.kind for notice in known.notices] == ["change-verified"]
        assert mails[-1]["To"] == "jiro@example.org"
        assert "利用者情報変更のお知らせ" in mails[-1]["Subject"]
        assert get_directory().find_by_name("髙橋太郎") == [known]
        assert mover.visitor.get("my-account").status_code == 200

    def test_a_verified_move_changes_the_roles(self, log_in, official, editor):
        mover = Mover(log_in(official.user_id), "overseas")
        application = apply(mover, official, **ABROAD)
        assert "Patron in Japan" in api.user.get(official.user_id).getRoles()
        verify(editor, application)
        assert stored(official).residence.country == "AE"
        assert stored(official).family_kana == ""
        roles = api.user.get(official.user_id).getRoles()
        assert {"Official Patron", "Patron Overseas"} <= set(roles)
        assert "Patron in Japan" not in roles

    def test_what_changed_at_once_meanwhile_stays(self, mover, official, editor):
        application = apply(mover, official, family_name="髙橋")
        shown = mover.visitor.submit(
            "change-language",
            **{
                "form.widgets.language:list": "en",
                "form.widgets.title:list": "--NOVALUE--",
                "form.buttons.save": "1",
            },
        )
        assert "has been changed" in shown.text
        verify(editor, application)
        assert (stored(official).language, stored(official).family_name) == (
            "en",
            "髙橋",
        )

    def test_declined_it_leaves_everything(self, mover, official, editor, mails):
        application = apply(mover, official, family_name="髙橋")
        decline(editor, application)
        (application,) = applications(official)
        assert state_of(application) == State.DECLINED
        known = stored(official)
        assert (known.family_name, known.is_official) == ("図書", True)
        assert known.notices[0].kind == "change-declined"
        assert "変更の申請について" in mails[-1]["Subject"]
        account = mover.visitor.get("my-account").text
        assert "apply again" in account
        assert "Please take it again." in mover.visitor.get("notices").text
        again = apply(Mover(mover.visitor), official, family_name="髙橋")
        assert again.getId() != application.getId()
