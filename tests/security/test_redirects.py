from ..visitor import code_in
from ndl.registration.settings import settings
from Products.SiteAccess.VirtualHostMonster import manage_addVirtualHostMonster
from transaction import commit
from urllib.parse import quote
from urllib.parse import urljoin
from urllib.parse import urlsplit

import pytest
import re


ELSEWHERE = [
    "https://evil.example/plone",
    "//evil.example/plone",
    "///evil.example/plone",
    "////evil.example",
    "\\\\evil.example/plone",
    "/\\evil.example/plone",
    "\\/evil.example/plone",
    "https:evil.example/plone",
    "https:/evil.example/plone",
    "http:\\\\evil.example/plone",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "ftp://{host}/plone",
    "https://{host}@evil.example/plone",
    "https://{host}:443@evil.example/plone",
    "https://evil.example#@{host}/plone",
    "https://evil.example?{host}/plone",
    "https://evil.example\\@{host}/plone",
    "http://{host}.evil.example/plone",
    "http://{name}:1/plone",
    "http://evil.example%2f@{host}/plone",
    "{url}@evil.example",
    "{url}\r\nLocation: https://evil.example",
    "/plone\nhttps://evil.example",
    "%0d%0aLocation:%20https://evil.example",
    " https://evil.example",
    "\x00https://evil.example",
    "\x01//evil.example",
    "\u3000//evil.example",
    "/\t/evil.example/plone",
    "{url}/..//evil.example",
    "/%5cevil.example",
    "/%2f/evil.example",
    "&#47;&#47;evil.example",
    "．．//evil.example",
    "//evil。example",
]


def hostile(url, text):
    parts = urlsplit(url)
    return text.format(url=url, host=parts.netloc, name=parts.hostname)


def assert_stays(answer, url, here):
    """As a browser reads it: backslashes are slashes, tabs and newlines nothing."""
    if answer.status_code not in (301, 302, 303, 307, 308):
        return
    location = re.sub(r"[\t\r\n]", "", answer.headers["Location"]).strip("\x00 ")
    target = urlsplit(urljoin(here, location.replace("\\", "/")))
    home = urlsplit(url)
    assert (target.scheme, target.netloc) == (home.scheme, home.netloc), location
    assert (target.path + "/").startswith(home.path + "/"), location


@pytest.fixture
def virtual_hosts(site):
    app = site.__parent__
    if "virtual_hosting" not in app:
        manage_addVirtualHostMonster(app, "virtual_hosting")
    commit()


@pytest.fixture
def waiting(visitor, patron, password, mails):
    """A visitor at the code page."""
    visitor.log_in(patron.user_id, password)
    return visitor


class TestLanding:
    @pytest.mark.parametrize("text", ELSEWHERE)
    def test_after_the_code_is_on_this_site(self, waiting, mails, text):
        url = waiting.url
        answer = waiting.submit(
            "login-code",
            code=code_in(mails[-1]),
            came_from=hostile(url, text),
            follow=False,
        )
        assert answer.status_code == 302
        assert waiting.who()
        assert_stays(answer, url, f"{url}/login-code")

    def test_of_who_is_logged_in_already(self, logged_in):
        url = logged_in.url
        for text in ELSEWHERE:
            query = quote(hostile(url, text).encode())
            page = f"login?came_from={query}"
            answer = logged_in.get(page, allow_redirects=False)
            assert answer.status_code == 302
            assert_stays(answer, url, f"{url}/login")

    def test_is_carried_on_only_if_it_is_here(self, visitor):
        for text in ELSEWHERE:
            query = quote(hostile(visitor.url, text).encode())
            page = visitor.get(f"login?came_from={query}").text
            assert "evil" not in page

    @pytest.mark.parametrize(
        "shape", ["came_from:list", "came_from:record", "came_from:int"]
    )
    def test_is_one_text(self, logged_in, shape):
        page = f"login?{shape}=https://evil.example/plone"
        answer = logged_in.get(page, allow_redirects=False)
        assert "evil" not in answer.headers.get("Location", "")


class TestBehindAProxy:
    """As a rewrite rule hands requests over, with the site at the root of its host."""

    HOME = "https://portal.example.org"

    @pytest.fixture(params=["plone/VirtualHostRoot", "plone/VirtualHostRoot/_vh_sub"])
    def behind(self, request, virtual_hosts, visit):
        base = settings().public_url.rpartition("/")[0]
        path = request.param
        visitor = visit()
        visitor.url = f"{base}/VirtualHostBase/https/portal.example.org:443/{path}"
        home = self.HOME + ("/sub" if path.endswith("sub") else "")
        settings().public_url = home
        commit()
        return visitor, home

    def test_landing_is_on_this_site(self, behind):
        visitor, home = behind
        for text in ELSEWHERE:
            query = quote(hostile(home, text).encode())
            answer = visitor.get(f"login?came_from={query}")
            assert answer.status_code == 200
            assert "evil" not in answer.text

    @pytest.mark.parametrize(
        "text", ["{url}/my-account?a=%2Fb", "{path}/my-account?a=%2Fb"]
    )
    def test_own_pages_are_landed_on(self, behind, text):
        visitor, home = behind
        given = text.format(url=home, path=urlsplit(home).path)
        page = visitor.get(f"login?came_from={quote(given)}").text
        assert f'value="{home}/my-account?a=%2Fb"' in page

    def test_log_in_and_out(self, behind, make_patron, password, mails):
        visitor, home = behind
        patron = make_patron()
        commit()
        answer = visitor.submit(
            "login", user_id=patron.user_id, password=password, follow=False
        )
        assert answer.headers["Location"] == f"{home}/login-code"
        carry(visitor)
        answer = visitor.submit(
            "login-code",
            code=code_in(mails[-1]),
            came_from="https://evil.example/",
            follow=False,
        )
        assert answer.headers["Location"] == f"{home}/my-account"


def carry(visitor):
    """Let cookies for https go over the test server's http."""
    for cookie in visitor.cookies:
        cookie.secure = False


class TestHostHeader:
    """Whoever forges it gets no link of theirs into a mail."""

    @pytest.fixture(params=["Host", "X-Forwarded-Host", "Forwarded"])
    def forged(self, request, visit):
        visitor = visit()
        value = "host=evil.example" if request.param == "Forwarded" else "evil.example"
        visitor.headers[request.param] = value
        return visitor

    def test_registration_link(self, forged, mails):
        forged.submit(
            "register",
            follow=False,
            **{
                "form.widgets.email": "new@example.org",
                "form.widgets.accept:list": "selected",
                "form.buttons.send": "1",
            },
        )
        assert "evil" not in str(mails.last("new@example.org"))
        assert settings().public_url in mails[-1].get_content()

    def test_reset_link(self, forged, patron, mails):
        forged.submit(
            "forgot-password",
            follow=False,
            **{
                "form.widgets.user_id": patron.user_id,
                "form.widgets.email": patron.email,
                "form.buttons.send": "1",
            },
        )
        assert "evil" not in str(mails.last(patron.email))
        assert settings().public_url in mails[-1].get_content()

    def test_virtual_host_in_the_path(self, virtual_hosts, visitor, patron, mails):
        base, _slash, name = visitor.url.rpartition("/")
        path = f"VirtualHostBase/https/evil.example:443/{name}/VirtualHostRoot"
        visitor.url = f"{base}/{path}"
        visitor.submit(
            "forgot-password",
            follow=False,
            **{
                "form.widgets.user_id": patron.user_id,
                "form.widgets.email": patron.email,
                "form.buttons.send": "1",
            },
        )
        assert "evil" not in str(mails.last(patron.email))
