from datetime import timedelta
from io import BytesIO
from ndl.registration.clock import now
from ndl.registration.documents.accept import accept_picture
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review.submit import submit_application
from PIL import Image
from plone import api
from plone.app.testing import login
from plone.app.testing import TEST_USER_NAME
from transaction import commit

import pytest
import time_machine


def encode(image, kind="JPEG", **options):
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


@pytest.fixture
def photo():
    return encode(Image.new("RGB", (640, 400), "navy"))


@pytest.fixture
def pictures(photo):
    return [accept_picture(photo)]


@pytest.fixture
def make_application(make_patron, pictures):
    """Submits an application of a new or the given patron."""

    def make(patron=None, **values):
        return submit_application(patron or make_patron(**values), pictures)

    return make


@pytest.fixture
def editor():
    portal = api.portal.get()
    user = api.user.create(
        email="editor@ndl.example", username="editor", password="Kawabe-4711-x"
    )
    api.user.grant_roles(username="editor", roles=["Member", "Registration Editor"])
    login(portal, "editor")
    yield user
    login(portal, TEST_USER_NAME)


@pytest.fixture
def colleagues(editor):
    """Another editor and a manager; the current user stays `editor`."""
    for name, role in (("editor-b", "Registration Editor"), ("boss", "Manager")):
        api.user.create(
            email=f"{name}@ndl.example", username=name, password="Kawabe-4711-x"
        )
        api.user.grant_roles(username=name, roles=["Member", role])


@pytest.fixture
def waiting(functional_portal, make_patron, make_application, colleagues):
    """A waiting application of a patron who reads English."""
    made = make_application(make_patron(language="en"))
    commit()
    return made


@pytest.fixture
def applicant(waiting):
    return get_directory()[waiting.patron_id]


def become(name):
    login(api.portal.get(), name)


def later(minutes):
    return time_machine.travel(now() + timedelta(minutes=minutes), tick=False)
