from ndl.registration.account.duties import Duty
from ndl.registration.browser.forms.request import has_valid_token
from ndl.registration.browser.interfaces import IPortalPage
from ndl.registration.patrons.directory import get_directory
from plone import api
from Products.Five.browser import BrowserView
from zope.interface import implementer


class Readers:
    """User IDs of patrons who have yet to read the rules; set by tests."""

    names: set[str] = set()


def is_due(user_id):
    return user_id in Readers.names and user_id in get_directory()


READ_RULES = Duty("read-rules", "Please read the rules of the reading room.", is_due)


@implementer(IPortalPage)
class ReadRules(BrowserView):
    title = "Rules"

    def __call__(self):
        if self.request.method == "POST" and has_valid_token(self.request):
            Readers.names.discard(api.user.get_current().getId())
        return "The rules"
