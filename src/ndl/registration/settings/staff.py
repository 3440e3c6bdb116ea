"""Settings for staff: two-factor login, the counter, hints read from pictures."""

from ndl.registration import _
from ndl.registration.settings.texts import is_line
from ndl.registration.settings.texts import LONGEST_LINE
from ndl.registration.settings.texts import MOST_LINES
from plone.autoform import directives
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema


class IStaffSettings(model.Schema):
    """Two-factor login of staff."""

    model.fieldset(
        "staff",
        label=_("Staff"),
        description=_(
            "Two-factor login of staff is switched on and off on a separate page, "
            "because the manager who switches it on must have received a code."
        ),
        fields=["staff_code", "staff_roles", "exempt_accounts"],
    )
    directives.omitted("staff_code")
    staff_code = schema.Bool(
        title=_("Staff log in with an authentication code"),
        default=False,
        required=False,
    )
    directives.widget("staff_roles", CheckBoxFieldWidget)
    staff_roles = schema.Tuple(
        title=_("Roles that log in with an authentication code"),
        description=_(
            "Without any: every role that may see applications or manage the site."
        ),
        value_type=schema.Choice(vocabulary="ndl.registration.StaffRoles"),
        max_length=MOST_LINES,
        required=False,
        default=(),
    )
    exempt_accounts = schema.Tuple(
        title=_("Service accounts that log in with a password alone (one per line)"),
        description=_(
            "User IDs of programs that cannot receive email. Give each of them a "
            "long random password and no more rights than it needs."
        ),
        value_type=schema.TextLine(constraint=is_line, max_length=LONGEST_LINE),
        max_length=MOST_LINES,
        required=False,
        default=(),
    )


class ICounterSettings(model.Schema):
    """Counter: initial passwords and their slips."""

    model.fieldset(
        "counter",
        label=_("Counter"),
        fields=["initial_password_days", "slip_font"],
    )
    initial_password_days = schema.Int(
        title=_("How long an initial password can be used (days)"),
        default=14,
        min=1,
        max=365,
    )
    slip_font = schema.TextLine(
        title=_("Font of the slips (a TrueType file on the server)"),
        description=_(
            "It is embedded in the PDF and must have Japanese characters. Empty: the "
            "Japanese font of the PDF reader."
        ),
        required=False,
        default="",
        constraint=is_line,
        max_length=LONGEST_LINE,
    )


class IReadingSettings(model.Schema):
    """Reading: hints found by OCR in the pictures of documents."""

    model.fieldset(
        "reading",
        label=_("Reading of pictures"),
        description=_(
            "After the submission, a program on the server can search the pictures "
            "for the declared data. Editors see its findings as hints."
        ),
        fields=["reads_pictures", "reading_seconds"],
    )
    reads_pictures = schema.Bool(
        title=_("The pictures of applications are read for hints"),
        description=_(
            "Default: no. It needs Tesseract with English and Japanese and the Python "
            "package tesserocr on the server; the page on the health of the "
            "registration tells whether they are there."
        ),
        default=False,
        required=False,
    )
    reading_seconds = schema.Int(
        title=_("Longest time for reading a picture (seconds of a processor)"),
        description=_(
            "Default: 40 seconds. A picture that waits for its processor is given up "
            "after three times that."
        ),
        default=40,
        min=5,
        max=600,
    )
