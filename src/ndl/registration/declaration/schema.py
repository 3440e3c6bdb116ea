"""Schemas of the registration steps; those per country are in their own modules."""

from ndl.registration import _
from ndl.registration.declaration import constraints
from ndl.registration.declaration.constraints import Password
from ndl.registration.declaration.constraints import TextLine
from ndl.registration.folding import EMAIL_LENGTH
from ndl.registration.folding import PASSWORD_LENGTH
from ndl.registration.patrons.record import PatronClass
from zope import schema
from zope.interface import Interface
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


NAME_LENGTH = 100
ADDRESS_LENGTH = 120
PHONE_LENGTH = 40

CLASSES = SimpleVocabulary(
    [
        SimpleTerm(PatronClass.SIMPLE.value, title=_("Simple user registration")),
        SimpleTerm(PatronClass.OFFICIAL.value, title=_("Official user registration")),
    ]
)
MAIL_LANGUAGES = SimpleVocabulary(
    [
        SimpleTerm("ja", title=_("Japanese")),
        SimpleTerm("en", title=_("English")),
    ]
)
TITLES = SimpleVocabulary.fromValues(["Mr.", "Ms.", "Mx.", "Dr.", "Prof."])


class IEmailStep(Interface):
    """The address to which the link is mailed, and consent (R58)."""

    email = TextLine(
        title=_("Email address"),
        max_length=EMAIL_LENGTH,
        constraint=constraints.email_address,
    )
    accept = schema.Bool(
        title=_("I Accept the above Terms and Conditions"),
        constraint=constraints.accepted,
    )


class IClassStep(Interface):
    """The type of registration (R66, R91)."""

    patron_class = schema.Choice(title=_("Registration type"), vocabulary=CLASSES)


class IPatronForm(Interface):
    """Fields common to all applicants, whatever their residence (R67, R168)."""

    single_name = schema.Bool(
        title=_("I have only one name"),
        description=_("Enter it in either field and leave the other blank."),
        required=False,
        default=False,
    )
    birth_date = schema.Date(
        title=_("Date of birth"),
        description=_(
            "For example 1990-04-01, 19900401 or H2.4.1. You can not change your date "
            "of birth after registration."
        ),
        constraint=constraints.birth_date,
    )
    phone = TextLine(
        title=_("Telephone number"),
        description=_(
            "Enter your cellphone number or landline. The library may call you "
            "about your registration or a request."
        ),
        required=False,
        max_length=PHONE_LENGTH,
        constraint=constraints.printable,
    )
    phone_is_fax = schema.Bool(
        title=_("This is a FAX number"),
        required=False,
        default=False,
    )
    no_phone = schema.Bool(
        title=_(
            "I have a hearing, speech, or other disability that makes it "
            "difficult to communicate by telephone"
        ),
        description=_(
            "Enter an alternative such as a FAX number above, or select this "
            "check box and leave the number blank."
        ),
        required=False,
        default=False,
    )
    language = schema.Choice(
        title=_("Language of emails from the library"), vocabulary=MAIL_LANGUAGES
    )
    title = schema.Choice(
        title=_("Title"),
        description=_("Emails in English begin with it."),
        required=False,
        vocabulary=TITLES,
    )
    password = Password(title=_("Password"), max_length=PASSWORD_LENGTH)
    password_again = Password(title=_("Password (again)"), max_length=PASSWORD_LENGTH)
