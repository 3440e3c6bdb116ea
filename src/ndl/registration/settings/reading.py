"""Reading: hints that a program finds in the pictures of documents."""

from ndl.registration import _
from plone.supermodel import model
from zope import schema


class IReadingSettings(model.Schema):
    """Reading: hints that a program finds in the pictures of documents."""

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
