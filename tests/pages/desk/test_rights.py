from lxml import html
from ndl.registration.review.states import State
from ndl.registration.review.states import state_of

import pytest


PAGES = (
    "",
    "/application",
    "/view",
    "/decide",
    "/decide?step=verify",
    "/decline",
    "/content_status_history",
    "/content_status_modify?workflow_action=verify",
)
NOBODY = ("/edit", "/@@edit", "/sharing", "/@@sharing")
HIDDEN = (
    "/@@download/_pictures",
    "/@@images/_pictures",
    "/@@display-file/_pictures",
    "/_pictures",
    "/declared",
    "/patron_id",
    "/pictures_held",
    "/erase_pictures",
    "/receive",
    "/is_decided",
)
EDITORS = ("editor", "manager")
OTHERS = ("", "member", "applicant", "official")
JSON = {"Accept": "application/json"}


@pytest.fixture
def visitors(log_in, applicant, official):
    ids = {"applicant": applicant.user_id, "official": official.user_id}
    return lambda who: log_in(ids.get(who, who))


DOORS = ("/login", "/require_login", "/insufficient-privileges")


def refused(response):
    turned_away = any(door in response.url for door in DOORS)
    return turned_away or response.status_code in (401, 403, 404)


class TestEditors:
    @pytest.mark.parametrize("who", EDITORS)
    def test_are_answered_over_rest(self, visitors, who, path):
        for page in ("registration-desk", path):
            response = visitors(who).get(page, headers=JSON)
            assert response.status_code == 200, response.text
            assert "国立" not in response.text

    @pytest.mark.parametrize("who", EDITORS)
    def test_see_desk_application_and_picture(self, visitors, who, path):
        visitor = visitors(who)
        number = path.rpartition("/")[2]
        assert number in visitor.get("registration-desk").text
        text = visitor.get(path).text
        assert "国立 花子" in text
        assert "@@identity-document/1" in text
        picture = visitor.get(f"{path}/@@identity-document/1")
        assert picture.headers["Content-Type"] == "image/jpeg"

    def test_have_no_stock_forms(self, visitors, path, subtests):
        for who in EDITORS:
            for page in NOBODY:
                with subtests.test(who=who, page=page):
                    assert refused(visitors(who).get(path + page))

    def test_read_the_application_without_pictures_over_rest(self, visitors, path):
        visitor = visitors("editor")
        answer = visitor.get(path, headers=JSON)
        assert answer.status_code == 200
        assert answer.json()["declared"]["family_name"] == "国立"
        # Addresses: the permission to look at pictures is asked for there.
        (picture,) = answer.json()["pictures"]
        known = {"@id", "content_type", "width", "height", "marks"}
        assert picture.keys() == known
        assert len(answer.text) < 6000

    def test_cannot_write_over_rest(self, visitors, path):
        visitor = visitors("manager")
        answer = visitor.patch(path, json={"note": "x", "title": "x"}, headers=JSON)
        assert answer.status_code == 401
        new = {"@type": "RegistrationApplication", "title": "x"}
        answer = visitor.post("registration-desk", json=new, headers=JSON)
        assert answer.status_code in (400, 401, 403)
        assert visitors("editor").delete(path, headers=JSON).status_code == 401

    def test_cannot_decline_without_a_reason_over_rest(
        self, visitors, path, application, site
    ):
        url = f"{path}/@workflow/decline"
        answer = visitors("editor").post(url, json={}, headers=JSON)
        assert answer.status_code == 400
        assert "at least one reason" in answer.json()["error"]["message"]
        site._p_jar.sync()
        assert state_of(application) is State.SUBMITTED


class TestOthers:
    @pytest.mark.parametrize("who", OTHERS)
    def test_open_no_page(self, visitors, who, path):
        visitor = visitors(who)
        for page in ("registration-desk", *(path + p for p in PAGES + NOBODY + HIDDEN)):
            response = visitor.get(page)
            assert refused(response), page
            assert "永田町" not in response.text

    @pytest.mark.parametrize("who", OTHERS)
    def test_get_no_picture(self, visitors, who, path):
        response = visitors(who).get(f"{path}/@@identity-document/1")
        assert refused(response)
        assert response.headers["Content-Type"].startswith("text/html")

    def test_get_nothing_over_rest(self, visitors, path, subtests):
        for who in OTHERS:
            for service in [
                "",
                "/@workflow",
                "/@history",
                "/@sharing",
                "/@actions",
                "/@contextnavigation",
            ]:
                with subtests.test(who=who, service=service):
                    visitor = visitors(who)
                    answer = visitor.get(path + service, headers=JSON)
                    assert answer.status_code in (401, 403, 404)

    @pytest.mark.parametrize("who", OTHERS)
    def test_take_no_step(self, visitors, who, path, application, site):
        visitor = visitors(who)
        visitor.post(f"{path}/decide", data={"step": "verify"})
        visitor.post(f"{path}/decline", data={"reasons": "missing"})
        visitor.post(f"{path}/@workflow/verify", json={}, headers=JSON)
        site._p_jar.sync()
        assert state_of(application) is State.SUBMITTED

    @pytest.mark.parametrize("who", OTHERS)
    def test_find_nothing(self, visitors, who, path):
        number = path.rpartition("/")[2]
        visitor = visitors(who)
        for query in (
            "@search?portal_type=RegistrationApplication",
            "@search?portal_type=RegistrationDesk",
            f"@search?SearchableText={number}",
            f"@search?id={number}&fullobjects=1",
        ):
            assert visitor.get(query, headers=JSON).json()["items"] == []
        assert path not in visitor.get(f"search?SearchableText={number}").text
        assert path not in visitor.get("sitemap").text
        assert "registration-desk" not in visitor.get("").text


class TestHiddenFromAll:
    def test_pictures_have_no_other_address(self, visitors, path, subtests):
        for page in HIDDEN:
            with subtests.test(page=page):
                response = visitors("manager").get(path + page)
                assert refused(response)
                assert response.headers["Content-Type"].startswith("text/html")

    def test_nothing_personal_in_the_title(self, visitors, path):
        page = html.fromstring(visitors("editor").get(path).text)
        title = page.findtext(".//title")
        assert path.rpartition("/")[2] in title
        assert "花子" not in title
