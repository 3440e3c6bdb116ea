"""Authentication codes by voice call (R29-R35)."""

from ndl.registration import _
from ndl.registration.events import audit
from ndl.registration.events import AuditTag
from ndl.registration.events import PatronPhoneChanged
from ndl.registration.interfaces import IDeliveryChannel
from ndl.registration.interfaces import Identity
from ndl.registration.login.accounts import get_logins
from ndl.registration.login.sources import PATRONS
from ndl.registration.patrons.directory import get_directory
from ndl.registration.settings import settings
from ndl.registration.voice.calling import ask_for_call
from ndl.registration.voice.caps import CallRefused
from ndl.registration.voice.caps import cost_class
from ndl.registration.voice.caps import mask_phone
from ndl.registration.voice.interfaces import Capability
from ndl.registration.voice.interfaces import IVoiceProvider
from zope.component import adapter
from zope.component import queryUtility
from zope.interface import implementer


VOICE = "voice"
# Evaluated in the same time as a patron's number.
_NO_PHONE = "+81312345678"


@implementer(IDeliveryChannel)
class VoiceChannel:
    """Calls official patrons in Japan at the number on file."""

    title = _("Authentication code by automated voice call")
    page = "login-voice"
    needs = "phone"

    def serves(self, identity: Identity) -> bool:
        """Whether calls are offered and allowed to the patron's number."""
        return has_provider() and bool(phone_of(identity))

    def recipient(self, identity: Identity) -> str:
        """The masked number."""
        return mask_phone(phone_of(identity))

    def told(self, identity: Identity) -> str:
        """The text of the code page after the call was requested."""
        return _(
            "You will be called at ${recipient}, usually within one minute. An "
            "automated voice reads out a 6-digit authentication code.",
            mapping={"recipient": self.recipient(identity)},
        )

    def tell_of_address(self, identity: Identity, masked: str) -> None:
        """Do nothing: a call for news would cost money and may disturb at night."""

    def send(self, identity: Identity, code: str) -> None:
        """Request the call, which is made after the transaction is committed.

        Raises CallRefused if a limit is reached.
        """
        user_id, number = identity.user_id, phone_of(identity)
        try:
            ask_for_call(
                user_id, number, code, identity.language, _attempt_of(identity)
            )
        except CallRefused as error:
            audit(AuditTag.LOGIN_CALL_REFUSED, user_id, why=error.code.value)
            raise


def has_provider() -> bool:
    """Whether calls can be made: a provider is set and waits_as_set."""
    name = settings().voice_provider
    provider = queryUtility(IVoiceProvider, name) if name else None
    return provider is not None and waits_as_set(provider)


def waits_as_set(provider: IVoiceProvider) -> bool:
    """Whether the provider can wait for a key, if the settings require it."""
    return not settings().voice_key_first or Capability.KEYS in provider.capabilities


def phone_of(identity: Identity) -> str:
    """The number at which the patron may be called; empty if there is none."""
    if identity.source != PATRONS:
        return ""
    patron = get_directory().get(identity.user_id)
    if patron is None:
        return ""
    # Evaluated for every account, so that the time does not reveal the reason.
    is_paid_for = cost_class(patron.phone or _NO_PHONE) is not None
    is_served = patron.is_official and patron.residence.in_japan
    is_voice = bool(patron.phone) and not patron.phone_is_fax
    return str(patron.phone) if is_served and is_voice and is_paid_for else ""


def _attempt_of(identity: Identity) -> str:
    account = get_logins().peek(identity.user_id)
    return account.attempt.token if account and account.attempt else ""


@adapter(PatronPhoneChanged)
def void_spoken_code(event: PatronPhoneChanged) -> None:
    """End a login whose code was read out at the former number."""
    account = get_logins().peek(event.user_id)
    attempt = account.attempt if account else None
    if account is not None and attempt is not None and attempt.channel == VOICE:
        get_logins().end_attempt(account)
        audit(AuditTag.LOGIN_ATTEMPT_ENDED, event.user_id)
