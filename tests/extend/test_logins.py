from io import BytesIO
from ndl.registration.documents.accept import accept_picture
from ndl.registration.documents.errors import PictureInfected
from ndl.registration.interfaces import IAccountSource
from ndl.registration.interfaces import IDeliveryChannel
from ndl.registration.interfaces import IPasswordRule
from ndl.registration.interfaces import IScanner
from ndl.registration.interfaces import IUserIdRule
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import password_problems
from ndl.registration.settings import settings
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from tests.policy_package import logins
from tests.visitor import code_in
from zope.interface.verify import verifyObject

import pytest
import re
import transaction


@pytest.mark.parametrize(
    ("contract", "component"),
    [
        (IAccountSource, logins.CARDS),
        (IDeliveryChannel, logins.PAGER),
        (IScanner, logins.SCANNER),
        (IPasswordRule, logins.NO_YEARS),
        (IUserIdRule, logins.CARD_NUMBERS),
    ],
)
def test_contracts_are_kept(contract, component):
    assert verifyObject(contract, component)


class TestAccountSource:
    def test_logs_in_by_another_name(self, visit, patron, password, mails):
        logins.CARDS.cards["CARD-1"] = patron.user_id
        visitor = visit()
        visitor.log_in("CARD-1", password)
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert visitor.who() == patron.user_id

    def test_still_asks_for_the_right_password(self, visit, patron, mails):
        logins.CARDS.cards["CARD-1"] = patron.user_id
        visit().log_in("CARD-1", "Mizuumi-0000-x")
        assert mails == []


class TestChannel:
    def test_brings_the_code(self, visit, patron, password):
        settings().resend_wait = 0
        transaction.commit()
        visitor = visit()
        visitor.log_in(patron.user_id, password)
        page = visitor.submit("login-alternatives", channel="pager")
        assert "The code was sent to your pager." in page.text
        visitor.submit("login-code", code=logins.PAGER.codes[-1], enter="1")
        assert visitor.who() == patron.user_id


class TestScanner:
    def test_refuses_a_picture(self, portal):
        target, info = BytesIO(), PngInfo()
        info.add_text("comment", "RED")
        Image.new("RGB", (640, 400)).save(target, "PNG", pnginfo=info)
        with pytest.raises(PictureInfected):
            accept_picture(target.getvalue())


class TestPasswordRule:
    def test_is_asked_beside_the_shipped_one(self, portal):
        assert password_problems("Mizuumi-2026-b", ()) == ["Leave the year out."]
        assert password_problems("Mizuumi-4711-b", ()) == []


class TestUserIds:
    def test_are_those_of_the_package(self, portal, make_patron):
        patron = make_patron()
        assert re.fullmatch(r"K\d{7}", patron.user_id)

    def test_are_found_by_their_beginning(self, portal, make_patron):
        patron = make_patron()
        found = get_directory().search(patron.user_id[:4].lower())
        assert [one.user_id for one in found] == [patron.user_id]

    def test_are_typed_in_whatever_way(self, visit, patron, password, mails):
        visitor = visit()
        visitor.log_in(patron.user_id.lower(), password)
        visitor.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert visitor.who() == patron.user_id
