"""Schemas of the forms at the counter."""

from ndl.registration import _
from ndl.registration.counter.identity import CORRECTIONS
from ndl.registration.declaration import constraints
from ndl.registration.declaration.constraints import TextLine
from ndl.registration.declaration.schema import CLASSES
from ndl.registration.documents.kinds import VOCABULARY
from ndl.registration.folding import EMAIL_LENGTH
from zope import schema
from zope.interface import Interface
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


CARD_LENGTH = 64


class IDocumentSeen(Interface):
    """The identity document that the officer has seen."""

    document = schema.Choice(
        title=_("Identification document that you have seen"),
        description=_(
            "Issued by a public institution, valid today, and of the person before you."
        ),
        vocabulary=VOCABULARY,
    )


class ICorrection(IDocumentSeen):
    """The reason for a correction of the data on file."""

    reason = schema.Choice(
        title=_("Reason for the correction"),
        vocabulary=SimpleVocabulary(
            [SimpleTerm(one.value, title=words) for one, words in CORRECTIONS.items()]
        ),
    )


class IEmailForPatron(IDocumentSeen):
    """The new email address of the patron."""

    email = TextLine(
        title=_("New email address"),
        description=_(
            "Let the patron read it once more: authentication codes are sent to it "
            "from now on."
        ),
        max_length=EMAIL_LENGTH,
        constraint=constraints.email_address,
    )


class ICardNumber(Interface):
    """The number of a card, typed or read from its barcode."""

    card = TextLine(
        title=_("Card number"),
        description=_("Scan the barcode of the card, or enter the number."),
        max_length=CARD_LENGTH,
    )


class IRegistration(IDocumentSeen):
    """Registration of a person at the counter."""

    email = TextLine(
        title=_("Email address"),
        description=_(
            "May stay empty: who has none is asked for one at the first login, or "
            "receives the code by telephone."
        ),
        required=False,
        max_length=EMAIL_LENGTH,
        constraint=constraints.email_address,
    )
    patron_class = schema.Choice(title=_("Registration type"), vocabulary=CLASSES)
    is_other = schema.Bool(
        title=_("This is another person than those who are named above"),
        required=False,
        default=False,
    )


class INothing(Interface):
    """No fields: a form that only confirms."""
