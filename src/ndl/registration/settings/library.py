"""Settings of the library: name, contact, linked pages, and its country."""

from dataclasses import dataclass
from ndl.registration import _
from ndl.registration.config import JAPAN
from ndl.registration.settings.addresses import is_page_address
from ndl.registration.settings.texts import is_line
from ndl.registration.settings.texts import LONGEST_LINE
from plone.supermodel import model
from zope import schema


def _page(title: str, description: str = "") -> schema.TextLine:
    return schema.TextLine(
        title=title,
        description=description,
        constraint=is_page_address,
        required=False,
        default="",
        max_length=LONGEST_LINE,
    )


class ILibrarySettings(model.Schema):
    """The library: its name, contact data, and the pages that texts link to."""

    model.fieldset(
        "library",
        label=_("Library"),
        description=_(
            "Shown in the header and at the foot of the pages of registration and "
            "login. The logo is that of Site Setup, Site. Without a page in the "
            "language of the reader the English one is linked; without both there "
            "is no link."
        ),
        fields=[
            "library_name_en",
            "library_name_ja",
            "address_en",
            "address_ja",
            "telephone",
            "contact",
            "contact_page_en",
            "contact_page_ja",
            "about_page_en",
            "about_page_ja",
            "documents_page_en",
            "documents_page_ja",
            "passwords_page_en",
            "passwords_page_ja",
            "institutions_page_en",
            "institutions_page_ja",
        ],
    )
    library_name_en = schema.TextLine(
        title=_("Name of the library, in English"),
        default="National Diet Library",
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    library_name_ja = schema.TextLine(
        title=_("Name of the library, in Japanese"),
        default="国立国会図書館",
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    address_en = schema.TextLine(
        title=_("Postal address, in English"),
        required=False,
        default="",
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    address_ja = schema.TextLine(
        title=_("Postal address, in Japanese"),
        required=False,
        default="",
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    telephone = schema.TextLine(
        title=_("Telephone number"),
        description=_("As it is dialled, for example +81-3-3506-3300."),
        required=False,
        default="",
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    contact = schema.TextLine(
        title=_("Contact told to patrons (email address, telephone or page)"),
        required=False,
        default="",
        constraint=is_line,
        max_length=LONGEST_LINE,
    )
    contact_page_en = _page(_("Page with contacts, in English (URL)"))
    contact_page_ja = _page(_("Page with contacts, in Japanese (URL)"))
    about_page_en = _page(_("Page about user registration, in English (URL)"))
    about_page_ja = _page(_("Page about user registration, in Japanese (URL)"))
    documents_page_en = _page(_("Page about identification documents, English (URL)"))
    documents_page_ja = _page(_("Page about identification documents, Japanese (URL)"))
    passwords_page_en = _page(_("Page with the password policy, in English (URL)"))
    passwords_page_ja = _page(_("Page with the password policy, in Japanese (URL)"))
    institutions_page_en = _page(
        _("Page about registration of institutions, in English (URL)")
    )
    institutions_page_ja = _page(
        _("Page about registration of institutions, in Japanese (URL)")
    )


@dataclass(frozen=True)
class Library:
    """The library's data in a language; missing values are empty."""

    name: str
    address: str
    telephone: str
    contact: str
    contact_page: str
    about_page: str
    documents_page: str
    passwords_page: str
    institutions_page: str

    @property
    def telephone_link(self) -> str:
        """The "tel:" URL of the number."""
        return f"tel:{''.join(c for c in self.telephone if c in '+0123456789')}"


class IResidenceSettings(model.Schema):
    """The library's country, and the form for its residents."""

    model.fieldset(
        "residence",
        label=_("Residence"),
        fields=["home_country", "japanese_form"],
    )
    home_country = schema.Choice(
        title=_("Country of the library"),
        description=_(
            "Services and roles tell its residents from those of other countries; "
            "its public holidays are no business days."
        ),
        vocabulary="ndl.registration.Countries",
        default=JAPAN,
    )
    japanese_form = schema.Bool(
        title=_("Offer the Japanese form"),
        description=_(
            "With readings in katakana, address search by postal code and "
            "prefectures, for residents of Japan. Without it everybody uses the form "
            "in the Latin alphabet, in which the country is chosen."
        ),
        default=True,
        required=False,
    )
