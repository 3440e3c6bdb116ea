"""REST on a Classic site as installing leaves it: what is meant, and no more."""

from ..staff import add_staff
from ..staff import STAFF_PASSWORD
from ndl.registration.setuphandlers.before import roles_of
from ndl.registration.setuphandlers.install import post_install
from transaction import commit

import pytest


USE = "plone.restapi: Use REST API"
JSON = {"Accept": "application/json"}


@pytest.fixture
def classic(site):
    """As without plone.restapi, whose profile lets everybody in."""
    site.manage_permission(USE, roles=["Manager"], acquire=0)
    post_install(site.portal_setup)
    site.MailHost.smtp_queue = False
    commit()
    return site


@pytest.fixture
def patron_asks(classic, visitor, token):
    return asking(visitor, JSON | {"Authorization": f"Bearer {token}"})


@pytest.fixture
def editor_asks(classic, visit):
    visitor = visit()
    visitor.log_in(add_staff("editor", editor=True), STAFF_PASSWORD)
    return asking(visitor, JSON)


@pytest.fixture
def stranger_asks(classic, visit):
    return asking(visit(), JSON)


@pytest.fixture
def member_asks(classic, visit):
    visitor = visit()
    visitor.log_in(add_staff("member"), STAFF_PASSWORD)
    return asking(visitor, JSON)


def asking(visitor, headers):
    def ask(path, method="GET", **body):
        json = body or None
        return visitor.request(method, path, headers=headers, json=json).status_code

    return ask


SHUT = (
    "@addons",
    "@content-rules",
    "@controlpanels",
    "@controlpanels/ndl-registration",
    "@database",
    "@groups",
    "@principals?search=a",
    "@registry",
    "@roles",
    "@system",
    "@transactions",
    "@upgrade",
    "@users",
    "@users/manager",
    "registration-desk",
    "registration-desk/@search",
)


class TestPatron:
    def test_reads_the_own_record(self, patron_asks, patron):
        assert patron_asks(f"@users/{patron.user_id}") == 200

    def test_reads_nothing_of_others(self, patron_asks, subtests):
        for path in SHUT:
            with subtests.test(path=path):
                assert patron_asks(path) in (401, 403, 404)

    @pytest.mark.parametrize("path", ["@search", "@navigation", "@site"])
    def test_reads_what_everybody_may_view(self, patron_asks, path):
        assert patron_asks(path) == 200

    def test_changes_nothing(self, patron_asks, subtests):
        for path, body in [
            ("", {"@type": "Document", "title": "x"}),
            ("@users", {"username": "x", "email": "x@example.org"}),
            ("@groups", {"groupname": "x"}),
            ("@types", {"title": "x"}),
            ("@email-send", {"name": "x", "from": "x@example.org", "to": "y@e.org"}),
            ("@controlpanels/dexterity-types", {"title": "x"}),
            ("@addons/ndl.registration/uninstall", {"x": 1}),
        ]:
            with subtests.test(path=path, body=body):
                assert patron_asks(path, "POST", **body) in (400, 401, 403)


class TestEditor:
    @pytest.mark.parametrize("path", ["", "@search", "@users/editor"])
    def test_reads(self, editor_asks, path):
        assert editor_asks(path) == 200

    def test_manages_nothing(self, editor_asks, subtests):
        for path in SHUT[:-2]:
            with subtests.test(path=path):
                assert editor_asks(path) in (401, 403, 404)


class TestOthers:
    def test_are_refused(self, stranger_asks, member_asks, subtests):
        for path in ["", "@search", "@users/member", *SHUT]:
            with subtests.test(path=path):
                assert stranger_asks(path) in (401, 404)
                assert member_asks(path) in (401, 404)

    def test_take_the_steps_of_a_login(self, stranger_asks):
        assert stranger_asks("@login", "POST", login="x", password="y") == 401


class TestPermission:
    def test_is_given_to_those_who_are_meant(self, classic):
        roles, acquired = roles_of(classic, USE)
        assert set(roles) == {
            "Manager",
            "Site Administrator",
            "Registration Editor",
            "Registration Counter",
            "Request Editor",
            "Simple Patron",
            "Official Patron",
        }
        assert not acquired
