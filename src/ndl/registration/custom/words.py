"""Texts written by the library: messages in each language, and safe HTML."""

from ndl.registration.config import LANGUAGES
from ndl.registration.config import supported_language
from ndl.registration.folding import fold_lines
from plone import api
from plone.registry.interfaces import IRegistry
from typing import Any
from zope.component import getUtility
from zope.component import queryUtility
from zope.i18n import interpolate
from zope.i18n import translate
from zope.i18n.interfaces import INegotiator
from zope.i18n.interfaces import ITranslationDomain
from zope.i18nmessageid import Message
from zope.interface import implementer


DOMAIN = "ndl.registration.own"


def own_message(record: str, shipped: str) -> Message:
    """A message whose text is in the registry record `record` + "_" + language.

    In a language without such a text it reads like `shipped`.
    """
    return Message(record, domain=DOMAIN, default=shipped)


def safe_html(html: str) -> str:
    """The text without active content, using the site's own filter."""
    html = fold_lines(html)
    if not html:
        return ""
    transforms = api.portal.get_tool("portal_transforms")
    data = transforms.convertTo("text/x-html-safe", html, mimetype="text/html")
    return data.getData().strip()


@implementer(ITranslationDomain)
class OwnWords:
    """A translation domain whose catalogue is the site's registry."""

    domain = DOMAIN

    def translate(
        self,
        msgid: str,
        mapping: dict[str, Any] | None = None,
        context: Any = None,
        target_language: str | None = None,
        default: str | None = None,
        msgid_plural: str | None = None,
        default_plural: str | None = None,
        number: int | None = None,
    ) -> str:
        """See ITranslationDomain."""
        if target_language is None and context is not None:
            negotiator = getUtility(INegotiator)
            target_language = negotiator.getLanguage(list(LANGUAGES), context)
        registry = queryUtility(IRegistry)
        language = supported_language(target_language or "")
        own = registry.get(f"{msgid}_{language}") if registry is not None else None
        if own:
            return interpolate(own, mapping)
        shipped = default or msgid
        if isinstance(shipped, Message):
            shipped = Message(shipped, mapping=mapping)
        return translate(
            shipped, mapping=mapping, context=context, target_language=target_language
        )
