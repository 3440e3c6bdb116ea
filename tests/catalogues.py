"""Catalogues on loopback, and their entries in a site's settings: shared fixtures."""

from .strange_server import serving
from .strange_server import StrangeServer
from ndl.registration.library.search.find import forget_answers
from ndl.registration.library.search.targets import TARGET_TABLE
from ndl.registration.limits.client import Client
from scripts.portal.demo_catalogue.server import CatalogueServer
from scripts.portal.target import ROW

import pytest
import transaction


@pytest.fixture
def client():
    return Client("Test", "192.0.2.7")


@pytest.fixture
def offer():
    """Puts a catalogue on the site's list."""

    def put(url, name="demonstration", **values):
        forget_answers()
        TARGET_TABLE.change(name, {**ROW, "address": url, **values})
        return TARGET_TABLE.rows()[name]

    return put


@pytest.fixture
def catalogue():
    with serving(CatalogueServer(0)) as server:
        yield server


@pytest.fixture
def strange():
    with serving(StrangeServer()) as server:
        yield server


@pytest.fixture
def demonstration(site, offer, catalogue):
    """The demonstration catalogue, on the list of a served site."""
    target = offer(catalogue.url)
    transaction.commit()
    return target
