"""Login of users of the Zope root, outside of the site's plugin."""

from ndl.registration.staff.source import root_user_folder
from ZPublisher.HTTPRequest import HTTPRequest


def log_in_at_root(request: HTTPRequest, login: str, password: str) -> bool:
    """Log in a user of the Zope root as stock Plone does. False for others."""
    folder = root_user_folder()
    if folder is None or folder.authenticate(login, password, request) is None:
        return False
    folder.updateCredentials(request, request.response, login, password)
    return True
