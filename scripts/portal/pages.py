"""The two pages of the inbox, as HTML. All texts of mails are escaped."""

from .mailbox import Mail
from html import escape
from urllib.parse import quote

import re


# Japanese text may follow a link without a space, so a link is ASCII only.
LINK = re.compile(r"https?://[!#-;=?-~]+[A-Za-z0-9/=_~-]")

STYLE = """
body { font: 16px/1.6 system-ui, "Noto Sans CJK JP", sans-serif;
       max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid #ccc; padding: .4rem; text-align: left;
         vertical-align: top; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit;
      border: 1px solid #ccc; padding: 1rem; }
"""


def link_up(text: str) -> str:
    """Escape a text and turn its URLs into links."""
    parts = []
    end = 0
    for match in LINK.finditer(text):
        url = escape(match[0])
        parts.append(escape(text[end : match.start()]))
        parts.append(f'<a href="{url}">{url}</a>')
        end = match.end()
    return "".join(parts) + escape(text[end:])


def inbox(mails: list[Mail]) -> str:
    """Return the page that lists the mails, in the given order."""
    rows = "".join(
        f'<tr><td><a href="/mail/{quote(mail.name)}">'
        f"{escape(mail.subject) or '(no subject)'}</a></td>"
        f"<td>{escape(mail.to)}</td><td>{escape(mail.date)}</td></tr>"
        for mail in mails
    )
    table = (
        "<table><thead><tr><th>Subject</th><th>To</th><th>Date</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
        if mails
        else "<p>No mail yet. This page looks again every five seconds.</p>"
    )
    return _page("Inbox", table, '<meta http-equiv="refresh" content="5">')


def single(mail: Mail) -> str:
    """Return the page that shows one mail."""
    heads = {
        "From": mail.sender,
        "To": mail.to,
        "Date": mail.date,
        "Attachments": ", ".join(mail.attachments),
    }
    rows = "".join(
        f"<tr><th>{name}</th><td>{escape(value)}</td></tr>"
        for name, value in heads.items()
        if value
    )
    return _page(
        mail.subject,
        f"<table>{rows}</table><pre>{link_up(mail.body)}</pre>"
        f'<p><a href="/">Inbox</a> · '
        f'<a href="/source/{quote(mail.name)}">Source</a></p>',
    )


def _page(title: str, body: str, head: str = "") -> str:
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{head}<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
