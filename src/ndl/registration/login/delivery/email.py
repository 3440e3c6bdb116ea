"""Authentication codes by e-mail, in both languages and without links (R23-R28)."""

from ndl.registration import _
from ndl.registration.dates import minutes_of
from ndl.registration.interfaces import IDeliveryChannel
from ndl.registration.interfaces import Identity
from ndl.registration.mail.compose import send_mail
from ndl.registration.patrons.email import mask_email
from ndl.registration.settings import settings
from zope.interface import implementer


@implementer(IDeliveryChannel)
class EmailChannel:
    """The default channel of codes."""

    title = _("Authentication code by email")
    page = ""
    needs = ""

    def serves(self, identity: Identity) -> bool:
        """Whether an address is on file."""
        return bool(identity.email)

    def recipient(self, identity: Identity) -> str:
        """The masked e-mail address."""
        return mask_email(identity.email)

    def told(self, identity: Identity) -> str:
        """The text of the code page after the code was sent."""
        return _(
            "An email with a 6-digit authentication code was sent to ${recipient}.",
            mapping={"recipient": self.recipient(identity)},
        )

    def tell_of_address(self, identity: Identity, masked: str) -> None:
        """Do nothing: before a first address there is no address to notify."""

    def send(self, identity: Identity, code: str) -> None:
        """Mail the code after the transaction is committed."""
        send_mail(
            identity.email,
            "authentication-code",
            identity.language,
            code=code,
            minutes=minutes_of(settings().code_lifetime),
        )
