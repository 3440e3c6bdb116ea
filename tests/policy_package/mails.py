from ndl.registration.mail.shipped import MailText
from pathlib import Path


FOLDER = Path(__file__).parent / "mails"
CLOSING = MailText(
    "closing-day", "Closing day", frozenset({"day"}), frozenset({"name"}), folder=FOLDER
)
USER_ID = MailText("user-id", "User ID", frozenset({"user_id"}), folder=FOLDER)
