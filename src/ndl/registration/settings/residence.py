"""Settings of the library's country and the questions to its residents."""

from ndl.registration import _
from ndl.registration.config import JAPAN
from plone.supermodel import model
from zope import schema


class IResidenceSettings(model.Schema):
    """The library's country and the questions to its residents."""

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
