"""All data held about a patron as an HTML page in the patron's language."""

from collections.abc import Callable
from collections.abc import Iterator
from html import escape
from lxml.html import fromstring
from ndl.registration import _
from ndl.registration.account.application_data import Data
from ndl.registration.account.data_words import in_words
from ndl.registration.clock import now
from ndl.registration.config import supported_language
from ndl.registration.dates import moment_in
from ndl.registration.settings import library_in
from zope.i18n import translate


SECRETS = _(
    "Passwords and codes are not included: the library holds nothing from which they "
    "can be read."
)
NONE, YES, NO = _("None"), _("Yes"), _("No")
SECTIONS = {
    "registration": _("Registration"),
    "information": _("User information"),
    "consents": _("Consents to the terms of services"),
    "lists": _("My List"),
    "requests": _("My requests"),
    "former_requests": _("Former requests"),
    "notices": _("Notices"),
    "applications": _("Applications for official registration"),
    "logins": _("Last logins"),
    "sessions": _("Where you are logged in"),
    "browsers": _("Remembered browsers"),
    "history": _("Security history"),
}
LABELS = {
    "user_id": _("User ID"),
    "user_type": _("User type"),
    "email": _("Email address"),
    "new_email": _("New email address"),
    "registered": _("Date of registration"),
    "valid_until": _("Expiration date"),
    "terms_version": _("Accepted version of the terms"),
    "card": _("User card"),
    "warned": _("Last warning of wrong codes"),
    "family_name": _("Family name"),
    "given_name": _("Given name"),
    "family_kana": _("Family name in katakana"),
    "given_kana": _("Given name in katakana"),
    "birth_date": _("Date of birth"),
    "country": _("Country/Region of Residence"),
    "postal_code": _("Postal code"),
    "region": _("Prefecture"),
    "city": _("Municipality"),
    "street": _("Address"),
    "building": _("Building name and room number"),
    "phone": _("Telephone number"),
    "phone_is_fax": _("Number of a FAX"),
    "language": _("Language of emails from the library"),
    "title": _("Title"),
    "extra": _("Further information"),
    "service": _("Service"),
    "version": _("Version"),
    "agreed": _("Agreed"),
    "time": _("Time"),
    "read": _("Read"),
    "kind": _("Kind"),
    "facts": _("Details"),
    "text": _("Text"),
    "message": _("Message"),
    "number": _("Application number"),
    "state": _("State"),
    "submitted": _("Submitted"),
    "due": _("To be decided by"),
    "decided": _("Decided"),
    "document_kind": _("Type of identification document"),
    "reasons": _("Reasons"),
    "wrong_parts": _("To be corrected"),
    "note": _("Note of the library"),
    "declared": _("Declared"),
    "pictures": _("Images"),
    "browser": _("Browser"),
    "list": _("List"),
    "work": _("Title of the work"),
    "authors": _("Author"),
    "publisher": _("Publisher"),
    "year": _("Year"),
    "identifiers": _("Identifiers"),
    "source": _("Catalogue"),
    "link": _("Link"),
    "added": _("Added"),
    "tags": _("Tags"),
    "remark": _("Your note"),
    "request": _("Request number"),
    "asked": _("What you asked for"),
    "record": _("Record of the catalogue"),
    "history": _("History"),
    "event": _("What happened"),
    "questions": _("Questions of the library"),
    "question": _("Question"),
    "answered": _("Answered"),
    "answer": _("Answer"),
    "hints": _("Read in the images by a program"),
    "item": _("What was looked for"),
    "outcome": _("Outcome"),
    "recognized": _("Text that was read"),
    "day": _("Day that was read"),
    "places": _("Position"),
    "about": _("Concerning"),
}
Say = Callable[[str], str]
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font-family: sans-serif; margin: 2rem auto; max-width: 50rem; padding: 0 1rem }}
table {{ border-collapse: collapse; margin-bottom: 1rem; width: 100% }}
th, td {{ border: 1px solid; padding: .3rem; text-align: left }}
td {{ overflow-wrap: anywhere }}
th {{ width: 35% }}
</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


def data_page(data: Data, language: str) -> str:
    """A self-contained HTML page; every value is escaped."""
    language = supported_language(language)

    def say(message: str) -> str:
        return escape(translate(message, target_language=language))

    library = library_in(language).name
    title = _("My data at the ${library}", mapping={"library": library})
    made = _("Made on ${time}", mapping={"time": moment_in(now(), language)})
    parts = [f"<p>{say(made)}</p>", f"<p>{say(SECRETS)}</p>"]
    for name, content in in_words(data, language).items():
        parts.append(f"<h2>{say(SECTIONS[name])}</h2>")
        entries = content if isinstance(content, list) else [content]
        parts += [_table(entry, say) for entry in entries] or [f"<p>{say(NONE)}</p>"]
    return _PAGE.format(language=language, title=say(title), body="\n".join(parts))


def _table(data: Data, say: Say) -> str:
    rows = (
        f'<tr><th scope="row">{label}</th><td>{value}</td></tr>'
        for label, value in _rows(data, say)
    )
    return f"<table>{''.join(rows)}</table>"


def _rows(data: Data, say: Say) -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        label = say(LABELS[name]) if name in LABELS else escape(name)
        if isinstance(value, dict):
            yield label, _table(value, say)
        else:
            yield label, _value(name, value, say)


def _value(name: str, value: object, say: Say) -> str:
    if isinstance(value, bool):
        return say(YES if value else NO)
    if isinstance(value, list):
        return "<br>".join(
            _table(one, say) if isinstance(one, dict) else escape(str(one))
            for one in value
        )
    if name == "text" and value:
        return escape(fromstring(f"<div>{value}</div>").text_content())
    return escape(str(value))
