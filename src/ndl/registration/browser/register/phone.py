"""Pictures taken with a telephone, for a form that is open on another device."""

from functools import cached_property
from ndl.registration import _
from ndl.registration.browser.forms.page import PortalPage
from ndl.registration.browser.register.document import PHONE_PAGE
from ndl.registration.browser.register.picture import PictureView
from ndl.registration.browser.register.uploads import PictureFields
from ndl.registration.documents.handover import HandoverClosed
from ndl.registration.documents.handover import LIFETIME
from ndl.registration.documents.handover import take_over
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.registration.answered import KIND
from ndl.registration.registration.answers import Answers
from ndl.registration.registration.answers import DraftPlace
from ndl.registration.registration.steps import DOCUMENT
from ndl.registration.web.drafts import Handover
from ndl.registration.web.drafts import keep_handover
from ndl.registration.web.drafts import read_handover
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from ZPublisher.HTTPRequest import HTTPRequest


def handed_answers(request: HTTPRequest) -> Answers | None:
    """The draft that this browser has taken over; None if there is none any more."""
    found = read_handover(request)
    if found is None:
        return None
    answers = Answers(DraftPlace(found.owner, found.secret, LIFETIME))
    return None if answers.is_empty else answers


def chosen_kind(answers: Answers) -> str:
    """The kind of document that was chosen on the other device; empty before."""
    answered = answers.of(DOCUMENT) or {}
    return answers.typed(DOCUMENT).get("document_kind") or answered.get(KIND, "")


class NothingSent(DomainError):
    """This device has not sent a picture yet."""

    code = Code.NOTHING_SENT
    message = _("This device has not sent an image yet. Please choose one.")


class PhonePictures(PortalPage):
    """The page `phone-pictures`: takes the draft over, then accepts pictures.

    Of the draft it shows only the pictures.
    """

    index = ViewPageTemplateFile("phone.pt")
    pictures_template = ViewPageTemplateFile("pictures.pt")
    place_template = ViewPageTemplateFile("place.pt")
    title = _("Images of your identification document")
    is_received = False

    @property
    def token(self) -> str:
        """The token in the scanned code."""
        return self.sealed_of("token")

    def post(self) -> str:
        """Take the draft over, or accept the pictures. Raises HandoverClosed."""
        if self.token:
            owner, secret = take_over(self.token)
            before = Answers(DraftPlace(owner, secret, LIFETIME)).pictures
            held = tuple(one.digest for one in before)
            keep_handover(self.request, Handover(owner, secret, held))
            return self.redirect(self.url)
        if self.pictures is None:
            raise HandoverClosed
        self.pictures.receive()
        if not self.pictures.errors:
            self.pictures.require_sides()
        self.problems = dict(self.pictures.errors)
        if not (self.problems or self._has_sent):
            raise NothingSent
        self.is_received = not self.problems
        return self.get()

    @property
    def _has_sent(self) -> bool:
        """Whether a picture came that the draft did not have at the beginning."""
        handover = read_handover(self.request)
        held = handover.held if handover else ()
        kept = self.pictures.kept if self.pictures else ()
        return any(one.digest not in held for one in kept)

    @property
    def url(self) -> str:
        """The URL of this page."""
        return f"{self.context.absolute_url()}/{PHONE_PAGE}"

    @cached_property
    def pictures(self) -> PictureFields | None:
        """The fields for pictures; None before a draft is taken over."""
        answers = handed_answers(self.request)
        if answers is None:
            return None
        return PictureFields(self.request, answers, chosen_kind(answers))

    @property
    def picture_fields(self) -> str:
        """The fields for pictures, as HTML."""
        return self.pictures_template(
            pictures=self.pictures, page="phone-picture", kinds=False
        )


class PhonePicture(PictureView):
    """The page `phone-picture`, used by the script of `phone-pictures`."""

    refusal: DomainError | None = HandoverClosed()

    def open_flow(self) -> bool:
        """Whether this browser has taken a draft over."""
        return handed_answers(self.request) is not None

    @property
    def answers(self) -> Answers:
        """The answers of the draft. Raises HandoverClosed."""
        answers = handed_answers(self.request)
        if answers is None:
            raise HandoverClosed
        return answers
