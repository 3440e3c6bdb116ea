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


def batch_start(request: HTTPRequest) -> int:
    """Where in a list the page begins, whatever stands in the address."""
    value = request.form.get("b_start")
    text = value if isinstance(value, str) else str(value or 0)
    return min(int(text), 10**6) if text.isascii() and text.isdigit() else 0
