"""Entries of a form that is posted after the session has ended."""

from ndl.registration.browser.forms.request import lead_to_login
from ndl.registration.browser.forms.request import RequestMixin
from ndl.registration.browser.forms.request import WIDGETS
from ndl.registration.current_user import current_user_id
from ndl.registration.documents.drafts import get_drafts
from ndl.registration.folding import PAGE_LENGTH
from ndl.registration.folding import within
from ndl.registration.web.drafts import draft_secret
from ndl.registration.web.drafts import read_owner
from ndl.registration.web.drafts import seal_owner
from plone import api
from typing import Any
from zExceptions import Unauthorized


# More values than any form of the portal sends in one field.
_MOST = 100


class UnsentMixin(RequestMixin):
    """For pages that keep their entries until the next login of the same user.

    The view is public, so that it can be reached without a session, and checks
    `permission` itself. Its form holds `sealed_owner` in the field `owner`. Entries
    are encrypted with a secret that only the user's browser has; `unsent_fields` are
    the beginnings of the names of fields to keep.
    """

    context: Any
    __name__: str
    permission: str
    unsent_fields: tuple[str, ...] = (WIDGETS,)
    is_restored = False

    def __call__(self) -> str:
        """Answer users with the permission; send anonymous users to the login."""
        if api.user.is_anonymous():
            return self._log_in_again()
        if not api.user.has_permission(self.permission, obj=self.context):
            raise Unauthorized(self.__name__)
        self.restore()
        answer = self.respond()
        if self.is_posted and self.request.response.getStatus() in (302, 303):
            get_drafts().remove(self._owner)
        return answer

    def respond(self) -> str:
        """Answer a user who may use the page."""
        answer: str = super().__call__()  # type: ignore[misc]
        return answer

    def restore(self) -> None:
        """Fill the request of a GET with the kept entries, as if they were posted."""
        if self.is_posted:
            return
        kept = get_drafts().answers(self._owner, draft_secret(self.request))
        if not kept:
            return
        self.is_restored = True
        form = self.request.form
        for name in [one for one in form if one.startswith(self.unsent_fields)]:
            del form[name]
        form.update(kept)

    @property
    def allow_prefill_from_GET_request(self) -> bool:
        """Whether Plone fills the form from a GET: with kept entries alone."""
        return self.is_restored

    @property
    def sealed_owner(self) -> str:
        """The sealed owner of the form, by which entries are kept after the session."""
        return seal_owner(self.request, self._owner)

    @property
    def unsent_place(self) -> str:
        """Name of the form, different for each object that it is about."""
        return f"{self.__name__} {self.context.getId()}"

    @property
    def unsent_url(self) -> str:
        """Address of the form, where the entries are shown again."""
        return f"{self.context.absolute_url()}/{self.__name__}"

    @property
    def _owner(self) -> str:
        return f"{self.unsent_place} {current_user_id()}"

    def _log_in_again(self) -> str:
        owner = read_owner(self.request, self.sealed_of("owner"))
        is_kept = self.is_posted and owner.startswith(f"{self.unsent_place} ")
        if is_kept:
            secret = draft_secret(self.request)
            get_drafts().put_answers(owner, secret, self._entered())
        url = self.unsent_url if self.is_posted else self._whole_url
        return lead_to_login(self.request, url, is_kept)

    @property
    def _whole_url(self) -> str:
        query = self.request.get("QUERY_STRING", "")
        address = self.request["ACTUAL_URL"]
        return f"{address}?{query}" if query else address

    def _entered(self) -> dict[str, str | list[str]]:
        found: dict[str, str | list[str]] = {}
        for name, value in self.request.form.items():
            if not name.startswith(self.unsent_fields):
                continue
            if isinstance(value, str):
                found[name] = within(value, PAGE_LENGTH)
            elif isinstance(value, list | tuple):
                texts = [one for one in value[:_MOST] if isinstance(one, str)]
                found[name] = [within(one, PAGE_LENGTH) for one in texts]
        return found
