"""Forgotten passwords and user IDs: the forms, their results, and stock pages."""

from ndl.registration import _
from ndl.registration.browser.forms.form import PortalForm
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.forms.request import keep_private
from ndl.registration.browser.forms.robots import Guarded
from ndl.registration.browser.forms.widgets import birth_date_widget
from ndl.registration.dates import minutes_of
from ndl.registration.recovery.password import ask_for_reset
from ndl.registration.recovery.schema import IForgottenPassword
from ndl.registration.recovery.schema import IForgottenUserId
from ndl.registration.recovery.user_id import ask_for_user_id
from ndl.registration.settings import settings
from plone import api
from plone.registry.recordsproxy import RecordsProxy
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form.action import Action
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.BaseRequest import DefaultPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


class TellsLifetime:
    """A page that shows the lifetime of a mailed link."""

    @property
    def minutes(self) -> int:
        """Lifetime of the link in minutes."""
        return minutes_of(settings().password_reset_lifetime)


class ForgotForm(TellsLifetime, PortalForm):
    """A form with notes above it; its result is another page."""

    template = ViewPageTemplateFile("form.pt")
    ignoreRequest = False

    def go(self, page: str) -> None:
        """Redirect to a page of the site."""
        self.request.response.redirect(f"{self.context.absolute_url()}/{page}")


class ForgotPage(TellsLifetime, PortalPage):
    """A page with information only."""

    @property
    def settings(self) -> RecordsProxy:
        """The settings with the figures and texts of the library."""
        return settings()


class ForgotPasswordForm(Guarded, ForgotForm):
    """The form for user ID and email address; the response reveals no match."""

    schema = IForgottenPassword
    label = _("Reset password")
    notes = ViewPageTemplateFile("forgot_notes.pt")

    def updateWidgets(self, prefix: str | None = None) -> None:
        """Allow browsers to fill in the user ID."""
        super().updateWidgets(prefix)
        attributes = {"autocomplete": "username", "autocapitalize": "none"}
        self.widgets["user_id"].attributes.update(attributes)

    @button.buttonAndHandler(_("Agree and Send"), name="send")
    def send(self, action: Action) -> None:
        """Have the link mailed."""
        data = self.values()
        if data is None:
            return
        ask_for_reset(data["user_id"], data["email"], self.client)
        self.go("forgot-password-sent")


class ForgotPasswordSent(ForgotPage):
    """The page `forgot-password-sent`: reveals no match (R134-R136)."""

    title = _("Reset password")


class UnknownAddress(ForgotPage):
    """The page `forgot-email`: help for users without a known address (R211)."""

    title = _("If you no longer know your registered email address")


class ResendForm(Guarded, ForgotForm):
    """The form for email address and date of birth; the response reveals no match."""

    schema = IForgottenUserId
    label = _("User ID Resend Request Form")
    notes = ViewPageTemplateFile("resend_notes.pt")

    def updateFields(self) -> None:
        """Ask for the date as free text."""
        super().updateFields()
        self.fields["birth_date"].widgetFactory = birth_date_widget

    @button.buttonAndHandler(_("Send"), name="send")
    def send(self, action: Action) -> None:
        """Have the user ID mailed."""
        data = self.values()
        if data is None:
            return
        ask_for_user_id(data["email"], data["birth_date"], self.client)
        self.go("resend-user-id-sent")


class ResendSent(ForgotPage):
    """The page `resend-user-id-sent`: reveals no match."""

    title = _("User ID Resend Request Form")


@implementer(IPublishTraverse)
class ToForgotPassword(BrowserView):
    """The page that replaces the stock forms and links."""

    def publishTraverse(self, request: HTTPRequest, name: str) -> "ToForgotPassword":
        """Accept the keys of stock links and ignore them."""
        return self

    def __call__(self, *args: object, **values: object) -> str:
        """Redirect to the form; ignores all input."""
        keep_private(self.request)
        url = api.portal.get().absolute_url()
        self.request.response.redirect(f"{url}/forgot-password")
        return ""


class ClosedResetTool(DefaultPublishTraverse):
    """`portal_password_reset`: its methods set passwords, so no URL reaches them."""

    def publishTraverse(self, request: HTTPRequest, name: str) -> Any:
        """Publish only the settings page of the tool."""
        if name.removeprefix("@@") in {"explainPWResetTool", "manage_overview"}:
            return super().publishTraverse(request, name)
        raise NotFound(name)
