"""A visitor of the test site over HTTP, with separate cookies."""

from lxml import html

import re
import requests


class Visitor(requests.Session):
    def __init__(self, url, agent="Mozilla/5.0 (visitor)"):
        super().__init__()
        self.url = url
        self.headers["User-Agent"] = agent
        self.headers["Accept"] = "text/html"
        # As sent by a browser when a page of the site makes the request.
        self.headers["Sec-Fetch-Site"] = "same-origin"
        # The server drops idle connections when a test moves the clock.
        self.headers["Connection"] = "close"

    def request(self, method, path, **kwargs):
        url = path if path.startswith("http") else f"{self.url}/{path}"
        kwargs.setdefault("timeout", 60)
        return super().request(method, url, **kwargs)

    def submit(self, page, action=None, follow=True, **fields):
        """Open a page and post its form, with its hidden fields."""
        tree = html.fromstring(self.get(page).text)
        hidden = {
            field.get("name"): field.get("value") or ""
            for field in tree.cssselect("#content form input[type=hidden]")
        }
        return self.post(action or page, data=hidden | fields, allow_redirects=follow)

    def log_in(self, user_id, password, came_from=""):
        """Take the first step of the login."""
        page = f"login?came_from={came_from}" if came_from else "login"
        return self.submit(page, "login", user_id=user_id, password=password)

    def who(self):
        """The user ID that the portal recognizes; empty if anonymous."""
        return self.get("@@test-who").text


def code_in(mail):
    """The code in a mail, found below its heading."""
    text = mail.get_content()
    return re.search(r"認証コード/Authentication Code\s+(\d{6})\s", text)[1]


def message_of(response):
    """The text of the alerts on a page."""
    tree = html.fromstring(response.text)
    return " ".join(tree.xpath("//*[contains(@class,'alert')]//text()")).strip()


def token_for(visitor):
    """The plone.protect token, from the page `logout`."""
    tree = html.fromstring(visitor.get("logout").text)
    return tree.xpath("//input[@name='_authenticator']/@value")[0]


def described_by_nothing(response):
    """IDs in aria-describedby that no element of the page has."""
    tree = html.fromstring(response.text)
    named = set(" ".join(tree.xpath("//@aria-describedby")).split())
    assert named
    return named - set(tree.xpath("//@id"))
