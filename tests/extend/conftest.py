from .layer import FUNCTIONAL
from .layer import INTEGRATION
from io import BytesIO
from ndl.registration.documents.accept import accept_picture
from ndl.registration.review.submit import submit_application
from PIL import Image
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from pytest_plone import fixtures_factory

import pytest


globals().update(
    fixtures_factory(((FUNCTIONAL, "functional"), (INTEGRATION, "integration")))
)


@pytest.fixture
def manager(visit):
    manager = visit()
    manager.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    return manager


@pytest.fixture
def picture():
    target = BytesIO()
    Image.new("RGB", (640, 400), "navy").save(target, "JPEG")
    return accept_picture(target.getvalue())


@pytest.fixture
def make_application(make_patron, picture):
    def make(patron=None, **values):
        return submit_application(patron or make_patron(**values), [picture])

    return make


@pytest.fixture
def editor():
    user = api.user.create(
        email="editor@ndl.example", username="editor", password="Kawabe-4711-x"
    )
    api.user.grant_roles(username="editor", roles=["Member", "Registration Editor"])
    login(api.portal.get(), "editor")
    return user
