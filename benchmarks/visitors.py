"""Visitors with a browser that times each request."""

from benchmarks.accounts import PAGE
from lxml import html
from ndl.registration.setuphandlers.demo import PASSWORD
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

import requests


TOKEN = "string(//main//input[@name='_authenticator']/@value)"
PATIENCE = 60


class Unexpected(Exception):
    """An unexpected answer; `is_error` if it is a server error."""

    def __init__(self, step: str, response: requests.Response) -> None:
        path = urlsplit(response.url).path
        super().__init__(f"{step}: {response.status_code} from {path}")
        self.is_error = response.status_code >= 500


class Visitor:
    """A browser at one site; `times` holds the seconds of each step."""

    def __init__(self, site: str, login: str = "") -> None:
        self.site = site
        self.login = login
        self.times: dict[str, float] = {}
        self._page = ""
        self._session = requests.Session()
        # Ignore proxies and password files of the environment.
        self._session.trust_env = False
        self._session.headers["User-Agent"] = "Mozilla/5.0 (benchmark)"
        self._session.headers["Accept"] = "text/html"

    def close(self) -> None:
        """Close the browser."""
        self._session.close()

    def enter_password(self) -> None:
        """Take the step with the password."""
        raise NotImplementedError

    def get(self, step: str, path: str = "") -> str:
        """Request a page, and keep it to post its form later."""
        response = self._request(step, "GET", path)
        if response.status_code != 200:
            raise Unexpected(step, response)
        self._page = response.text
        return self._page

    def post(self, step: str, path: str, target: str, **fields: str) -> None:
        """Post the form of the last page; the answer must redirect to `target`."""
        fields["_authenticator"] = html.fromstring(self._page).xpath(TOKEN)
        response = self._request(step, "POST", path, fields)
        landed = urlsplit(response.headers.get("Location", "")).path.rstrip("/")
        if response.status_code != 302 or landed != urlsplit(self._url(target)).path:
            raise Unexpected(step, response)

    def refused(self, step: str, path: str, **fields: str) -> None:
        """Post the form of the last page; the answer must be the page again."""
        fields["_authenticator"] = html.fromstring(self._page).xpath(TOKEN)
        response = self._request(step, "POST", path, fields)
        if response.status_code != 200:
            raise Unexpected(step, response)

    def land(self, path: str = "") -> None:
        """Request the page after a login. Raises SystemExit if not logged in."""
        if "/logout" not in self.get("page after login", path):
            raise SystemExit(f"{self.login} is not logged in at {self.site}.")

    def _request(
        self, step: str, method: str, path: str, fields: dict[str, str] | None = None
    ) -> requests.Response:
        start = perf_counter()
        response = self._session.request(
            method,
            self._url(path),
            data=fields,
            allow_redirects=False,
            timeout=PATIENCE,
        )
        self.times[step] = perf_counter() - start
        return response

    def _url(self, path: str) -> str:
        return f"{self.site}/{path}" if path else self.site


class PatronVisitor(Visitor):
    """A patron, who logs in with password and code."""

    def enter_password(self) -> None:
        """Take the first step, after which the code is mailed."""
        self.get("login page", "login")
        self.post(
            "send password",
            "login",
            "login-code",
            user_id=self.login,
            password=PASSWORD,
        )

    def enter_code(self, code: str) -> None:
        """Take the second step."""
        self.get("code page", "login-code")
        self.post("send code", "login-code", "my-account", code=code, enter="1")
        self.land("my-account")

    def send_picture(self, data: bytes, again: bool) -> bool:
        """Post a picture as the last page's script does; return whether it was busy.

        A picture refused as busy is posted again only when the portal is ready for it.
        """
        if again and self._ask_pictures(data={"ready": "1"})["busy"]:
            return True
        answer = self._ask_pictures(files={"picture_1": ("document", data)})
        if not answer["busy"] and "data-kept" not in answer["places"]["1"]:
            raise SystemExit(f"A picture was refused: {answer['places']['1']}")
        return answer["busy"]

    def _ask_pictures(
        self, data: dict[str, str] | None = None, files: dict | None = None
    ) -> dict[str, Any]:
        hidden = html.fromstring(self._page).xpath("//main//input[@type='hidden']")
        fields = {field.name: field.value for field in hidden}
        response = self._session.post(
            self._url("apply-picture"),
            data=fields | (data or {}),
            files=files,
            timeout=PATIENCE,
        )
        if response.status_code not in (200, 503):
            raise Unexpected("picture", response)
        return response.json()


class MemberVisitor(Visitor):
    """An ordinary user, with or without the add-on; logs in with a password only."""

    FIELDS = ("__ac_name", "__ac_password")

    def enter_password(self) -> None:
        """Take the only step."""
        name, password = self.FIELDS
        self.get("login page", "login")
        fields = {name: self.login, password: PASSWORD, "buttons.login": "Log in"}
        self.post("send password", "login", "", **fields)
        self.land(PAGE)


class StaffVisitor(MemberVisitor):
    """An ordinary user of the site with the add-on."""

    FIELDS = ("user_id", "password")
