from ..staff import add_staff
from ..staff import STAFF_PASSWORD
from plone import api
from transaction import abort

import pytest


# A form of another site sends this as text/plain; services take it for JSON.
FORGED = '{"username": "mallory", "email": "m@e.org", "a": "=", "password": "Ma-47115"}'


@pytest.fixture
def manager(site, visitor):
    """A browser in which the manager of a site without codes is logged in."""
    visitor.log_in(add_staff("manager", roles=("Member", "Manager")), STAFF_PASSWORD)
    assert visitor.who() == "manager"
    del visitor.headers["Sec-Fetch-Site"]
    return visitor


def add_user(visitor, headers):
    kind = {"Content-Type": "text/plain", "Accept": "*/*"}
    response = visitor.post("++api++/@users", data=FORGED, headers=kind | headers)
    abort()
    assert (api.user.get("mallory") is not None) is (response.status_code == 201)
    return response.status_code


class TestServices:
    def test_change_nothing_for_pages_of_others(self, manager, subtests):
        for headers in [
            {},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "none"},
        ]:
            with subtests.test(headers=headers):
                assert add_user(manager, headers) == 403

    def test_nor_for_another_name_of_the_machine(self, manager):
        sibling = manager.url.replace("localhost", "127.0.0.1").rpartition("/")[0]
        assert add_user(manager, {"Origin": sibling}) == 403

    def test_serve_pages_of_the_site(self, manager):
        assert add_user(manager, {"Sec-Fetch-Site": "same-origin"}) == 201

    def test_serve_them_in_browsers_that_tell_the_origin_only(self, manager):
        origin = manager.url.rpartition("/")[0]
        assert add_user(manager, {"Origin": origin}) == 201

    def test_tell_as_before_who_asks(self, manager):
        headers = {"Accept": "application/json"}
        assert manager.get("@users", headers=headers).status_code == 200


class TestForms:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site"},
        ],
    )
    def test_of_others_log_nobody_in(self, site, visitor, headers):
        del visitor.headers["Sec-Fetch-Site"]
        visitor.headers.update(headers)
        visitor.log_in(add_staff("member"), STAFF_PASSWORD)
        assert visitor.who() == ""

    @pytest.mark.parametrize("headers", [{}, {"Origin": "null"}])
    def test_of_old_browsers_do(self, site, visitor, headers):
        del visitor.headers["Sec-Fetch-Site"]
        visitor.headers.update(headers)
        visitor.log_in(add_staff("member"), STAFF_PASSWORD)
        assert visitor.who() == "member"
