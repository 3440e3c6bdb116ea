from io import BytesIO
from ndl.registration.documents.accept import accept_picture
from ndl.registration.review.submit import submit_application
from PIL import Image
from plone import api
from plone.app.testing import login
from plone.app.testing import TEST_USER_NAME

import pytest


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
    """Submits an application of a new patron, or of the one that is given."""

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
