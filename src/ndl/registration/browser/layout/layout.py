"""The frame of patrons' pages: head, header and footer, without Plone's scripts."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.forms.page import document_title
from ndl.registration.browser.forms.request import is_posted
from ndl.registration.browser.languages import page_language
from ndl.registration.browser.layout.assets import static_url
from ndl.registration.browser.layout.assets import styles_url
from ndl.registration.browser.layout.home import desk_of
from ndl.registration.browser.layout.logo import Logo
from ndl.registration.browser.layout.logo import site_logo
from ndl.registration.current_user import current_user_id
from ndl.registration.patrons.directory import get_directory
from ndl.registration.settings import library_in
from ndl.registration.settings.library import Library
from plone import api
from Products.Five.browser import BrowserView
from typing import Any
from zope.i18n import translate


class PatronLayout(BrowserView):
    """The macro `master`, with the slots of Plone's main template that are filled here.

    A theme or policy package that shows patrons' pages in another frame registers a
    view of this name for its own browser layer.
    """

    def begin(self) -> None:
        """Switch the Diazo theme off, which would add its own files."""
        self.request.response.setHeader("X-Theme-Disabled", "1")

    @property
    def language(self) -> str:
        """The language of the page."""
        return page_language()

    @cached_property
    def library(self) -> Library:
        """The library's data in the language of the page."""
        return library_in(self.language)

    @cached_property
    def logo(self) -> Logo | None:
        """The site's own logo; None if it has none."""
        return site_logo()

    @cached_property
    def static(self) -> str:
        """The base URL of the scripts."""
        return static_url()

    @property
    def is_answer(self) -> bool:
        """Whether the page answers a POST."""
        return is_posted(self.request)

    @property
    def styles(self) -> str:
        """The URL of the style sheet."""
        return styles_url(self.request)

    def title(self, view: Any) -> str:
        """The title of the document: page, then library."""
        own = document_title(view, self.request)
        return f"{own} — {self.library.name}" if own else self.library.name

    @property
    def description(self) -> str:
        """The description of the site for search engines."""
        message = _(
            "User registration, login and services of the ${library}.",
            mapping={"library": self.library.name},
        )
        return translate(message, context=self.request)

    @property
    def favicon(self) -> str:
        """The URL of the icon of the site."""
        return f"{api.portal.get().absolute_url()}/favicon.ico"

    @property
    def is_anonymous(self) -> bool:
        """Whether the user is not logged in."""
        return api.user.is_anonymous()

    @property
    def is_patron(self) -> bool:
        """Whether the user is a logged-in patron."""
        return current_user_id() in get_directory()

    @property
    def desk(self) -> str:
        """URL of the desk, or empty if the user may not work there."""
        return desk_of(api.user.get_current())
