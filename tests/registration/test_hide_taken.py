from ndl.registration.limits.client import Client
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.registration.confirmation import start_registration
from ndl.registration.settings import settings

import pytest
import transaction


@pytest.fixture
def client():
    return Client(user_agent="Mozilla/5.0", address="192.0.2.7")


@pytest.fixture
def silent(functional_portal):
    settings().hide_taken = True


class TestTakenAddress:
    def test_is_told_by_default(self, functional_portal, make_patron, client, mails):
        make_patron(email="hanako@example.org")
        with pytest.raises(EmailTaken):
            start_registration("hanako@example.org", "en", "1", client)
        assert mails == []

    def test_is_told_to_its_owner_alone_in_silent_mode(
        self, silent, make_patron, client, mails
    ):
        make_patron(email="hanako@example.org", language="ja")
        start_registration("Hanako@Example.org", "en", "1", client)
        transaction.commit()
        [mail] = mails
        assert mail["To"] == "hanako@example.org"
        assert "既に登録されています" in mail["Subject"]
        assert "register-user" not in mail.get_content()

    def test_free_addresses_get_their_link_in_silent_mode(self, silent, client, mails):
        start_registration("new@example.org", "en", "1", client)
        transaction.commit()
        [mail] = mails
        assert "register-user?token=" in mail.get_content()
