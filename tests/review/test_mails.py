from dataclasses import replace
from ndl.registration.patrons.directory import get_directory
from ndl.registration.review import decide
from ndl.registration.review.states import token_of

import pytest
import transaction


pytestmark = pytest.mark.usefixtures("functional_portal")


@pytest.fixture
def patron(make_patron):
    return make_patron(language="en")


@pytest.fixture
def application(patron, make_application, editor):
    return make_application(patron)


class TestMails:
    def test_patron_is_told_after_commit(self, application, patron, mails):
        decide.verify(application, token_of(application))
        assert mails == []
        transaction.commit()
        mail = mails.last(patron.email)
        assert mail["Subject"] == "Your official user registration is complete"
        assert patron.user_id in mail.get_content()

    def test_mail_names_the_category_alone(self, application, patron, mails):
        decide.decline(
            application, ("no-birth-date",), "Secret note", token_of(application)
        )
        transaction.commit()
        text = " ".join(mails.last(patron.email).get_content().split())
        assert "an identification document that cannot be used" in text
        assert "Check Notices from the National Diet Library" in text
        assert "birth" not in text
        assert "Secret" not in text
        assert application.getId() not in text

    def test_mail_is_in_the_language_of_the_patron(self, application, patron, mails):
        get_directory().update(patron, replace(patron.person, language="ja"))
        decide.decline(application, ("missing",), "", token_of(application))
        transaction.commit()
        mail = mails.last(patron.email)
        assert mail["Subject"] == "【国立国会図書館】本登録の申請について"
        assert "国立国会図書館からのお知らせを確認する" in mail.get_content()
