"""What services say, in the language of whoever asks."""

from plone import api
from zope.i18n import translate
from zope.publisher.browser import BrowserLanguages
from ZPublisher.HTTPRequest import HTTPRequest


def say(request: HTTPRequest, message: str) -> str:
    """The message in the language that the request asks for."""
    return translate(message, target_language=_language(request))


def _language(request: HTTPRequest) -> str:
    offered = api.portal.get_registry_record("plone.available_languages")
    for wanted in BrowserLanguages(request).getPreferredLanguages():
        for code in (wanted, wanted.split("-")[0]):
            if code in offered:
                return code
    return api.portal.get_current_language()
