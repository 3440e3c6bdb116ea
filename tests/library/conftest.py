from ..catalogues import catalogue  # noqa: F401
from ..catalogues import client  # noqa: F401
from ..catalogues import demonstration  # noqa: F401
from ..catalogues import offer  # noqa: F401
from ..catalogues import strange  # noqa: F401
from ..yaz import yaz  # noqa: F401
from datetime import datetime
from datetime import UTC
from ndl.registration.library.service_terms import Consent
from ndl.registration.patrons.record import PatronClass
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.namedfile.file import NamedBlobFile

import pytest
import transaction


CONTENTS = "digitized-contents"
GROUP = f"service-{CONTENTS}"


def agree(patron, service_name=CONTENTS):
    patron.give_consent(service_name, Consent("1", datetime(2026, 4, 1, tzinfo=UTC)))


@pytest.fixture
def entitled(patron):
    """An official patron in Japan who agreed to the terms of the transmission."""
    patron.change_class(PatronClass.OFFICIAL)
    agree(patron)
    transaction.commit()
    return patron


@pytest.fixture
def shelf(site):
    """Private content that patrons with access to the transmission may see."""
    setRoles(site, TEST_USER_ID, ["Manager"])
    site.portal_workflow.setDefaultChain("simple_publication_workflow")
    site.portal_workflow.setChainForPortalTypes(["File"], "simple_publication_workflow")
    folder = api.content.create(site, "Folder", "shelf", title="Shelf")
    api.content.create(folder, "Document", "book", title="Wasurenagusa")
    scan = NamedBlobFile(b"scan of a page", "text/plain", "scan.txt")
    api.content.create(folder, "File", "scan", title="Scan", file=scan)
    rule = {
        "i": "portal_type",
        "o": "plone.app.querystring.operation.selection.any",
        "v": ["Document"],
    }
    found = api.content.create(
        folder, "Collection", "found", title="Found", query=[rule]
    )
    assert api.content.get_state(found) == "private"
    api.group.grant_roles(GROUP, roles=["Reader"], obj=folder)
    folder.reindexObjectSecurity()
    transaction.commit()
    return folder
