from ndl.registration.interfaces import IMailText
from ndl.registration.mail.compose import compose_mail
from ndl.registration.mail.compose import send_mail
from ndl.registration.recovery.user_id import MAIL
from tests.policy_package import mails as texts
from zope.interface.verify import verifyObject

import pytest
import transaction


RECEIVER = "hanako@example.org"


@pytest.mark.parametrize("mail", [texts.CLOSING, texts.USER_ID])
def test_keeps_its_contract(mail):
    assert verifyObject(IMailText, mail)


class TestMailOfAPackage:
    @pytest.mark.parametrize(
        ("language", "subject", "line"),
        [
            ("en", "Royal Library is closed", "We are closed on Monday."),
            ("ja", "【王立図書館】休館のお知らせ", "Monday は休館日です。"),
        ],
    )
    def test_is_sent(self, functional_portal, mails, language, subject, line):
        send_mail(RECEIVER, "closing-day", language, name="花子", day="Monday")
        transaction.commit()
        assert mails[-1]["Subject"] == subject
        assert line in mails[-1].get_content()

    def test_takes_the_place_of_a_shipped_one(self, portal):
        mail = compose_mail(RECEIVER, MAIL, "en", user_id="E1")
        assert mail["Subject"] == "Your number"
        assert "Your number is E1." in mail.get_content()

    def test_stands_in_the_control_panel(self, manager):
        assert "Closing day" in manager.get("@@ndl-registration-mails").text


class TestProfile:
    def test_brings_the_name_of_the_library(self, portal):
        mail = compose_mail(RECEIVER, "registration-link", "ja", link="x", hours=1)
        assert "王立図書館の利用者登録" in mail.get_content()

    def test_brings_a_text(self, portal):
        mail = compose_mail(RECEIVER, "password-changed", "en")
        assert mail["Subject"] == "New password at Royal Library"
