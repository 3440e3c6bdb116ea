"""The fields of the shipped services."""

from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from ndl.registration import _
from ndl.registration.clock import today
from ndl.registration.review.calendar import is_business_day
from ndl.registration.settings import settings
from plone.supermodel import model
from types import MappingProxyType
from zope import schema
from zope.interface import Invalid
from zope.interface import invariant
from zope.interface.interface import InterfaceClass
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


# Tagged value of a schema: the field that shows the errors of its invariants.
BESIDE = "ndl.registration.beside"
_LINE = 300
_TEXT = 2000
PAST = _("Choose a day from tomorrow on.")
CLOSED = _("The library is closed on this day. Please choose another one.")
SAME_PLACE = _("The material is held where you want to read it.")


class VisitDay(schema.Date):
    """A day on which the library is open, from tomorrow on."""

    def validate(self, value: date | None) -> None:
        """Validate the day, see IField. Raises Invalid."""
        super().validate(value)
        if value is None:
            return
        days = settings().visit_days
        if value <= today():
            raise Invalid(PAST)
        if value > today() + timedelta(days=days):
            raise Invalid(
                _("Choose a day within the next ${days} days.", mapping={"days": days})
            )
        if not is_business_day(value):
            raise Invalid(CLOSED)


def _choice(title: str, *pairs: tuple[str, str], **options: bool) -> schema.Choice:
    terms = [SimpleTerm(value, value, text) for value, text in pairs]
    return schema.Choice(title=title, vocabulary=SimpleVocabulary(terms), **options)


def _line(
    title: str, description: str = "", *, required: bool = False
) -> schema.TextLine:
    return schema.TextLine(
        title=title, description=description, required=required, max_length=_LINE
    )


def _text(title: str, description: str = "", *, required: bool = False) -> schema.Text:
    return schema.Text(
        title=title, description=description, required=required, max_length=_TEXT
    )


PLACES = (
    ("tokyo", _("Tokyo Main Library")),
    ("kansai", _("Kansai-kan")),
    ("children", _("International Library of Children's Literature")),
)


class IMaterial(model.Schema):
    """The requested material, which a catalogue record can fill in."""

    title = _line(_("Title of the work"), required=True)
    author = _line(_("Author"))
    publishing = _line(_("Publisher and year"))
    number = _line(
        _("ISBN, ISSN or call number"), _("As the catalogue has it, if you know it.")
    )


class IPhotoduplication(IMaterial):
    """A copy of pages or an article (R48)."""

    pages = _line(
        _("Pages or article to be copied"),
        _("For example: volume 3, pages 12-25."),
        required=True,
    )
    size = _choice(
        _("Size of the paper"),
        ("a4", _("A4")),
        ("a3", _("A3")),
        ("b4", _("B4")),
        ("as-is", _("As the original")),
    )
    colour = _choice(
        _("Colour"), ("grey", _("Black and white")), ("colour", _("In colour"))
    )
    delivery = _choice(
        _("Delivery"),
        ("post", _("By post to the registered address")),
        ("tokyo", _("Collect it at the Tokyo Main Library")),
        ("kansai", _("Collect it at the Kansai-kan")),
    )
    payment = _choice(
        _("Payment"),
        ("transfer", _("Bank transfer after receipt")),
        ("card", _("Credit card")),
        ("counter", _("At the counter")),
    )
    note = _text(_("Note to the library"))


class IArticleResearch(model.Schema):
    """Search for where an article was published (R48)."""

    title = _line(_("Title or subject of the article"), required=True)
    author = _line(_("Author"))
    journal = _line(_("Journal or newspaper"))
    period = _line(_("When it was published"), _("For example: spring of 1953."))
    note = _text(
        _("What else is known"),
        _("Also where you have read of it."),
    )


class IReference(model.Schema):
    """A reference question (R49)."""

    question = _text(_("Your question"), required=True)
    known = _text(_("What you have looked at already"))
    purpose = _line(_("What you need the answer for"))


class IReservation(IMaterial):
    """Materials of the Kansai-kan, reserved for a day (R50)."""

    day = VisitDay(
        title=_("Day of the visit to the Kansai-kan"),
        description=_("A day on which the library is open."),
    )
    volume = _line(_("Volume or issue"))
    note = _text(_("Note to the library"))


class IInterfacility(IMaterial):
    """Materials brought from one facility of the library to another (R50)."""

    held = _choice(_("Where the material is held"), *PLACES)
    place = _choice(_("Where you want to read it"), *PLACES)
    volume = _line(_("Volume or issue"))
    note = _text(_("Note to the library"))

    @invariant
    def differ(data: "IInterfacility") -> None:
        """The place of use must differ from the place where the material is held."""
        if data.held is not None and data.held == data.place:
            raise Invalid(SAME_PLACE)


IInterfacility.setTaggedValue(BESIDE, "place")


class IClosedStacks(IMaterial):
    """Materials of the closed stacks, used in the library (R182)."""

    place = _choice(_("Where you want to read it"), *PLACES)
    day = VisitDay(
        title=_("Day of the visit"),
        description=_("A day on which the library is open."),
    )
    volume = _line(_("Volume or issue"))
    note = _text(_("Note to the library"))


SHIPPED: Mapping[str, InterfaceClass] = MappingProxyType(
    {
        "photoduplication": IPhotoduplication,
        "article-research": IArticleResearch,
        "reference": IReference,
        "reservation": IReservation,
        "interfacility": IInterfacility,
        "closed-stacks": IClosedStacks,
    }
)
