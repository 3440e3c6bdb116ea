from ..layers import fixtures_of
from ..layers import kept
from .layer import FUNCTIONAL
from .layer import INTEGRATION
from .layer import POLICY
from io import BytesIO
from ndl.registration.documents.accept import accept_picture
from ndl.registration.review.submit import submit_application
from PIL import Image
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD

import pytest


LAYERS = (POLICY, FUNCTIONAL, INTEGRATION)

for layer, name in ((FUNCTIONAL, "functional"), (INTEGRATION, "integration")):
    globals().update(fixtures_of(layer, f"policy_{name}", name))


@pytest.fixture(autouse=True, scope="package")
def _keep_policy(request, _keep_layers):
    """Set the layers up once for this folder."""
    with kept(request, LAYERS):
        yield


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
