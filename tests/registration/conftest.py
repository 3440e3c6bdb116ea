from datetime import date
from io import BytesIO
from ndl.registration.declaration.declaration import Declaration
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.documents.intake import take_picture
from ndl.registration.limits.client import Client
from ndl.registration.patrons.residence import Residence
from ndl.registration.registration.confirmation import start_registration
from ndl.registration.settings import settings
from PIL import Image

import pytest
import re
import transaction


CLIENT = Client("Mozilla/5.0 (test)", "192.0.2.1")


def link_token(mail):
    return re.search(r"register-user\?token=(\S+)", mail.get_content())[1]


@pytest.fixture
def portal(functional_portal):
    """The functional site: mails leave at commit."""
    return functional_portal


@pytest.fixture
def public_url(portal):
    settings().public_url = "https://library.example/portal"


@pytest.fixture
def photo():
    def make(color="navy"):
        target = BytesIO()
        Image.new("RGB", (640, 400), color).save(target, "JPEG")
        return target.getvalue()

    return make


@pytest.fixture
def kept(portal, photo):
    return take_picture("licence.jpg", photo())


@pytest.fixture
def start(public_url, mails):
    """Starts a registration and returns the token of the mailed link."""

    def make(email="taro@example.org", language="en"):
        start_registration(email, language, "1", CLIENT)
        transaction.commit()
        return link_token(mails[-1])

    return make


@pytest.fixture
def declaration():
    return Declaration(
        family_name="国立",
        given_name="太郎",
        family_kana="コクリツ",
        given_kana="タロウ",
        birth_date=date(1990, 4, 1),
        residence=Residence("JP", "100-0014", "東京都", "千代田区", "永田町1-10-1"),
        phone="+81335812331",
        language="ja",
    )


@pytest.fixture
def drafts(portal):
    return get_drafts()
