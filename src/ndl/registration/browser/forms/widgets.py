"""Inputs of the registration forms."""

from datetime import date
from ndl.registration.declaration.constraints import NO_DATE
from ndl.registration.declaration.dates import parse_date
from plone.app.z3cform.interfaces import ITextWidget
from plone.app.z3cform.widgets.text import TextWidget
from z3c.form.converter import BaseDataConverter
from z3c.form.converter import FormatterValidationError
from z3c.form.widget import FieldWidget
from zope.component import adapter
from zope.interface import implementer_only
from zope.schema.interfaces import IDate
from ZPublisher.HTTPRequest import HTTPRequest


ATTRIBUTES = {
    "email": {"type": "email", "autocomplete": "email"},
    "family_name": {"autocomplete": "family-name"},
    "given_name": {"autocomplete": "given-name"},
    "birth_date": {"autocomplete": "bday"},
    "postal_code": {"autocomplete": "postal-code", "inputmode": "numeric"},
    "region": {"autocomplete": "address-level1"},
    "city": {"autocomplete": "address-level2"},
    "street": {"autocomplete": "address-line1"},
    "building": {"autocomplete": "address-line2"},
    "phone": {"type": "tel", "autocomplete": "tel", "inputmode": "tel"},
    "password": {"autocomplete": "new-password"},
    "password_again": {"autocomplete": "new-password"},
}
OVERSEAS_ATTRIBUTES = {
    "country": {"autocomplete": "country"},
    "postal_code": {"inputmode": "text"},
    "street": {"autocomplete": "street-address"},
}


class IBirthDateWidget(ITextWidget):
    """An input for a date of birth."""


@implementer_only(IBirthDateWidget)
class BirthDateWidget(TextWidget):
    """A single text input.

    A native date input does not accept eight digits where dates end in 日, as in
    Japanese browsers, and its calendar is tedious for dates decades ago.
    """


def birth_date_widget(field: IDate, request: HTTPRequest) -> FieldWidget:
    """The birth date widget for a field."""
    return FieldWidget(field, BirthDateWidget(request))


@adapter(IDate, IBirthDateWidget)
class BirthDateConverter(BaseDataConverter):
    """Parses typed dates and reports invalid ones."""

    def toWidgetValue(self, value: date | None) -> str:
        """The value of the input."""
        return value.isoformat() if isinstance(value, date) else ""

    def toFieldValue(self, value: str) -> date | None:
        """The date that was typed. Raises FormatterValidationError."""
        if not value:
            return self.field.missing_value
        try:
            return parse_date(value)
        except (TypeError, ValueError) as error:
            message = NO_DATE
            raise FormatterValidationError(message, value) from error
