"""GET @my-sessions and @my-browsers: where the user is logged in and remembered."""

from datetime import datetime
from datetime import UTC
from ndl.registration.browser.account.devices import browser_name
from ndl.registration.login.browsers import browsers_of
from ndl.registration.login.completion import last_logins
from ndl.registration.login.devices import browser_id_of
from ndl.registration.login.sessions import find_session
from ndl.registration.login.sessions import sessions_of
from ndl.registration.services.patron import AccountService
from ndl.registration.web.cookies import BROWSER
from ndl.registration.web.cookies import read_cookie
from ndl.registration.web.cookies import ticket_of
from typing import Any


class MySessionsGet(AccountService):
    """The sessions that may still be open, and the last logins."""

    def respond(self) -> dict[str, Any]:
        """Both lists, the newest first."""
        url = f"{self.context.absolute_url()}/@my-sessions"
        this = find_session(ticket_of(self.request))
        return {
            "@id": url,
            "items": [
                {
                    "@id": f"{url}/{one.public_id}",
                    "id": one.public_id,
                    "browser": browser_name(one.user_agent),
                    "opened": _moment(one.opened),
                    "strength": one.strength.value,
                    "kind": one.kind.value,
                    "is_this": one == this,
                }
                for one in sessions_of(self.user_id)
            ],
            "logins": [
                {
                    "browser": browser_name(one.user_agent),
                    "moment": _moment(one.moment),
                    "strength": one.strength.value,
                }
                for one in last_logins(self.user_id)
            ],
        }


class MyBrowsersGet(AccountService):
    """The browsers that are not asked for a code at present."""

    def respond(self) -> dict[str, Any]:
        """The list, the newest first."""
        url = f"{self.context.absolute_url()}/@my-browsers"
        this = browser_id_of(read_cookie(self.request, BROWSER), self.user_id)
        return {
            "@id": url,
            "items": [
                {
                    "@id": f"{url}/{one.public_id}",
                    "id": one.public_id,
                    "browser": browser_name(one.label),
                    "since": _moment(one.since),
                    "is_this": one.public_id == this,
                }
                for one in browsers_of(self.user_id)
            ],
        }


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
