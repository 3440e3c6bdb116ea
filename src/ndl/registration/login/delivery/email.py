"""Authentication codes by e-mail, in both languages and without links (R23-R28)."""

from ndl.registration.config import now
from ndl.registration.config import settings
from ndl.registration.config import site_zone
from ndl.registration.login.accounts import Identity
from ndl.registration.notices.mail import BOTH
from ndl.registration.notices.mail import send_mail


def send_code(identity: Identity, code: str) -> None:
    """Mail the code to the address on file, once the transaction commits."""
    send_mail(
        identity.email,
        "authentication-code",
        BOTH,
        code=code,
        minutes=settings().code_lifetime // 60,
        time=now().astimezone(site_zone()).strftime("%Y-%m-%d %H:%M %Z"),
    )
