"""The slip with an initial password as a PDF, in the patron's language."""

from io import BytesIO
from ndl.registration import _
from ndl.registration.config import supported_language
from ndl.registration.counter.initial_password import Slip
from ndl.registration.dates import day_in
from ndl.registration.mail.compose import portal_link
from ndl.registration.settings import library_in
from ndl.registration.settings import settings
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Spacer
from xml.sax.saxutils import escape
from zope.i18n import translate
from zope.i18nmessageid import Message

import logging


logger = logging.getLogger(__name__)

# A Japanese font that PDF readers bring along; it is not embedded.
_READERS_FONT = "HeiseiKakuGo-W5"
_OWN_FONT = "ndl-slip"
TITLE = _("Initial password")
HINTS = (
    _("Log in at ${address}."),
    _("You are asked to choose a password of your own at once."),
    _("This password can be used until ${until}."),
    _("Show this slip to nobody, and destroy it after your first login."),
)


def draw_slip(slip: Slip) -> bytes:
    """The slip as a PDF of one page. Raises MailNotConfigured without a public URL."""
    language, font = supported_language(slip.language), _font()

    def say(message: str, **values: str) -> str:
        filled = Message(message, mapping=values)
        return escape(translate(filled, target_language=language))

    values = {"address": portal_link("login"), "until": day_in(slip.until, language)}
    text = ParagraphStyle("text", fontName=font, fontSize=11, leading=17)
    text.wordWrap = "CJK" if language == "ja" else None
    title = ParagraphStyle("title", text, fontSize=16, leading=24, spaceAfter=6 * mm)
    secret = ParagraphStyle(
        "secret", fontName="Courier-Bold", fontSize=22, leading=30, spaceAfter=6 * mm
    )
    library = library_in(language).name
    story = [
        Paragraph(escape(library), text),
        Paragraph(say(TITLE), title),
        Paragraph(escape(slip.name), text),
        Paragraph(say(_("User ID")), text),
        Paragraph(escape(slip.user_id), secret),
        Paragraph(say(TITLE), text),
        Paragraph(escape(slip.password), secret),
        Spacer(1, 4 * mm),
        *(Paragraph(say(hint, **values), text) for hint in HINTS),
    ]
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A5,
        leftMargin=18 * mm,
        rightMargin=18 * mm,
        title=say(TITLE),
        author=library,
        lang=language,
    )
    document.build(story)
    return target.getvalue()


def _font() -> str:
    """The font of the settings, embedded; without one, a font of PDF readers."""
    path = settings().slip_font
    if path:
        try:
            # Registered each time, as another site may use another font.
            pdfmetrics.registerFont(TTFont(_OWN_FONT, path))
        except (OSError, TTFError):
            logger.warning("The font of slips cannot be read: %s", path)
        else:
            return _OWN_FONT
    pdfmetrics.registerFont(UnicodeCIDFont(_READERS_FONT))
    return _READERS_FONT
