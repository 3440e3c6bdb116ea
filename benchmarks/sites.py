"""The two sites that are compared; runs inside Zope."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from AccessControl.users import UnrestrictedUser
from benchmarks import hashing
from benchmarks.accounts import ACCOUNTS
from benchmarks.accounts import address
from benchmarks.accounts import CROWD
from benchmarks.accounts import GUESSES
from benchmarks.accounts import PAGE
from benchmarks.accounts import STOCK
from benchmarks.patrons import BATCH
from benchmarks.patrons import make_patron
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.residence import Residence
from ndl.registration.settings import settings
from ndl.registration.setuphandlers.demo import PASSWORD
from OFS.Application import Application
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.distribution.api import site as site_api
from plone.registry.interfaces import IRegistry
from Products.CMFCore.indexing import processQueue
from Products.CMFPlone.Portal import PloneSite
from random import Random
from scripts.portal.settings import SITE_ID
from scripts.portal.site import ANSWERS
from scripts.portal.site import REGISTRY
from Testing.makerequest import makerequest
from typing import Any
from zope.component import getUtility
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import os
import transaction
import Zope2


TEXT = "<p>Opening hours, and how to find the reading room.</p>" * 10


def prepare() -> dict[str, Any]:
    """Complete both sites; return login names and the times of hashing.

    Members are ordinary users, the same in both sites.
    """
    with zope() as app:
        _make_stock(app)
        _fill(app[STOCK])
        _fill(app[SITE_ID])
        lift_limits()
        patrons = _make_patrons(ACCOUNTS)
        guessed = _make_patrons(GUESSES)
        transaction.commit()
        _make_crowd(app, int(os.environ.get(CROWD, "0")))
        return {
            "patrons": patrons,
            "guessed": guessed,
            "unused": [get_directory().unused_user_id() for _ in range(GUESSES)],
            "members": [_member(number) for number in range(ACCOUNTS)],
            "hashing": hashing.measure(),
        }


@contextmanager
def zope() -> Iterator[Application]:
    """Open the database with the permissions of a manager."""
    app = makerequest(Zope2.app())
    setRequest(app.REQUEST)
    manager = UnrestrictedUser("benchmark-setup", "", ["Manager"], "")
    newSecurityManager(None, manager.__of__(app.acl_users))
    try:
        yield app
    finally:
        setSite(None)
        noSecurityManager()
        transaction.abort()
        clearRequest()
        app._p_jar.close()


def _make_stock(app: Application) -> None:
    """Make a site like that of the development portal, without the add-on."""
    site = site_api._create_site(app, "classic", {**ANSWERS, "site_id": STOCK})
    setSite(site)
    registry = getUtility(IRegistry)
    for name, value in REGISTRY.items():
        registry[name] = value


def lift_limits() -> None:
    """Exempt this machine from the limits per network address."""
    settings().limits_exempt = ("127.0.0.0/8", "::1/128")


def _make_crowd(app: Application, size: int) -> None:
    """Add patrons who do not log in."""
    directory, random = get_directory(), Random(size)
    for number in range(size):
        directory.add(make_patron(directory, number, random))
        if number % BATCH == BATCH - 1:
            transaction.commit()
            app._p_jar.cacheGC()
    transaction.commit()


def _fill(site: PloneSite) -> None:
    setSite(site)
    page = api.content.create(
        container=site,
        type="Document",
        id=PAGE,
        title="About the library",
        text=RichTextValue(TEXT, "text/html", "text/x-html-safe"),
    )
    api.content.transition(page, "publish")
    for number in range(ACCOUNTS):
        login = _member(number)
        api.user.create(username=login, email=f"{login}@example.org", password=PASSWORD)
    # Otherwise the catalog of the other site would index the page.
    processQueue()


def _member(number: int) -> str:
    return f"member-{number:02}"


def _make_patrons(count: int) -> list[str]:
    stored = hash_password(PASSWORD)
    patrons = [_make_patron(number, stored) for number in range(count)]
    return [patron.user_id for patron in patrons]


def _make_patron(number: int, stored: str) -> Patron:
    user_id = get_directory().unused_user_id()
    patron = Patron(
        user_id=user_id,
        email=address(user_id),
        password=stored,
        family_name="計測",
        given_name=f"{number}",
        family_kana="ケイソク",
        given_kana="スウ",
        birth_date=date(1985, 4, 1),
        residence=Residence("JP", "100-0014", "東京都", "千代田区", "永田町1-10-1"),
        phone="+81312345678",
        language="ja",
        terms_version="1",
    )
    get_directory().add(patron)
    return patron
