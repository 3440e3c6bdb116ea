from ...strange_server import dc
from ...strange_server import packed
from ...visitor import message_of
from lxml import html
from ndl.registration.library.search.record import unseal_record
from ndl.registration.library.search.targets import TARGET_TABLE
from ndl.registration.settings import settings
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from urllib.parse import quote

import pytest
import transaction


@pytest.fixture(autouse=True)
def small_pages(site):
    settings().search_batch = 7
    transaction.commit()


@pytest.fixture
def other(site, offer, strange):
    target = offer(strange.url, name="other", index_isbn="")
    transaction.commit()
    return target


def titles(answer):
    return [e.text for e in html.fromstring(answer.text).cssselect(".ndl-records h3")]


class TestPage:
    def test_finds_for_strangers_and_leads_on(self, visitor, demonstration):
        page = visitor.get(f"search-materials?author={quote('夏目漱石')}&sort=year")
        assert len(titles(page)) == 7
        assert titles(page)[0] == "明暗"
        tree = html.fromstring(page.text)
        assert tree.cssselect("#ndl-total")[0].text.split()[0] == "20"
        assert "Demonstration stacks, DEMO-" in page.text
        [link] = tree.xpath("//*[contains(@class,'next')]//a/@href")
        following = visitor.get(link)
        assert len(titles(following)) == 7
        assert not set(titles(following)) & set(titles(page))
        assert tree.xpath("//select[@id='sort']/option[@selected]/@value") == ["year"]

    def test_is_in_japanese(self, visitor, demonstration, other):
        visitor.cookies.set("I18N_LANGUAGE", "ja")
        page = visitor.get("search-materials?any=faust")
        assert "資料の検索" in page.text
        assert "実演用目録の検索結果：1件" in page.text
        assert ">実演用目録</option>" in page.text

    def test_says_what_is_wrong(self, visitor, demonstration, other, strange):
        for query, words in (
            ("any=", "at least one thing"),
            ("isbn=4000000001", "not a valid ISBN"),
            ("any=x&catalogue=nothing", "no catalogue of this name"),
            ("isbn=4003101014&catalogue=other", "does not support that field"),
            (f"any={'x' * 300}", "Shorten"),
        ):
            assert words in message_of(visitor.get(f"search-materials?{query}")), query
        strange.answers = b"<html/>"
        page = visitor.get("search-materials?any=y&catalogue=other")
        assert "cannot be read" in message_of(page)
        assert "Nothing was found" in visitor.get("search-materials?any=zzz").text

    def test_shows_no_markup_of_a_catalogue(self, visitor, other, strange):
        title = "&lt;script&gt;alert(1)&lt;/script&gt;"
        record = dc(title=title, identifier="https://example.org/1?a=b")
        strange.answers = packed(record, dc(creator="n")).encode()
        page = visitor.get("search-materials?any=x")
        assert "<script>alert" not in page.text
        assert titles(page) == ["<script>alert(1)</script>", "(no title)"]
        assert 'href="https://example.org/1?a=b"' in page.text

    def test_stands_strange_values(self, visitor, demonstration):
        for query in ("any:list=x", "any=x&b_start=-1", "any=x&sort=x&b_start=x"):
            assert visitor.get(f"search-materials?{query}").status_code == 200

    def test_without_a_catalogue_says_so(self, visitor, site):
        assert "No catalogue can be searched" in visitor.get("search-materials").text

    def test_is_limited(self, visitor, demonstration):
        settings().limit_searches = "1 per hour"
        transaction.commit()
        visitor.get("search-materials?any=a")
        page = visitor.get("search-materials?any=b")
        assert page.status_code == 429
        assert "Too many" in message_of(page)


class TestService:
    def test_answers_like_the_page(self, visitor, demonstration):
        visitor.headers["Accept"] = "application/json"
        answer = visitor.get("@search-materials").json()
        assert "items" not in answer
        assert answer["catalogues"][0]["sorts"] == [
            "relevance",
            "title",
            "author",
            "year",
        ]
        answer = visitor.get("@search-materials?author=Soseki&sort=title&b_start=7")
        body = answer.json()
        assert (body["items_total"], len(body["items"])) == (0, 0) or body["items"]
        found = visitor.get("@search-materials?title=kokoro").json()["items"][0]
        assert found["authors"] == ["小泉八雲 / Hearn, Lafcadio"]
        assert found["identifiers"][0]["scheme"] == "isbn"
        transaction.begin()
        assert unseal_record(found["token"]).title == "Kokoro"

    def test_refuses_with_code_and_status(self, visitor, demonstration, other, strange):
        visitor.headers["Accept"] = "application/json"
        strange.answers = b"<html/>"
        for query, status, code in (
            ("any=", 400, "search-empty"),
            ("isbn=1", 400, "isbn-wrong"),
            ("any=x&sort=x", 400, "request-malformed"),
            ("any=x&catalogue=x", 404, "unknown-catalogue"),
            ("any=x&catalogue=other", 502, "catalogue-faulty"),
        ):
            answer = visitor.get(f"@search-materials?{query}")
            assert answer.status_code == status, query
            assert answer.json()["error"]["code"] == code


class TestControlPanel:
    ROW = "@@ndl-registration-row/catalogues/mine"

    def save(self, visitor, address):
        visitor.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        fields = {
            "title_en": "Mine",
            "address": address,
            "index_any": "cql.anywhere",
            "record_schema": "marcxml",
            "offered:list": "selected",
            "position": "1",
        }
        form = {f"form.widgets.{name}": value for name, value in fields.items()}
        answer = visitor.submit(self.ROW, **form, **{"form.buttons.save": "1"})
        transaction.begin()
        return answer

    def test_puts_a_catalogue_on_the_list(self, visitor, visit, site, catalogue):
        self.save(visitor, catalogue.url)
        assert titles(visit().get("search-materials?any=faust")) == ["Faust"]

    @pytest.mark.parametrize(
        "address",
        ["http://catalogue.example.org/sru", "file:///etc/passwd", "https://a/?x=1"],
    )
    def test_takes_safe_addresses_alone(self, visitor, site, address):
        assert "Write an address with https" in self.save(visitor, address).text
        assert not TARGET_TABLE.is_changed("mine")
