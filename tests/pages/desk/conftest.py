from io import BytesIO
from ndl.registration.documents.accept import accept_picture
from ndl.registration.interfaces import Identity
from ndl.registration.login.sessions import open_session
from ndl.registration.login.sessions import Strength
from ndl.registration.patrons.record import PatronClass
from ndl.registration.review.states import state_of
from ndl.registration.review.submit import submit_application
from ndl.registration.settings import settings
from PIL import Image
from plone import api
from transaction import commit

import pytest


STAFF = {
    "member": ["Member"],
    "editor": ["Member", "Registration Editor"],
    "editor-b": ["Member", "Registration Editor"],
    "manager": ["Member", "Manager"],
}


@pytest.fixture
def staff(site):
    for name, roles in STAFF.items():
        api.user.create(
            email=f"{name}@ndl.example", username=name, password="Kawabe-4711-x"
        )
        api.user.grant_roles(username=name, roles=roles)
    commit()


@pytest.fixture
def log_in(visit, staff):
    """Makes a visitor who is logged in as a user; anonymous for an empty ID."""

    def make(user_id):
        visitor = visit()
        if user_id:
            identity = Identity(user_id, user_id, "test", "", "en", False)
            ticket = open_session(identity, Strength.CODE)
            commit()
            visitor.cookies.set("ndl_session", ticket)
        return visitor

    return make


@pytest.fixture
def applicant(site, make_patron):
    return make_patron(language="en")


@pytest.fixture
def official(site, make_patron):
    patron = make_patron(
        email="taro@example.org", family_name="図書", given_name="太郎"
    )
    patron.change_class(PatronClass.OFFICIAL)
    commit()
    return patron


def hand_in(patron):
    target = BytesIO()
    Image.new("RGB", (640, 400), "navy").save(target, "JPEG")
    made = submit_application(patron, [accept_picture(target.getvalue())])
    commit()
    return made


@pytest.fixture
def application(site, applicant):
    return hand_in(applicant)


@pytest.fixture
def path(application):
    return application.absolute_url().removeprefix(f"{settings().public_url}/")


@pytest.fixture
def editor(log_in):
    return log_in("editor")


@pytest.fixture
def state(site, application):
    def read():
        site._p_jar.sync()
        return state_of(application)

    return read
