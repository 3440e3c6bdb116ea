from ndl.registration.notices.personal import add_notice
from ndl.registration.notices.personal import has_unread
from ndl.registration.patrons.record import PatronClass
from transaction import commit

import pytest


LINE = "Check Notices from the National Diet Library"
BUTTON = "Apply for official user registration"


@pytest.fixture
def declined(applicant):
    facts = {
        "reasons": ("no-back", "other"),
        "note": "<b>裏面</b>",
        "application": "A1",
    }
    add_notice(applicant, "application-declined", **facts)
    commit()
    return applicant


@pytest.fixture
def reader(log_in, declined):
    return log_in(declined.user_id)


class TestLine:
    def test_is_on_every_page_until_read(self, reader):
        for page in ("", "my-account", "sitemap"):
            assert LINE in reader.get(page).text
        reader.submit("notices")
        assert LINE not in reader.get("").text

    def test_leads_to_the_notices(self, reader):
        assert '/notices"' in reader.get("").text

    @pytest.mark.parametrize("who", ["", "member", "manager"])
    def test_is_for_nobody_else(self, declined, log_in, who):
        assert LINE not in log_in(who).get("").text

    def test_in_japanese(self, reader):
        reader.cookies.set("I18N_LANGUAGE", "ja")
        assert "国立国会図書館からのお知らせを確認する" in reader.get("").text


class TestPage:
    def test_tells_reasons_and_note_and_offers_to_apply(self, reader):
        text = reader.get("notices").text
        assert "The back side of the identification document is missing." in text
        assert "&lt;b&gt;裏面" in text
        assert BUTTON in text
        assert "/apply-official" in text

    def test_in_japanese(self, reader):
        reader.cookies.set("I18N_LANGUAGE", "ja")
        text = reader.get("notices").text
        assert "国立国会図書館からのお知らせ" in text
        assert "本人確認書類の裏面の画像がありません。" in text
        assert "本登録申請" in text

    def test_looking_alone_does_not_mark_as_read(self, reader, declined, site):
        reader.get("notices")
        site._p_jar.sync()
        assert has_unread(declined)

    def test_marking_needs_our_form(self, reader, declined, site):
        reader.post("notices")
        site._p_jar.sync()
        assert has_unread(declined)

    def test_tells_of_the_verification(self, log_in, applicant):
        add_notice(applicant, "application-verified", application="A1")
        commit()
        reader = log_in(applicant.user_id)
        assert LINE in reader.get("").text
        assert "You are now an official registered user." in reader.get("notices").text
        reader.cookies.set("I18N_LANGUAGE", "ja")
        assert "登録種別が本登録利用者に変更されました" in reader.get("notices").text

    def test_official_patron_is_not_asked_to_apply(self, reader, declined):
        declined.change_class(PatronClass.OFFICIAL)
        commit()
        assert BUTTON not in reader.get("notices").text

    def test_without_notices(self, log_in, applicant):
        commit()
        assert "There are no notices." in log_in(applicant.user_id).get("notices").text

    @pytest.mark.parametrize("who", ["", "member", "editor"])
    def test_is_for_patrons_alone(self, declined, log_in, who):
        response = log_in(who).get("notices")
        assert "back side" not in response.text
        assert "/login" in response.url or "/insufficient-priv" in response.url
