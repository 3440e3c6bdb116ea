"""Links to pages of the library's web site, for templates."""

from html import escape
from ndl.registration import _
from ndl.registration.browser.languages import page_language
from ndl.registration.settings import library_in
from Products.Five.browser import BrowserView
from zope.i18n import translate


# The setting with the address, the text, and whether the text stays without one.
_LINKS = {
    "about": ("about_page", _("the User Registration section of our website"), True),
    "website": ("about_page", _("the library's website"), True),
    "documents": ("documents_page", _("the Identification Documents page"), True),
    "passwords": ("passwords_page", _("Password policy"), False),
}


class LibraryLinks(BrowserView):
    """Links by name: `context/@@library-links/documents`."""

    def __getitem__(self, name: str) -> str:
        """The link as HTML; without an address its text, or nothing."""
        setting, text, stays = _LINKS[name]
        address = getattr(library_in(page_language()), setting)
        shown = escape(translate(text, context=self.request))
        if address:
            return f'<a href="{escape(address)}">{shown}</a>'
        return shown if stays else ""
