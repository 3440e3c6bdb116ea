"""The base of the portal's pages."""

from collections.abc import Mapping
from html import escape
from ndl.registration import _
from ndl.registration.browser.forms.fresh import FreshCodeMixin
from ndl.registration.browser.forms.problems import Fault
from ndl.registration.browser.forms.problems import fault_links
from ndl.registration.browser.forms.request import drop_strange_values
from ndl.registration.browser.forms.request import has_valid_token
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.browser.forms.request import messages_of
from ndl.registration.browser.forms.request import note_refusal
from ndl.registration.browser.forms.request import PAGE_EXPIRED
from ndl.registration.browser.forms.request import RequestMixin
from ndl.registration.browser.interfaces import IPortalPage
from ndl.registration.browser.languages import page_language
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.settings import library_in
from plone.app.layout.viewlets.common import TitleViewlet
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.i18n import translate
from zope.interface import implementer
from ZPublisher.HTTPRequest import HTTPRequest


@implementer(IPortalPage)
class PortalPage(RequestMixin, FreshCodeMixin, BrowserView):
    """A page that is shown on GET and calls a use case on POST.

    Subclasses override `get` and `post`. `post` is not called without a valid token. A
    DomainError that it raises is shown on the page, beside the field that
    `error_fields` names for its code.
    """

    message = ""
    # Inputs to mark as invalid when the whole form is refused.
    marked_fields: tuple[str, ...] = ()
    error_fields: Mapping[Code, str] = {}
    # Labels of fields, for messages that do not say which field they mean.
    field_labels: Mapping[str, str] = {}
    names_faulty = False
    problems_box = ViewPageTemplateFile("problems.pt")

    def __init__(self, context: Any, request: HTTPRequest) -> None:
        super().__init__(context, request)
        self.problems: dict[str, str] = {}

    def __call__(self) -> str:
        """Answer the request; no cache stores the answer."""
        keep_private(self.request)
        if self.sends_away():
            return ""
        self.prepare()
        if not self.is_posted:
            return self.get()
        drop_strange_values(self.request)
        if not has_valid_token(self.request):
            return self.refuse(PAGE_EXPIRED)
        if self.is_code_stale:
            return self.get()
        try:
            return self.post()
        except DomainError as error:
            return self.refuse_for(error)

    def prepare(self) -> None:
        """Prepare the page before `get` or `post`."""

    def get(self) -> str:
        """Show the page; also called after a refused POST."""
        return self.index()

    def post(self) -> str:
        """Call the use case and show its result."""
        return self.get()

    @property
    def title(self) -> str:
        """The title of the page."""
        return ""

    @property
    def url(self) -> str:
        """The URL of this page."""
        return f"{self.context.absolute_url()}/{self.__name__}"

    def redirect(self, url: str) -> str:
        """Redirect to another page."""
        self.request.response.redirect(url)
        return ""

    def refuse(self, message: str, field: str = "") -> str:
        """Show the page again, with a message beside a field or above the form."""
        if field:
            self.add_field_error(field, message)
        else:
            self.message = message
        return self.get()

    def refuse_for(self, error: DomainError) -> str:
        """Show the page again, with the message and status of a refusal."""
        note_refusal(self.request, error)
        texts = (translate(one, context=self.request) for one in messages_of(error))
        return self.refuse(" ".join(texts), self.error_fields.get(error.code, ""))

    def add_field_error(self, name: str, message: str) -> None:
        """Show a message beside a field."""
        self.problems[name] = message

    @property
    def general_messages(self) -> list[str]:
        """Messages about the form as a whole, for the error summary."""
        return [self.message] if self.message else []

    @property
    def faulty_links(self) -> list[dict[str, str]]:
        """Messages about fields, for the error summary."""
        faults = [
            Fault(message, self.field_labels.get(name, ""), name)
            for name, message in self.problems.items()
        ]
        return fault_links(faults, self.names_faulty)

    @property
    def has_problems(self) -> bool:
        """Whether anything was refused, for the title of the page."""
        return bool(self.problems or self.message)

    def problem(self, name: str) -> str:
        """The message beside a field."""
        return self.problems.get(name, "")

    def invalid(self, name: str) -> str | None:
        """The attribute `aria-invalid` of a field."""
        is_meant = bool(self.message) and name in self.marked_fields
        return "true" if is_meant or name in self.problems else None

    def described(self, name: str, *hints: str) -> str | None:
        """The attribute `aria-describedby` of a field: message first, then hints."""
        found = list(hints)
        if name in self.problems:
            found.insert(0, f"{name}-error")
        elif self.invalid(name):
            found.insert(0, "problems")
        return " ".join(found) or None


class ActionPage(PortalPage):
    """A page with buttons and nothing to type.

    Each POST ends in a redirect; a refusal is shown on the next page.
    """

    def refuse(self, message: str, field: str = "") -> str:
        """Show a message on the next page."""
        self.flash(message, "error")
        return self.redirect(self.url)


class FreshCodePage(PortalPage):
    """The page `fresh-code`: asks for password and code in another tab."""

    needs_fresh_code = True
    title = _("Your authentication code was correct")


def document_title(view: Any, request: HTTPRequest) -> str:
    """The title of a page in the head of the document, with "Error:" if refused."""
    title = translate(getattr(view, "title", ""), context=request)
    if not getattr(view, "has_problems", False):
        return title
    message = _("Error: ${title}", mapping={"title": title})
    return translate(message, context=request)


class PageTitle(TitleViewlet):
    """The title in the head of the document."""

    def update(self) -> None:
        """Name the page, then the library."""
        title = escape(document_title(self.view, self.request))
        library = escape(library_in(page_language()).name)
        self.site_title = f"{title}{self.sep}{library}"
