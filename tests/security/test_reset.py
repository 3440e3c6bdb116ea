from ..forgotten import link_in
from ..forgotten import NEW_PASSWORD
from ..forgotten import passwords
from ..forgotten import set_password
from ..visitor import message_of
from lxml import html
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import verify_password
from Products.SiteAccess.VirtualHostMonster import manage_addVirtualHostMonster
from transaction import abort
from transaction import commit
from urllib.parse import urlsplit

import logging
import pytest
import requests


def has_password(patron, password):
    abort()
    return verify_password(get_directory()[patron.user_id].password, password)


def is_done(response):
    return response.url.endswith("/reset-password-done")


class TestLooking:
    def test_by_scanners_uses_nothing_up(self, visit, visitor, patron, link, password):
        for _ in range(3):
            assert visit(agent="scanner").get(link).status_code == 200
            visit(agent="scanner").head(link)
        visit().request("OPTIONS", link)
        assert has_password(patron, password)
        assert is_done(set_password(visitor, link))

    def test_writes_nothing(self, site, visitor, link):
        before = site._p_jar.db().lastTransaction()
        visitor.get(link)
        visitor.head(link)
        assert site._p_jar.db().lastTransaction() == before

    @pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
    def test_sets_no_password(self, visitor, patron, link, password, method):
        visitor.request(method, link, params=passwords(NEW_PASSWORD))
        assert has_password(patron, password)

    def test_forged_form_sets_no_password(self, visitor, patron, token, password):
        response = visitor.post(
            "reset-password", data={"token": token, **passwords(NEW_PASSWORD)}
        )
        assert "try again" in message_of(response)
        assert has_password(patron, password)


class TestSecretToken:
    def test_is_told_to_no_other_page(self, visitor, link, token):
        page = visitor.get(link)
        assert page.headers["Referrer-Policy"] == "no-referrer"
        tree = html.fromstring(page.text)
        for path in ("//@src", "//link/@href", "//form/@action"):
            found = tree.xpath(path)
            hosts = {urlsplit(url).netloc for url in found}
            assert hosts <= {"", urlsplit(visitor.url).netloc}
            assert not any(token in url for url in found)
        done = set_password(visitor, link)
        assert token not in done.text
        assert all(token not in r.headers["Location"] for r in done.history)

    def test_also_when_it_is_dead(self, visitor, link, token):
        set_password(visitor, link)
        page = visitor.get(link)
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in page.headers["Cache-Control"]

    def test_stands_in_no_log(self, visitor, link, token, caplog):
        with caplog.at_level(logging.DEBUG, logger="ndl.registration"):
            set_password(visitor, link, "short1")
            set_password(visitor, link)
            visitor.get(link)
        ours = [r.getMessage() for r in caplog.records if r.name.startswith("ndl")]
        assert any("reset:done" in line for line in ours)
        for line in ours:
            assert token not in line
            assert NEW_PASSWORD not in line

    def test_is_no_session(self, visitor, token):
        for name in ("ndl_session", "ndl_login", "ndl_browser", "__ac"):
            visitor.cookies.set(name, token)
        assert visitor.who() == ""


class TestPoisoning:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Host": "evil.example"},
            {"X-Forwarded-Host": "evil.example"},
            {"X-Forwarded-Server": "evil.example", "Forwarded": "host=evil.example"},
        ],
    )
    def test_of_headers_changes_no_link(self, visitor, patron, mails, headers):
        page = html.fromstring(visitor.get("forgot-password").text)
        (authenticator,) = page.xpath("//form//input[@name='_authenticator']/@value")
        fields = {
            "_authenticator": authenticator,
            "form.widgets.user_id": patron.user_id,
            "form.widgets.email": patron.email,
            "form.buttons.send": "1",
        }
        visitor.post(
            "forgot-password", data=fields, headers=headers, allow_redirects=False
        )
        (mail,) = mails
        assert link_in(mail).startswith(f"{visitor.url}/reset-password?")
        assert "evil" not in mail.as_string()
        assert "evil" not in mail.get_content()

    def test_of_the_path_changes_no_link(self, site, visitor, patron, mails):
        manage_addVirtualHostMonster(site.aq_parent)
        commit()
        page = html.fromstring(visitor.get("forgot-password").text)
        (authenticator,) = page.xpath("//form//input[@name='_authenticator']/@value")
        base = visitor.url.removesuffix("/plone")
        path = "VirtualHostBase/https/evil.example:443/plone/VirtualHostRoot"
        response = requests.post(
            f"{base}/{path}/forgot-password",
            data={
                "_authenticator": authenticator,
                "form.widgets.user_id": patron.user_id,
                "form.widgets.email": patron.email,
                "form.buttons.send": "1",
            },
            allow_redirects=False,
            timeout=60,
        )
        assert response.headers["Location"].startswith("https://evil.example")
        (mail,) = mails
        assert link_in(mail).startswith(f"{visitor.url}/reset-password?")
