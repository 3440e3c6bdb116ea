from .conftest import CLIENT
from .conftest import link_token
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from ndl.registration.mail.compose import MailNotConfigured
from ndl.registration.patrons.email import EmailInvalid
from ndl.registration.patrons.email import EmailTaken
from ndl.registration.registration.confirmation import read_link
from ndl.registration.registration.confirmation import start_registration
from ndl.registration.registration.new_patron import open_registration
from ndl.registration.registration.terms import publish_terms
from ndl.registration.registration.terms import TermsChanged
from ndl.registration.sealed import LinkExpired
from ndl.registration.settings import settings

import pytest
import time_machine
import transaction


START = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.mark.usefixtures("public_url")
class TestStart:
    def test_mails_a_link_to_the_public_address(self, mails):
        start_registration("Taro@Example.org", "en", "1", CLIENT)
        assert mails == []
        transaction.commit()
        (mail,) = mails
        assert mail["To"] == "Taro@example.org"
        text = mail.get_content()
        assert "https://library.example/portal/register-user?token=" in text
        assert "24 hours" in text

    def test_writes_in_the_language_of_the_page(self, start, mails):
        start(language="ja")
        assert "利用者登録" in mails[-1]["Subject"]
        assert "24時間以内" in mails[-1].get_content()

    def test_link_shows_no_address(self, start):
        token = start("taro.yamada@example.org")
        assert "taro" not in token
        assert "@" not in token

    def test_taken_address_gets_no_mail(self, make_patron, mails, audited):
        make_patron(email="hanako@example.org")
        with pytest.raises(EmailTaken):
            start_registration("Hanako@EXAMPLE.org", "ja", "1", CLIENT)
        transaction.commit()
        assert mails == []
        assert [e.tag for e in audited] == ["registration:email:taken"]

    def test_expired_patron_holds_no_address(self, make_patron, mails):
        patron = make_patron(email="hanako@example.org")
        patron.end_after(patron.registered_at.date() - timedelta(days=2))
        start_registration("hanako@example.org", "ja", "1", CLIENT)
        transaction.commit()
        assert len(mails) == 1

    @pytest.mark.parametrize("text", ["", "taro", "a@b", "a@x.org\nBcc: b@x.org"])
    def test_no_address(self, text, mails):
        with pytest.raises(EmailInvalid):
            start_registration(text, "en", "1", CLIENT)
        transaction.commit()
        assert mails == []

    @pytest.mark.parametrize("shown", ["1", "3", ""])
    def test_takes_consent_to_the_current_terms_only(self, mails, shown):
        publish_terms({"en": "<p>New</p>", "ja": "<p>新</p>"}, False, "1")
        with pytest.raises(TermsChanged):
            start_registration("taro@example.org", "en", shown, CLIENT)
        transaction.commit()
        assert mails == []

    def test_stores_nothing(self, portal, mails):
        transaction.commit()
        start_registration("taro@example.org", "en", "1", CLIENT)
        assert not portal._p_jar._registered_objects

    def test_says_so_when_no_public_address_is_set(self, mails):
        settings().public_url = ""
        with pytest.raises(MailNotConfigured):
            start_registration("taro@example.org", "en", "1", CLIENT)


class TestOpen:
    def test_gives_address_language_and_terms(self, start):
        started = read_link(start("taro@example.org", "ja"))
        assert started.email == "taro@example.org"
        assert started.language == "ja"
        assert started.terms_version == "1"

    def test_can_be_looked_at_again_and_again(self, start):
        token = start()
        assert read_link(token) == read_link(token)

    def test_ends_after_exactly_a_day(self, start, mails):
        with time_machine.travel(START, tick=False):
            token = start()
        with time_machine.travel(START + timedelta(seconds=86399), tick=False):
            assert read_link(token)
        with (
            time_machine.travel(START + timedelta(seconds=86400), tick=False),
            pytest.raises(LinkExpired),
        ):
            read_link(token)

    def test_lifetime_is_a_setting(self, start):
        settings().registration_link_lifetime = 3600
        with time_machine.travel(START, tick=False):
            token = start()
        with (
            time_machine.travel(START + timedelta(seconds=3600), tick=False),
            pytest.raises(LinkExpired),
        ):
            read_link(token)

    def test_no_second_use(self, start, make_patron):
        token = start("taro@example.org")
        make_patron(email="taro@example.org")
        with pytest.raises(EmailTaken):
            open_registration(token)

    def test_two_links_hold_different_secrets(self, start, mails):
        assert read_link(start()).secret != read_link(start()).secret
        assert link_token(mails[0]) != link_token(mails[1])
