from .test_change import post
from .test_change import problems_in
from .test_change import send
from .test_change import stored
from io import BytesIO
from ndl.registration.declaration.prefectures import PREFECTURES
from ndl.registration.documents.accept import accept_picture
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.record import PatronClass
from ndl.registration.review.queue import open_application_of
from ndl.registration.review.submit import submit_application
from PIL import Image
from plone import api
from transaction import commit

import pytest


PAGE = "change-information"
ABROAD = {
    "family_name": "Kokuritsu",
    "given_name": "Hanako",
    "country": ["AE"],
    "postal_code": "-",
    "street": "Villa 7, Al Wasl Road, Dubai",
}
HOME = {
    "family_name": "国立",
    "given_name": "花子",
    "family_kana": "コクリツ",
    "given_kana": "ハナコ",
    "postal_code": "100-0014",
    "region": [PREFECTURES.getTerm("東京都").token],
    "city": "千代田区",
    "street": "永田町1-10-1",
    "no_building": "selected",
}


@pytest.fixture
def picture():
    target = BytesIO()
    Image.new("RGB", (640, 400), "navy").save(target, "JPEG")
    return accept_picture(target.getvalue())


def roles_of(patron):
    return set(api.user.get(userid=patron.user_id).getRoles())


def move(visitor, lives_in, **values):
    shown = visitor.get(f"{PAGE}?lives_in={lives_in}")
    return post(visitor, PAGE, shown, **values)


class TestSimple:
    def test_begins_with_what_is_known(self, logged_in):
        page = logged_in.get(PAGE).text
        assert 'value="国立"' in page
        assert 'value="100-0014"' in page
        assert "birth_date" not in page

    def test_is_linked_from_my_account(self, logged_in):
        assert f"/{PAGE}" in logged_in.get("my-account").text

    def test_changes_name_and_address_at_once(self, logged_in, patron, mails):
        response = send(
            logged_in, PAGE, family_name="図書", family_kana="としょ", street="1-1"
        )
        assert response.headers["Location"].endswith("/my-account")
        known = stored(patron)
        assert (known.family_name, known.family_kana) == ("図書", "トショ")
        assert known.residence.street == "1-1"
        assert mails[-1]["To"] == patron.email
        assert "利用者情報変更のお知らせ" in mails[-1]["Subject"]
        assert get_directory().find_by_name("図書花子") == [known]
        assert get_directory().find_by_name("国立花子") == []

    def test_moves_abroad_and_back_with_all_that_hangs_on_it(self, logged_in, patron):
        move(logged_in, "overseas", **ABROAD)
        home = stored(patron).residence
        assert (home.country, home.postal_code) == ("AE", "-")
        assert stored(patron).family_kana == ""
        assert "Patron Overseas" in roles_of(patron)
        assert "Patron in Japan" not in roles_of(patron)
        page = logged_in.get(PAGE).text
        assert "Al Wasl Road" in page
        assert "family_kana" not in page
        response = move(logged_in, "japan", **HOME)
        assert response.status_code == 302, problems_in(response)
        assert stored(patron).residence.country == "JP"
        assert "Patron in Japan" in roles_of(patron)

    def test_a_move_needs_everything_anew(self, logged_in, patron):
        response = move(logged_in, "overseas", country=["AE"])
        assert "Enter your address." in problems_in(response)
        assert stored(patron).residence.country == "JP"

    @pytest.mark.parametrize("typed", ["なし", "#"])
    def test_a_move_to_where_there_are_no_postal_codes_tells_of_the_hyphen(
        self, logged_in, patron, typed
    ):
        response = move(logged_in, "overseas", **(ABROAD | {"postal_code": typed}))
        assert "hyphen (-)" in problems_in(response)
        assert "Villa 7, Al Wasl Road, Dubai" in response.text
        assert stored(patron).residence.country == "JP"

    @pytest.mark.parametrize("value", ["moon", "", "\u0000", "x" * 3000])
    def test_an_unknown_residence_shows_the_present_form(self, logged_in, value):
        page = logged_in.get(PAGE, params={"lives_in": value})
        assert "family_kana" in page.text

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("family_name", ""),
            ("family_kana", "Kokuritsu & Sons"),
            ("postal_code", "1"),
            ("street", "x" * 2000),
        ],
    )
    def test_what_is_wrong_is_told_and_kept(self, logged_in, patron, field, value):
        before = stored(patron).person
        response = send(logged_in, PAGE, **{field: value})
        assert problems_in(response)
        assert stored(patron).person == before

    def test_of_a_stale_page_is_refused_and_kept(self, logged_in, patron):
        shown = logged_in.get(PAGE)
        send(logged_in, PAGE, street="1-1")
        response = post(logged_in, PAGE, shown, street="2-2")
        assert "changed since this page was opened" in problems_in(response)
        assert 'value="2-2"' in response.text
        assert stored(patron).residence.street == "1-1"

    def test_the_birth_date_stays_whatever_is_sent(self, logged_in, patron):
        shown = logged_in.get(PAGE)
        send(logged_in, PAGE, street="1-1", birth_date="1991-04-01")
        post(logged_in, PAGE, shown, birth_date="1991-04-01")
        assert stored(patron).birth_date.isoformat() == "1990-04-01"
        assert stored(patron).residence.street == "1-1"

    def test_the_address_is_searched_without_a_change(self, logged_in, patron):
        shown = logged_in.get(PAGE)
        blank = {"postal_code": "105-0001", "region": [], "city": "", "street": ""}
        response = post(logged_in, PAGE, shown, "search", **blank)
        assert "港区" in response.text
        assert stored(patron).residence.city == "千代田区"

    def test_is_not_changed_by_a_link(self, logged_in, patron):
        logged_in.get(f"{PAGE}?form.widgets.street=1&form.buttons.save=1")
        assert stored(patron).residence.street == "永田町1-10-1"


class TestClosed:
    def test_official_patrons_are_told_what_is_needed(self, logged_in, patron):
        shown = logged_in.get(PAGE)
        stored(patron).change_class(PatronClass.OFFICIAL)
        commit()
        assert "/apply-change" in logged_in.get(PAGE).url
        response = post(logged_in, PAGE, shown, street="1-1")
        assert "identification document" in response.text
        assert stored(patron).residence.street == "永田町1-10-1"

    def test_an_open_application_holds_the_data(self, logged_in, patron, picture):
        shown = logged_in.get(PAGE)
        submit_application(stored(patron), [picture], "passport")
        commit()
        assert open_application_of(patron.user_id)
        assert "form.widgets.street" not in logged_in.get(PAGE).text
        post(logged_in, PAGE, shown, street="1-1")
        assert stored(patron).residence.street == "永田町1-10-1"

    def test_strangers_are_led_to_the_login(self, visitor, patron):
        assert "/login" in visitor.get(PAGE).url
