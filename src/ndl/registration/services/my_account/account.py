"""The account as a whole over REST: @my-account and @my-deregistration."""

from ndl.registration.account.change_password import WrongPassword
from ndl.registration.account.deregister import consequences_for
from ndl.registration.account.deregister import deregister
from ndl.registration.account.my_application import my_applications
from ndl.registration.library.my_list.entries import count_entries
from ndl.registration.library.requests.mine import count_open
from ndl.registration.library.requests.mine import latest_requests
from ndl.registration.notices.personal import has_unread
from ndl.registration.patrons.patron import Patron
from ndl.registration.services.my_account.described import describe
from ndl.registration.services.my_requests.base import describe_request
from ndl.registration.services.patron import PatronService
from typing import Any


# Services for the other parts of the account.
PARTS = {
    "email": "@my-email",
    "information": "@my-information",
    "notices": "@my-notices",
    "application": "@my-application",
    "services": "@my-services",
    "requests": "@my-requests",
    "lists": "@my-list",
    "consents": "@my-consents",
    "sessions": "@my-sessions",
    "browsers": "@my-browsers",
    "history": "@my-history",
    "deregistration": "@my-deregistration",
}


class MyAccountGet(PatronService):
    """The summary at the top of My Account."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """The summary; `application` is the newest one."""
        url = self.context.absolute_url()
        newest = next(iter(my_applications(patron)), None)
        return {
            "@id": f"{url}/@my-account",
            "user_id": patron.user_id,
            "user_type": patron.patron_class.value,
            "email": patron.email,
            "language": patron.language,
            "title": patron.title,
            "valid_until": patron.valid_until.isoformat(),
            "name": patron.full_name,
            "has_unread_notices": has_unread(patron),
            "open_requests": count_open(patron),
            "latest_requests": [
                describe_request(one, self.request) for one in latest_requests(patron)
            ],
            "list_records": count_entries(patron),
            "application": describe(newest, self.request) if newest else None,
            "parts": {name: f"{url}/{part}" for name, part in PARTS.items()},
        }


class MyDeregistrationGet(PatronService):
    """Consequences of a deregistration, in the language of the request."""

    def answer(self, patron: Patron) -> dict[str, Any]:
        """Two lists of sentences."""
        found = consequences_for(patron)
        return {
            "@id": f"{self.context.absolute_url()}/@my-deregistration",
            "ends": [self.say(one) for one in found.ends],
            "stays": [self.say(one) for one in found.stays],
        }


class MyDeregistrationPost(PatronService):
    """Takes the `present` password; the token is invalid afterwards."""

    needs_fresh_code = True

    def answer(self, patron: Patron) -> Any:
        """204, or a refusal."""
        try:
            deregister(patron, **self.texts(("present",)))
        except WrongPassword as error:
            return self.refuse(error, {"present": error.message})
        return self.reply_no_content()
