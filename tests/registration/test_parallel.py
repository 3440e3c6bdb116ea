from .conftest import CLIENT
from .conftest import link_token
from .entries import fill
from .entries import NAME
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from ndl.registration.config import KEY_RING
from ndl.registration.config import SETTINGS_PREFIX
from ndl.registration.documents.drafts import DraftStore
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.directory import PatronDirectory
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.registration.confirmation import start_registration
from ndl.registration.registration.new_patron import open_registration
from ndl.registration.registration.submission import EntriesChanged
from ndl.registration.registration.terms import TermsBook
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.store_interfaces.patrons import IDraftStore
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from ndl.registration.store_interfaces.staff import ITermsBook
from persistent import Persistent
from plone.base.interfaces import IMailSchema
from plone.keyring.interfaces import IKeyManager
from plone.keyring.keymanager import KeyManager
from plone.keyring.keyring import Keyring
from plone.registry import Registry
from plone.registry.interfaces import IRegistry
from Products.MailHost.interfaces import IMailHost
from Products.MailHost.MailHost import MailHost
from threading import Barrier
from ZODB.blob import BlobStorage
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager
from zope.component.hooks import setSite
from zope.component.persistentregistry import PersistentComponents

import pytest
import time
import transaction


THREADS = 8


class Site(Persistent):
    """As much of a portal as the use cases need."""

    def __init__(self):
        self.components = PersistentComponents("site", (getGlobalSiteManager(),))
        keys = KeyManager()
        keys[KEY_RING] = Keyring()
        keys.rotate(KEY_RING)
        registry = Registry()
        registry.registerInterface(IRegistrationSettings, prefix=SETTINGS_PREFIX)
        registry.registerInterface(IMailSchema, prefix="plone")
        registry["plone.email_from_address"] = "library@ndl.example"
        settings = registry.forInterface(IRegistrationSettings, prefix=SETTINGS_PREFIX)
        settings.public_url = "https://library.example/portal"
        settings.limit_recipient_mails = "100 per hour"
        settings.limits_exempt = (f"{CLIENT.address}/32",)
        settings.argon2_memory, settings.argon2_parallelism = 7168, 1
        for component, interface in (
            (PatronDirectory(), IPatronDirectory),
            (DraftStore(), IDraftStore),
            (TermsBook(), ITermsBook),
            (keys, IKeyManager),
            (registry, IRegistry),
            (MailHost("MailHost"), IMailHost),
        ):
            self.components.registerUtility(component, interface)

    def getSiteManager(self):
        return self.components

    def getPhysicalPath(self):
        return ("", "portal")


@pytest.fixture
def database(tmp_path, functional_portal):
    storage = FileStorage(str(tmp_path / "Data.fs"))
    database = DB(BlobStorage(str(tmp_path / "blobs"), storage), pool_size=THREADS)
    with database.transaction() as connection:
        connection.root()["site"] = Site()
    yield database
    database.close()


@pytest.fixture
def in_site(database):
    """Runs a step as the publisher does: again after a conflict."""

    def run(step, *args):
        for _attempt in range(20):
            manager = transaction.TransactionManager(explicit=False)
            connection = database.open(manager)
            transaction.manager.manager = manager
            setSite(connection.root()["site"])
            try:
                result = step(*args)
                manager.commit()
            except ConflictError:
                manager.abort()
                time.sleep(0.01)
            except Exception:
                manager.abort()
                raise
            else:
                return result
            finally:
                setSite(None)
                connection.close()
        raise AssertionError("too many conflicts")

    before = transaction.manager.manager
    yield run
    transaction.manager.manager = before


def submit(token, seen):
    return open_registration(token).submit(seen, CLIENT)["user_id"]


def is_done(token):
    return open_registration(token).is_done


def street_of(user_id):
    return get_directory()[user_id].residence.street


def attempt(run, barrier, step, *args):
    barrier.wait()
    try:
        return run(step, *args)
    except EmailTaken:
        return "taken"
    except EntriesChanged:
        return "changed"


def race(run, steps):
    barrier = Barrier(len(steps))
    with ThreadPoolExecutor(len(steps)) as pool:
        tries = [pool.submit(attempt, run, barrier, *step) for step in steps]
        return [one.result() for one in tries]


class TestParallel:
    @pytest.fixture
    def start(self, in_site, mails):
        def make(email="taro@example.org"):
            in_site(start_registration, email, "en", "1", CLIENT)
            return link_token(mails[-1])

        return make

    @pytest.fixture
    def ready(self, in_site):
        numbers = count()

        def make(token):
            # They must not be noted as one person, for there is no desk.
            number = next(numbers)
            born = NAME["birth_date"] + timedelta(days=number)
            phone = f"03{10_000_000 + number}"
            return in_site(
                lambda: (
                    fill(open_registration(token), birth_date=born, phone=phone).seen
                )
            )

        return make

    def accounts(self, in_site):
        return in_site(lambda: [p.user_id for p in get_directory().search()])

    def test_one_form_pressed_often(self, in_site, start, ready, mails):
        token = start()
        seen = ready(token)
        answers = race(in_site, [(submit, token, seen)] * THREADS)
        (user_id,) = self.accounts(in_site)
        assert set(answers) == {user_id}
        assert len(mails) == 2

    def test_links_of_one_address(self, in_site, start, ready, mails):
        tokens = [start() for _ in range(THREADS)]
        answers = race(in_site, [(submit, token, ready(token)) for token in tokens])
        (user_id,) = self.accounts(in_site)
        assert answers.count("taken") == THREADS - 1
        assert user_id in answers
        assert len(mails) == THREADS + 1

    def test_what_is_changed_at_the_same_time_was_seen_or_is_refused(
        self, in_site, start, ready, mails
    ):
        def change(token, street):
            form = open_registration(token)
            if form.is_done:
                return "too late"
            step = form.step("address")
            form.answer(step, form.values(step) | {"street": street})
            return "changed"

        for _round in range(5):
            token = start(f"reader{_round}@example.org")
            seen = ready(token)
            steps = [(submit, token, seen), (change, token, "二丁目2")]
            user_id, other = race(in_site, steps)
            if user_id == "changed":
                assert other == "changed"
                assert not in_site(is_done, token)
            else:
                assert other == "too late"
                assert in_site(street_of, user_id) == "永田町1-10-1"

    def test_different_people_do_not_meet(self, in_site, start, ready):
        tokens = [start(f"reader{n}@example.org") for n in range(THREADS)]
        answers = race(in_site, [(submit, token, ready(token)) for token in tokens])
        assert sorted(answers) == sorted(self.accounts(in_site))
        assert len(set(answers)) == THREADS
