from ndl.registration.login.sources import get_identity
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.duplicates import find_duplicates
from ndl.registration.settings import settings
from ndl.registration.setuphandlers.demo import accounts
from ndl.registration.setuphandlers.demo import PATRONS
from ndl.registration.setuphandlers.demo import post_install
from ndl.registration.setuphandlers.demo import STAFF
from pathlib import Path
from plone import api
from plone.app.testing import SITE_OWNER_NAME

import pytest


README = Path(__file__).parents[2] / "README.md"


class TestAccounts:
    @pytest.mark.parametrize("account", accounts(), ids=lambda row: row["login"])
    def test_are_named_in_the_readme(self, account):
        text = README.read_text(encoding="utf-8")
        assert f"`{account['login']}`" in text
        assert f"`{account['password']}`" in text
        if "@" in account["note"]:
            assert f"`{account['note']}`" in text


@pytest.fixture
def demo(app, portal):
    """Makes the demo data."""
    owner = app.acl_users.getUserById(SITE_OWNER_NAME)
    with api.env.adopt_user(user=owner.__of__(app.acl_users)):
        post_install(portal.portal_setup)


class TestMails:
    def test_come_from_the_domain_that_is_told(self, demo):
        assert settings().mail_domain == "example.org"


class TestStaff:
    def test_logs_in_with_a_code(self, demo, portal):
        assert settings().staff_code
        for login, _note in STAFF:
            identity = get_identity("staff", login)
            assert identity.needs_code
            assert identity.email == f"{login}@example.org"


class TestPatrons:
    def test_are_different_people(self, demo):
        for user_id, *_rest in PATRONS:
            assert find_duplicates(get_directory()[user_id]) == []
