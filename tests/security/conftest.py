from ..forgotten import ask_for_link
from ..forgotten import link_in
from ..staff import add_staff
from ndl.registration.settings import settings
from plone import api
from transaction import commit
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest


@pytest.fixture
def link(visit, patron, mails):
    ask_for_link(visit(), patron.user_id, patron.email)
    (mail,) = mails
    return link_in(mail)


@pytest.fixture
def token(link):
    return parse_qs(urlsplit(link).query)["token"][0]


@pytest.fixture
def configure(site):
    """Changes settings and commits."""

    def change(**values):
        for name, value in values.items():
            setattr(settings(), name, value)
        commit()

    return change


@pytest.fixture
def account(patron, password):
    return {"login": patron.user_id, "password": password}


@pytest.fixture
def basic(patron, password):
    return (patron.user_id, password)


@pytest.fixture
def staff(site, visit):
    api.user.create(
        username="editor", email="editor@example.org", password="Staff-secret-1"
    )
    commit()
    return "editor", "Staff-secret-1"


@pytest.fixture
def editor(site):
    return add_staff("editor", editor=True)


@pytest.fixture
def manager(site):
    return add_staff("manager", roles=("Member", "Manager"))


@pytest.fixture
def member(site):
    return add_staff("member")
