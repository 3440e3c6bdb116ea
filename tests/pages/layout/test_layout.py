from ..desk.conftest import applicant
from ..desk.conftest import log_in
from ..desk.conftest import staff
from lxml import html
from ndl.registration.settings import settings
from plone import api
from transaction import commit

import base64
import pytest


__all__ = ["applicant", "log_in", "staff"]

STRANGER = (
    "user-registration",
    "login",
    "register",
    "terms",
    "library-services",
    "search-materials",
    "forgot-password",
)
PATRON = (
    "my-account",
    "my-logins",
    "notices",
    "apply-official/class",
    "change-password",
)
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"/>'


def tree_of(answer):
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def words(element):
    return " ".join(element.text_content().split())


def files(tree):
    """What the page loads, without the host and the script of plone.protect.

    That one comes with every page of Plone for somebody who is logged in; where
    there is no jQuery it does nothing.
    """
    return [
        path.partition("/plone/")[2]
        for path in tree.xpath(
            "//link[@rel='stylesheet']/@href | //script[not(@id='protect-script')]/@src"
        )
    ]


class TestFiles:
    def only_own(self, answer):
        styles, *scripts = files(tree_of(answer))
        assert styles.startswith("++webresource++")
        assert styles.endswith("/@@ndl-patron.css")
        assert all("/++resource++ndl.registration/" in path for path in scripts)
        assert all(path.startswith("++webresource++") for path in scripts)
        assert len(scripts) == len(set(scripts))

    def test_of_strangers_are_own(self, visitor, subtests):
        for page in STRANGER:
            with subtests.test(page=page):
                self.only_own(visitor.get(page))

    @pytest.mark.parametrize("page", PATRON)
    def test_of_patrons_are_own(self, log_in, applicant, page):
        answer = log_in(applicant.user_id).get(page)
        assert answer.url.endswith(page)
        self.only_own(answer)

    @pytest.mark.parametrize("page", ["login", "register"])
    def test_are_kept_for_good(self, visitor, page):
        tree = tree_of(visitor.get(page))
        urls = tree.xpath("//link[@rel='stylesheet']/@href | //script/@src")
        assert urls
        for url in urls:
            answer = visitor.get(url)
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == (
                "public, max-age=31536000, immutable"
            )
            assert "Set-Cookie" not in answer.headers

    @pytest.mark.parametrize(
        ("path", "told"),
        [
            ("++webresource++0123/@@ndl-patron.css", "no-cache"),
            ("@@ndl-patron.css", "no-cache"),
            (
                "++webresource++0123/++resource++ndl.registration/register.js",
                "public,max-age=86400",
            ),
            ("++resource++ndl.registration/register.js", "public,max-age=86400"),
        ],
    )
    def test_of_another_version_are_not(self, visitor, path, told):
        assert visitor.get(path).headers["Cache-Control"] == told

    def test_do_not_let_pages_be_kept(self, visitor):
        (script, *_) = tree_of(visitor.get("login")).xpath("//script/@src")
        page = f"{script.rpartition('/++resource++')[0]}/login"
        assert visitor.get(page).headers["Cache-Control"] == "no-store, private"


class TestLibrary:
    @pytest.mark.parametrize(
        ("language", "name"),
        [("en", "National Diet Library"), ("ja", "国立国会図書館")],
    )
    def test_is_named_in_head_header_and_footer(self, visitor, language, name):
        visitor.cookies.set("I18N_LANGUAGE", language)
        tree = tree_of(visitor.get("login"))
        assert tree.findtext(".//title").endswith(f" — {name}")
        assert name in tree.xpath("string(//meta[@name='description']/@content)")
        for part in ("#portal-header", "#portal-footer"):
            assert name in words(tree.cssselect(part)[0])

    def test_is_named_by_the_settings(self, visitor):
        settings().library_name_en = "Library of <Somewhere>"
        commit()
        tree = tree_of(visitor.get("login"))
        assert tree.findtext(".//title") == "Login — Library of <Somewhere>"

    @pytest.mark.parametrize(
        ("language", "shown"),
        [("en", "https://library.example/en"), ("ja", "https://library.example/ja")],
    )
    def test_links_follow_the_language(self, visitor, language, shown):
        for page in ("about", "documents", "passwords", "institutions", "contact"):
            for each in ("en", "ja"):
                url = f"https://library.example/{each}?{page}"
                setattr(settings(), f"{page}_page_{each}", url)
        commit()
        visitor.cookies.set("I18N_LANGUAGE", language)
        hrefs = tree_of(visitor.get("user-registration")).xpath("//a/@href")
        for page in ("about", "documents", "passwords", "institutions", "contact"):
            assert f"{shown}?{page}" in hrefs

    def test_english_fills_gaps(self, visitor):
        settings().about_page_en = "https://library.example/about"
        commit()
        visitor.cookies.set("I18N_LANGUAGE", "ja")
        tree = tree_of(visitor.get("user-registration"))
        assert "https://library.example/about" in tree.xpath("//a/@href")

    def test_shows_no_link_that_is_not_set(self, visitor):
        tree = tree_of(visitor.get("user-registration"))
        assert [href for href in tree.xpath("//a/@href") if not href.strip()] == []
        assert tree.cssselect("#contact") == []

    def test_is_reached(self, visitor):
        settings().telephone = "+81-3-3506-3300"
        settings().address_en = "1-10-1 Nagatacho, Chiyoda-ku, Tokyo"
        commit()
        tree = tree_of(visitor.get("user-registration"))
        assert tree.xpath("//*[@id='contact']//a/@href") == ["tel:+81335063300"]
        assert "1-10-1 Nagatacho" in words(tree.cssselect("#portal-footer")[0])


class TestLogo:
    def test_has_its_size(self, visitor):
        encoded = b"filenameb64:%s;datab64:%s" % (
            base64.b64encode(b"logo.svg"),
            base64.b64encode(LOGO),
        )
        api.portal.set_registry_record("plone.site_logo", encoded)
        commit()
        (image,) = tree_of(visitor.get("login")).cssselect("#portal-logo img")
        assert (image.get("width"), image.get("height")) == ("176", "44")
        assert visitor.get(image.get("src")).content == LOGO

    def test_is_not_that_of_plone(self, visitor):
        assert tree_of(visitor.get("login")).cssselect("#portal-logo img") == []


class TestWays:
    def ways(self, visitor):
        tree = tree_of(visitor.get("terms"))
        return [
            link.get("href").partition("/plone/")[2]
            for link in tree.cssselect("#portal-header nav > a")
        ]

    def test_of_a_stranger(self, visitor):
        assert self.ways(visitor) == ["login"]

    def test_of_a_patron(self, log_in, applicant):
        assert self.ways(log_in(applicant.user_id)) == ["my-account"]

    def test_of_an_editor(self, log_in):
        assert self.ways(log_in("editor")) == ["registration-desk"]

    def test_of_a_member(self, log_in):
        assert self.ways(log_in("member")) == []


class TestLanding:
    @pytest.mark.parametrize(
        ("who", "page"),
        [
            ("editor", "/registration-desk"),
            ("manager", "/registration-desk"),
            ("member", ""),
        ],
    )
    def test_of_staff(self, log_in, who, page):
        answer = log_in(who).get("login", allow_redirects=False)
        assert answer.headers["Location"] == f"{log_in('').url}{page}"

    def test_of_a_patron(self, log_in, applicant):
        visitor = log_in(applicant.user_id)
        answer = visitor.get("login", allow_redirects=False)
        assert answer.headers["Location"] == f"{visitor.url}/my-account"
        aim = f"{visitor.url}/notices"
        answer = visitor.get(f"login?came_from={aim}", allow_redirects=False)
        assert answer.headers["Location"] == aim


class TestFrontDoor:
    def cards(self, visitor, language):
        visitor.cookies.set("I18N_LANGUAGE", language)
        tree = tree_of(visitor.get("user-registration"))
        return [
            [words(item) for item in card.cssselect("li")]
            for card in tree.cssselect(".ndl-types > article")
        ]

    def test_shows_the_services_of_both_types(self, visitor):
        simple, official = self.cards(visitor, "en")
        assert "Remote Photoduplication" in simple
        assert "Reference Services (residents of other countries)" in simple
        assert "Interfacility requests for browsing (request only)" in simple
        assert "Use of closed-stack materials" in official

    def test_is_japanese_throughout(self, visitor):
        simple, _official = self.cards(visitor, "ja")
        assert "遠隔複写" in simple
        tree = tree_of(visitor.get("user-registration"))
        text = words(tree.cssselect("#content")[0])
        assert "簡易登録から本登録への移行の申請が多数" in text
        assert "15開館日" in text

    def test_offers_no_login_to_those_who_are_in(self, log_in, applicant):
        tree = tree_of(log_in(applicant.user_id).get("user-registration"))
        assert tree.cssselect(".ndl-ways") == []


class TestNotices:
    @pytest.mark.parametrize(
        ("language", "words_shown"),
        [("en", "Notices from the City Library"), ("ja", "市立図書館からのお知らせ")],
    )
    def test_come_from_the_library(self, log_in, applicant, language, words_shown):
        settings().library_name_en = "City Library"
        settings().library_name_ja = "市立図書館"
        commit()
        visitor = log_in(applicant.user_id)
        visitor.cookies.set("I18N_LANGUAGE", language)
        assert words_shown in words(tree_of(visitor.get("my-account")))
        tree = tree_of(visitor.get("notices"))
        assert words(tree.cssselect("#content h1")[0]) == words_shown
