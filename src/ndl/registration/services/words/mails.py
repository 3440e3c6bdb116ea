"""@registration-mails: the texts of mails.

GET lists them, GET .../NAME shows one, PATCH changes it in one language, POST returns
a preview, DELETE .../NAME/LANGUAGE restores the shipped text.
"""

from dataclasses import asdict
from ndl.registration.mail.shipped import mail_texts
from ndl.registration.mail.shipped import MailText
from ndl.registration.mail.shipped import Text
from ndl.registration.mail.texts import has_own_text
from ndl.registration.mail.texts import own_text
from ndl.registration.mail.texts import preview_text
from ndl.registration.mail.texts import reset_text
from ndl.registration.mail.texts import set_text
from ndl.registration.services.errors import say
from ndl.registration.services.words.base import Unknown
from ndl.registration.services.words.base import WordsService
from typing import Any


class MailsService(WordsService):
    """A service for the mail in the URL."""

    @property
    def mail(self) -> MailText:
        """The mail. Raises Unknown."""
        mail = mail_texts().get(self.path[0]) if self.path else None
        if mail is None:
            raise Unknown
        return mail

    def language_of(self, name: str) -> str:
        """Check that this is a language of the mail, and return it. Raises Unknown."""
        if name not in self.mail.languages:
            raise Unknown
        return name

    def read(self) -> tuple[MailText, str, Text]:
        """The mail, and language and text from the body. Raises Unknown, Malformed."""
        data = self.body()
        language = self.language_of(self.text(data, "language"))
        text = Text(self.text(data, "subject"), self.text(data, "body"))
        return self.mail, language, text


class MailsGet(MailsService):
    """All mails, or one."""

    def respond(self) -> dict[str, Any]:
        """Texts and placeholders of each mail, or of the one in the URL."""
        if self.path:
            return self._shown(self.mail)
        return {
            "@id": f"{self.context.absolute_url()}/@registration-mails",
            "items": [self._shown(mail) for mail in mail_texts().values()],
        }

    def _shown(self, mail: MailText) -> dict[str, Any]:
        texts = {
            language: asdict(own_text(mail, language))
            | {"is_own": has_own_text(mail, language)}
            for language in mail.languages
        }
        return {
            "@id": f"{self.context.absolute_url()}/@registration-mails/{mail.name}",
            "name": mail.name,
            "title": say(self.request, mail.title),
            "texts": texts,
            "required": sorted(mail.required),
            "placeholders": sorted(mail.placeholders),
        }


class MailsPatch(MailsService):
    """Changes the text of a mail in one language."""

    def respond(self) -> Any:
        """Store the text; an empty part is sent as shipped."""
        read = self.read()
        return self.change(lambda: set_text(*read))


class MailsPost(MailsService):
    """Preview of a text."""

    def respond(self) -> dict[str, Any]:
        """The text with samples for its placeholders; nothing is stored."""
        return asdict(preview_text(*self.read()))


class MailsDelete(MailsService):
    """Restores the shipped text in one language."""

    def respond(self) -> Any:
        """Restore the shipped text; 204."""
        mail = self.mail
        language = self.language_of(self.path[1] if len(self.path) > 1 else "")
        return self.change(lambda: reset_text(mail, language))
