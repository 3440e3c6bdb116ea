"""Preview of mail and notice on the pages of decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from ndl.registration.account.decision_preview import preview
from ndl.registration.browser.notices.shown import note_of
from ndl.registration.browser.notices.shown import parts_of
from ndl.registration.browser.notices.shown import reasons_of
from ndl.registration.browser.notices.titles import title_of
from ndl.registration.config import supported_language
from ndl.registration.review.content import RegistrationApplication
from typing import Any
from zope.i18n import translate


@dataclass(frozen=True)
class ShownPreview:
    """Texts of mail and notice in the patron's language."""

    language: str
    title: str
    reasons: list[str]
    parts: list[str]
    note: str
    subject: str
    text: str


def show_preview(
    application: RegistrationApplication, step: str, values: Mapping[str, Any]
) -> ShownPreview:
    """Preview of a step as texts. Raises the exceptions of `preview`."""
    made = preview(application, step, values)
    language = supported_language(made.language)

    def say(message: str) -> str:
        return translate(message, target_language=language)

    return ShownPreview(
        language=language,
        title=say(title_of(made.notice, language)),
        reasons=[say(one) for one in reasons_of(made.notice)],
        parts=[say(one) for one in parts_of(made.notice)],
        note=note_of(made.notice),
        subject=made.subject,
        text=made.text,
    )
