from ...notices.conftest import proposal
from ...visitor import message_of
from lxml import html
from ndl.registration.clock import today
from ndl.registration.notices.board import get_board
from ndl.registration.notices.write import write_notice
from ndl.registration.notices.written import Audience

import pytest
import transaction


FIELDS = {
    "title_en": "Closed on Friday",
    "title_ja": "金曜日休館",
    "text_en": "<p>All <b>rooms</b><script>x()</script></p>",
    "text_ja": "<p>全館</p>",
    "save": "1",
}


@pytest.fixture
def editor(log_in):
    return log_in("editor")


@pytest.fixture
def reader(log_in, applicant):
    return log_in(applicant.user_id)


@pytest.fixture
def written(site):
    notice = write_notice(proposal(), Audience(), "editor")
    transaction.commit()
    return notice


def submit(editor, page="library-notice", **fields):
    days = {"begins": f"{today()}", "ends": f"{today()}"}
    answer = editor.submit(page, "library-notice", **(FIELDS | days | fields))
    transaction.begin()
    return answer


def notices():
    return list(get_board().newest())


class TestWriting:
    def test_names_the_field_of_each_message(self, editor):
        empty = dict.fromkeys(("title_en", "text_en", "text_ja", "begins"), "")
        page = submit(editor, **empty)
        links = html.fromstring(page.text).cssselect("#problems a")
        assert [" ".join(one.text_content().split()) for one in links] == [
            "Title in English: Please enter a title.",
            "Text in English: Please enter a text.",
            "Text in Japanese: Please enter a text.",
            "First day on which it is shown: Please enter a day.",
        ]

    def test_is_read_by_patrons_in_their_language(self, editor, reader):
        answer = submit(editor)
        assert "has been published" in answer.text
        assert "Check Notices from the" in reader.get("").text
        text = reader.get("notices").text
        assert "Closed on Friday" in text
        assert "<b>rooms</b>" in text
        assert "x()" not in text
        reader.cookies.set("I18N_LANGUAGE", "ja")
        assert "金曜日休館" in reader.get("notices").text
        assert "国立国会図書館からのお知らせを確認する" in reader.get("").text

    def test_is_gone_from_the_top_once_read(self, editor, reader):
        submit(editor)
        reader.submit("notices")
        assert "Check Notices from the" not in reader.get("").text
        assert "Closed on Friday" in reader.get("notices").text
        assert "/notices" in reader.get("my-account").text

    def test_is_for_the_audience_alone(self, editor, reader, applicant):
        submit(editor, patron_class="official", living="at-home")
        assert "Closed on Friday" not in reader.get("notices").text
        submit(editor, user_id=applicant.user_id)
        assert "Closed on Friday" in reader.get("notices").text

    def test_is_looked_at_before(self, editor):
        answer = submit(editor, preview="1")
        tree = html.fromstring(answer.text)
        assert len(tree.cssselect(".ndl-preview")) == 2
        assert tree.cssselect(".ndl-preview b")
        assert not tree.cssselect(".ndl-preview script")
        assert notices() == []

    @pytest.mark.parametrize(
        ("fields", "name", "words"),
        [
            ({"title_ja": ""}, "title_ja", "enter a title"),
            ({"text_en": "<p> </p>"}, "text_en", "enter a text"),
            ({"begins": "someday"}, "begins", "enter a day"),
            ({"ends": "2020-01-01"}, "ends", "must not be before"),
            ({"user_id": "E999"}, "user_id", "no patron"),
        ],
    )
    def test_keeps_what_was_typed_beside_a_message(self, editor, fields, name, words):
        answer = submit(editor, **fields)
        tree = html.fromstring(answer.text)
        (problem,) = tree.xpath(f"//*[@id='{name}-error']")
        assert words in problem.text_content()
        (field,) = tree.xpath(f"//*[@id='{name}']")
        assert field.get("aria-invalid") == "true"
        (kept,) = tree.xpath("//*[@id='title_en']/@value")
        assert kept == FIELDS["title_en"]
        assert notices() == []

    def test_needs_our_form(self, editor):
        answer = editor.post("library-notice", data=FIELDS)
        assert "expired" in message_of(answer)
        transaction.begin()
        assert notices() == []


class TestChanging:
    def test_shows_the_new_words(self, editor, reader, written):
        page = f"library-notice?notice={written.notice_id}"
        answer = submit(editor, page, title_en="Closed on Monday")
        assert "has been changed" in answer.text
        assert "Closed on Monday" in reader.get("notices").text

    def test_of_an_old_page_is_refused_and_loses_nothing(self, editor, written):
        page = f"library-notice?notice={written.notice_id}"
        submit(editor, page, title_en="First")
        answer = submit(editor, page, title_en="Second", edition="1")
        assert "changed in the meantime" in message_of(answer)
        assert 'value="Second"' in answer.text

    @pytest.mark.parametrize("notice", ["nothing", "x" * 400, "../x"])
    def test_of_none_is_not_found(self, editor, site, notice):
        page = f"library-notice?notice={notice}"
        found = editor.get(page)
        assert found.status_code == 404 or notice == "x" * 400

    def test_or_withdrawing(self, editor, reader, written):
        answer = editor.submit("library-notices", withdraw=written.notice_id)
        assert "has been withdrawn" in answer.text
        assert "Closed on Friday" not in reader.get("notices").text
        gone = {"withdraw": written.notice_id}
        answer = editor.submit("library-notice", "library-notices", **gone)
        assert "no such notice" in answer.text

    def test_needs_a_page_of_ours(self, editor, written):
        editor.post("library-notices", data={"withdraw": written.notice_id})
        transaction.begin()
        assert not get_board().get(written.notice_id).withdrawn


class TestMails:
    def test_wait_for_the_command_or_the_button(self, editor, applicant, mails):
        transaction.commit()
        page = submit(editor, by_mail="1")
        waiting = len(mails)
        assert "are waiting" in page.text
        answer = editor.submit("library-notices", send="1")
        assert "on their way: 1" in message_of(answer)
        assert [mail["To"] for mail in mails[waiting:]] == [applicant.email]
        assert "Closed on Friday" in mails[-1].get_content()
        editor.submit("library-notices", send="1")
        assert "are waiting" not in editor.get("library-notices").text
        assert len(mails) == waiting + 1


class TestList:
    def test_leads_from_page_to_page(self, editor, site):
        for number in range(52):
            titles = {"en": f"Number {number}", "ja": "題"}
            write_notice(proposal(titles=titles), Audience(), "editor")
        transaction.commit()
        first = editor.get("library-notices")
        tree = html.fromstring(first.text)
        assert len(tree.xpath("//article[@data-notice]")) == 50
        assert f"{today():%Y}" in first.text
        (older,) = tree.xpath("//a[contains(., 'Older')]/@href")
        tree = html.fromstring(editor.get(older).text)
        assert len(tree.xpath("//article[@data-notice]")) == 2

    def test_is_for_staff_alone(self, log_in, applicant, subtests):
        for page in ["library-notices", "library-notice"]:
            for who in ["", "member", "patron"]:
                with subtests.test(page=page, who=who):
                    visitor = log_in(applicant.user_id if who == "patron" else who)
                    url = visitor.get(page).url
                    assert "/login" in url or "/insufficient-priv" in url
