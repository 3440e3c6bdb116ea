"""Set-up of Plone's rich text editor for control panels."""

from ndl.registration.settings import settings
from zope.i18n import translate
from ZPublisher.HTTPRequest import HTTPRequest

import json


# TinyMCE sets styles on elements.
_EDITOR = "style-src-attr 'unsafe-inline'"


def allow_editor(request: HTTPRequest) -> None:
    """Relax the content security policy of this page for the editor."""
    policy = " ".join((settings().content_security_policy or "").split())
    if policy:
        value = f"{policy.rstrip(';')}; {_EDITOR}"
        request.response.setHeader("Content-Security-Policy", value)


def editor_options(title: str, request: HTTPRequest) -> str:
    """Options of the editor as JSON, with a title for its frame (WCAG 4.1.2)."""
    name = translate(title, context=request)
    return json.dumps({"tiny": {"iframe_attrs": {"title": name}}})
