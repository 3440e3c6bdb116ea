from ..staff import add_staff
from ..staff import STAFF_PASSWORD
from ndl.registration.patrons.directory import get_directory
from plone.app.testing import applyProfile
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from transaction import abort
from transaction import commit

import pytest


JSON = {"Accept": "application/json"}


@pytest.fixture
def taro(patron, make_patron):
    taro = make_patron(email="taro@example.org", given_name="太郎")
    commit()
    return taro


@pytest.fixture
def member(visit, taro):
    """Somebody of the site who has nothing to do with registrations."""
    add_staff("member")
    member = visit()
    member.log_in("member", STAFF_PASSWORD)
    assert member.who() == "member"
    return member


def traces(response, patron):
    wanted = ("太郎", "\\u592a", patron.email)
    return [text for text in wanted if text in response.text]


class TestNames:
    def test_are_on_no_author_page(self, logged_in, member, taro):
        for visitor in (logged_in, member):
            response = visitor.get(f"author/{taro.user_id}")
            nobody = visitor.get("author/E000000000")
            assert not traces(response, taro)
            assert response.status_code == nobody.status_code

    def test_authors_among_staff_are_shown_as_ever(self, member):
        assert "member" in member.get("author/member").text

    def test_are_not_found_by_members(self, member, taro):
        for path in (
            "@vocabularies/plone.app.vocabularies.Users",
            "@vocabularies/plone.app.vocabularies.Principals",
            "@querystring",
            f"@users/{taro.user_id}",
            "@users?query=E",
            "@search?SearchableText=太郎",
        ):
            assert not traces(member.get(path, headers=JSON), taro), path
        for name in ("login", "fullname"):
            fields = {f"form.widgets.{name}": "E" if name == "login" else "国立"}
            fields["form.buttons.search"] = "Search"
            response = member.submit("@@member-search", **fields)
            assert not traces(response, taro)
            assert taro.user_id not in response.text

    def test_are_found_by_who_manages_users(self, visit, taro):
        add_staff("boss", roles=("Manager",))
        boss = visit()
        boss.log_in("boss", STAFF_PASSWORD)
        response = boss.get("@users?query=E", headers=JSON)
        assert taro.user_id in response.text

    def test_members_are_not_told_who_changed_what(self, logged_in, member, site, taro):
        applyProfile(site, "plone.restapi:default")
        commit()
        for visitor in (logged_in, member):
            response = visitor.get("@transactions", headers=JSON)
            assert response.status_code == 401
            assert taro.user_id not in response.text

    def test_no_mail_goes_to_a_patron_from_another(self, logged_in, taro, mails):
        mails.clear()
        fields = {
            "form.widgets.author": taro.user_id,
            "form.widgets.referer": "x",
            "form.widgets.subject": "x",
            "form.widgets.message": "x",
            "form.buttons.send": "Send",
        }
        for page in ("author/nobody", f"author/{taro.user_id}"):
            logged_in.submit(page, **fields)
        assert mails == []


class TestStockForms:
    def test_of_ones_own_data_lead_to_my_account(self, logged_in):
        for page in ("personal-information", "@@personal-preferences"):
            assert logged_in.get(page).url.endswith("/my-account")

    def test_stay_for_staff(self, member):
        response = member.get("@@personal-information")
        assert response.url.endswith("/@@personal-information")

    def test_keep_nothing_of_patrons(self, site, logged_in, patron):
        for data in (
            {"email": "evil@example.org"},
            {"fullname": "Evil"},
            {"portrait": {"data": "AAAA", "encoding": "base64", "filename": "a.png"}},
            {"password": "Kawagoe-1234-q"},
        ):
            path = f"@users/{patron.user_id}"
            response = logged_in.patch(path, json=data, headers=JSON)
            assert response.status_code == 403
        abort()
        assert patron.user_id not in site.acl_users.mutable_properties._storage


class TestOwnPassword:
    def test_needs_the_present_one_over_rest(self, visit, taro):
        add_staff("boss", roles=("Manager",))
        boss = visit()
        boss.log_in("boss", STAFF_PASSWORD)
        data = {"password": "Another-secret-1"}
        response = boss.patch("@users/boss", json=data, headers=JSON)
        assert response.status_code == 403

    @pytest.mark.parametrize("wrong", [["x"], {"a": 1}, 7, "half \ud800"])
    def test_of_another_shape_is_a_bad_request(self, logged_in, patron, wrong):
        stored = patron.password
        data = {"old_password": wrong, "new_password": wrong}
        for path in (f"@users/{patron.user_id}", f"@users/{patron.user_id}/x"):
            for address in (path, path.removesuffix("/x") + "/reset-password"):
                response = logged_in.post(address, json=data, headers=JSON)
                assert response.status_code == 400, address
        abort()
        assert get_directory()[patron.user_id].password == stored


class TestNewUsers:
    @pytest.mark.parametrize("fold", [str, str.lower, "-".join])
    def test_have_no_name_of_a_patron(self, visit, site, taro, fold):
        manager = visit()
        manager.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        user = {
            "username": fold(taro.user_id),
            "email": "worker@example.org",
            "password": STAFF_PASSWORD,
        }
        answer = manager.post("@users", json=user, headers=JSON)
        assert answer.status_code == 400
        abort()
        assert fold(taro.user_id) not in site.acl_users.source_users.listUserIds()
