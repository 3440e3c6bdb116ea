"""What the settings allow at most and at least keeps the portal running."""

from .conftest import CLIENT
from .entries import fill
from datetime import date
from ndl.registration.account.expire import expire_batch
from ndl.registration.account.expire import file_former
from ndl.registration.health.examine import examine
from ndl.registration.login.login import enter_password
from ndl.registration.login.results import CodeSent
from ndl.registration.patrons.directory import get_directory
from ndl.registration.registration.new_patron import open_registration
from ndl.registration.review.retention import erase_due_pictures
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IInt

import pytest
import transaction


# Hashing has a test of its own: at its most it takes long, as it is meant to.
NAMES = [
    name
    for name, field in getFieldsInOrder(IRegistrationSettings)
    if IInt.providedBy(field) and not name.startswith("argon2_")
]
UNCHECKED = "This could not be checked."
SECRET = "Mizuumi-4711-" * 5


@pytest.fixture(params=["min", "max"])
def at_bounds(portal, request):
    for name in NAMES:
        setattr(settings(), name, getattr(IRegistrationSettings[name], request.param))
    transaction.commit()
    return request.param


@pytest.fixture
def secret(at_bounds):
    return SECRET if at_bounds == "max" else "Mizu-4711"


class TestBounds:
    def test_registration_login_and_expiry_work(
        self, at_bounds, secret, start, kept, mails
    ):
        token = start()
        filled = fill(
            open_registration(token),
            "official",
            (kept,),
            birth_date=date(1920, 4, 1),
            password=secret,
            password_again=secret,
        )
        filled.submit(filled.seen, CLIENT)
        transaction.commit()
        patron = get_directory().find_by_email("taro@example.org")
        assert isinstance(enter_password(patron.user_id, secret, CLIENT), CodeSent)
        get_directory().extend(patron)
        file_former()
        expire_batch(10)
        erase_due_pictures()
        broken = [r.name for r in examine() if r.finding.words == UNCHECKED]
        assert broken == []
