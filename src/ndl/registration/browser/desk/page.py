"""What all pages of the desk share."""

from ndl.registration.browser.forms import keep_private
from ZPublisher.HTTPRequest import HTTPRequest


def prepare(request: HTTPRequest) -> None:
    """Keep the page out of every cache, and give it the whole width.

    The navigation in the column beside would list applications, too.
    """
    keep_private(request)
    request.set("disable_plone.leftcolumn", True)
    request.set("disable_plone.rightcolumn", True)
