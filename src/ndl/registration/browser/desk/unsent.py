"""Keeping an editor's form that is posted after the session has ended."""

from functools import cached_property
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.forms.request import lead_to_login
from ndl.registration.config import PERMISSION_REVIEW
from ndl.registration.current_user import current_user_id
from ndl.registration.review.unsent import forget_unsent
from ndl.registration.review.unsent import keep_unsent
from ndl.registration.review.unsent import read_unsent
from ndl.registration.review.unsent import Unsent
from ndl.registration.review.unsent import unsent_owner
from ndl.registration.web.drafts import draft_secret
from ndl.registration.web.drafts import read_owner
from ndl.registration.web.drafts import seal_owner
from plone import api
from zExceptions import Unauthorized


class UnsentMixin(PortalPage):
    """Keeps entries that are posted without a session; shows them after the next login.

    The view is public, so that it can be reached without a session, and checks the
    permission of editors itself.
    """

    def __call__(self) -> str:
        """Answer editors; send anonymous users to the login and refuse others."""
        if api.user.is_anonymous():
            return self._log_in_again()
        if not api.user.has_permission(PERMISSION_REVIEW, obj=self.context):
            raise Unauthorized(self.__name__)
        return super().__call__()

    @property
    def entered(self) -> Unsent:
        """The posted entries."""
        raise NotImplementedError

    @property
    def sealed_owner(self) -> str:
        """The sealed owner of the form, by which entries are kept after the session."""
        return seal_owner(self.request, self._owner)

    @cached_property
    def unsent(self) -> Unsent:
        """Entries kept from an ended session; empty on a POST."""
        if self.is_posted:
            return Unsent()
        return read_unsent(self._owner, draft_secret(self.request))

    @property
    def is_restored(self) -> bool:
        """Whether the page shows entries kept from an ended session."""
        return self.unsent != Unsent()

    def forget_unsent(self) -> None:
        """Delete the kept entries, once the decision is taken."""
        forget_unsent(self._owner)

    @property
    def _owner(self) -> str:
        return unsent_owner(self.context.getId(), current_user_id())

    def _log_in_again(self) -> str:
        owner = read_owner(self.request, self.sealed_of("owner"))
        is_own = owner.startswith(unsent_owner(self.context.getId(), ""))
        is_kept = self.is_posted and is_own
        if is_kept:
            keep_unsent(owner, draft_secret(self.request), self.entered)
        url = f"{self.context.absolute_url()}/{self.__name__}"
        return lead_to_login(self.request, url, is_kept)
