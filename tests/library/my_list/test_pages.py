from ...visitor import code_in
from ...visitor import message_of
from lxml import html
from ndl.registration.library.my_list.entries import sorted_entries
from ndl.registration.library.my_list.lists import first_list
from ndl.registration.library.my_list.lists import lists_of
from ndl.registration.library.search.record import seal_record

import pytest
import transaction


def titles(page):
    return [e.text for e in html.fromstring(page.text).cssselect(".ndl-records h3")]


def links(page, words):
    return html.fromstring(page.text).xpath(f"//a[contains(., '{words}')]/@href")


@pytest.fixture
def kept(patron):
    """The titles on the first list."""

    def look():
        transaction.begin()
        return [e.record.title for e in sorted_entries(first_list(patron))]

    return look


def test_a_record_survives_the_login(
    visitor, demonstration, patron, password, mails, kept
):
    page = visitor.get("search-materials?title=kokoro")
    [link] = links(page, "Add to My List")
    login = visitor.get(link)
    assert "/login" in login.url
    hidden = html.fromstring(login.text).xpath("//input[@name='came_from']/@value")
    visitor.log_in(patron.user_id, password, hidden[0])
    code = code_in(mails[-1])
    page = visitor.submit("login-code", code=code, enter="1", came_from=hidden[0])
    assert "Kokoro" in page.text
    answer = visitor.submit(page.url, "my-list-add")
    assert "Added to the list" in answer.text
    assert kept() == ["Kokoro"]


def test_results_have_a_button_for_who_is_logged_in(logged_in, demonstration, kept):
    page = logged_in.get("search-materials?title=faust")
    tree = html.fromstring(page.text)
    [add] = tree.xpath("//form[contains(@action, 'my-list-add')]")
    fields = {i.get("name"): i.get("value") for i in add.xpath(".//input")}
    answer = logged_in.post("my-list-add", data=fields)
    assert answer.url == page.url
    assert "Added to the list" in answer.text
    answer = logged_in.post("my-list-add", data=fields)
    assert "on this list already" in answer.text
    assert kept() == ["Faust"]
    headings = html.fromstring(logged_in.get("my-list").text).xpath(
        "//*[@id='content']//*[self::h1 or self::h2 or self::h3]"
    )
    levels = [int(heading.tag[1]) for heading in headings]
    assert levels[:3] == [1, 2, 3]


class TestPage:
    @pytest.fixture
    def filled(self, logged_in, demonstration, patron):
        text = "9799000000707 9799000000714 9799000000721, 9784101010014"
        return logged_in.submit("my-list-isbns", isbns=text)

    def test_is_filled_by_isbns(self, filled, kept):
        assert len(kept()) == 3
        assert "9784101010014" in filled.text

    def test_refuses_what_is_no_list_of_isbns(self, logged_in, demonstration, kept):
        answer = logged_in.submit("my-list-isbns", isbns="hello")
        assert "no ISBN" in message_of(answer)
        many = "\n".join(f"979{n:010}" for n in range(100_000)).encode()
        token = html.fromstring(logged_in.get("my-list-isbns").text).xpath(
            "//input[@name='_authenticator']/@value"
        )[-1]
        answer = logged_in.post(
            "my-list-isbns",
            data={"_authenticator": token},
            files={"file": ("isbns.txt", many)},
        )
        assert "Up to 100 ISBNs" in message_of(answer)
        assert kept() == []

    def test_is_marked_sorted_and_emptied(self, filled, logged_in, kept):
        page = logged_in.get("my-list?sort=title")
        assert sorted(titles(page)) == titles(page)
        edit = links(page, "Tags and note")[0]
        fields = {"tags": "猫, later", "note": "<b>read</b>\nagain"}
        page = logged_in.submit(edit, "my-list-entry", **fields)
        assert "&lt;b&gt;read&lt;/b&gt;\nagain" in page.text
        tagged = logged_in.get("my-list?tag=猫")
        assert len(titles(tagged)) == 1
        too_long = logged_in.submit(edit, "my-list-entry", note="x" * 501)
        assert "500 characters" in message_of(too_long)
        tree = html.fromstring(page.text)
        entry = tree.xpath("//button[@name='remove']/@value")[0]
        which = tree.xpath("//input[@name='list']/@value")[0]
        token = tree.xpath("//input[@name='_authenticator']/@value")[-1]
        fields = {"list": which, "remove": entry, "_authenticator": token}
        assert "Removed from the list" in logged_in.post("my-list", data=fields).text
        assert len(kept()) == 2
        assert "not on the list" in logged_in.post("my-list", data=fields).text

    def test_is_saved_as_a_file(self, filled, logged_in):
        for kind, words in (("RIS", "TY  - BOOK"), ("CSV", "title,authors")):
            answer = logged_in.get(links(logged_in.get("my-list"), kind)[0])
            assert words in answer.content.decode("utf-8")
            assert "attachment" in answer.headers["Content-Disposition"]
        assert logged_in.get("my-list-export?format=exe").status_code == 404

    def test_has_several_lists(self, logged_in, site, patron):
        page = logged_in.submit("my-list", make="1", name="論文")
        assert "論文" in page.text
        tree = html.fromstring(page.text)
        which = tree.xpath("//input[@name='list']/@value")[0]
        token = tree.xpath("//input[@name='_authenticator']/@value")[-1]
        fields = {"list": which, "_authenticator": token}
        post = logged_in.post
        for button, words in (("remove_list", "Check the box"), ("rename", "up to 60")):
            assert words in post("my-list", data={**fields, button: "1"}).text
        post("my-list", data={**fields, "rename": "1", "name": "Maps"})
        transaction.begin()
        assert [each.name for each in lists_of(patron)] == ["Maps"]
        gone = {**fields, "remove_list": "1", "confirmed": "1"}
        assert "was removed" in post("my-list", data=gone).text
        assert logged_in.get(f"my-list?list={which}").status_code == 404

    def test_shows_nothing_of_others(self, filled, visit, make_patron, password, mails):
        other = make_patron(email="other@example.org")
        transaction.commit()
        stranger = visit()
        assert "/login" in stranger.get("my-list").url
        stranger.log_in(other.user_id, password)
        stranger.submit("login-code", code=code_in(mails[-1]), enter="1")
        assert titles(stranger.get("my-list")) == []

    def test_needs_our_form(self, filled, logged_in, kept, book, site):
        fields = {"record": seal_record(book())}
        logged_in.post("my-list-add", data=fields)
        assert len(kept()) == 3
        page = logged_in.get("my-list-add?record=forged")
        assert "too old or not whole" in message_of(page)
