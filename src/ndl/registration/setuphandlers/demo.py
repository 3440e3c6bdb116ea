"""Accounts and applications to try the portal with; never for a real site."""

from datetime import date
from io import BytesIO
from ndl.registration.config import GROUP_EDITORS
from ndl.registration.documents.accept import accept_picture
from ndl.registration.documents.accept import Picture
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.patron import PatronClass
from ndl.registration.patrons.residence import Residence
from ndl.registration.review.submit import submit_application
from ndl.registration.settings import settings
from PIL import Image
from PIL import ImageDraw
from plone import api
from Products.GenericSetup.tool import SetupTool
from typing import Any


PASSWORD = "Mizuumi-4711-b"

STAFF = (
    ("manager", "Manager of the site"),
    ("editor-a", "Editor who checks applications"),
    ("editor-b", "Editor who checks applications"),
)
# User ID, family and given name, kana (none of residents of other countries),
# address, type, whether one applied.
PATRONS = (
    (
        "E000000117",
        "国立 花子",
        "コクリツ ハナコ",
        "hanako@example.org",
        "simple",
        False,
    ),
    ("E000000210", "図書 太郎", "トショ タロウ", "taro@example.org", "official", False),
    ("E000000319", "無線 一", "ムセン ハジメ", "", "official", False),
    ("E000000416", "申請 桜", "シンセイ サクラ", "sakura@example.org", "simple", True),
    ("E000000515", "待機 健", "タイキ ケン", "ken@example.org", "simple", True),
    ("E000000614", "書類 梅", "ショルイ ウメ", "ume@example.org", "simple", True),
    ("E000000718", "Reader Jane", "", "jane@example.org", "simple", False),
)
IN_JAPAN: dict[str, Any] = {
    "residence": Residence("JP", "100-0014", "東京都", "千代田区", "永田町1-10-1"),
    "phone": "+81312345678",
    "language": "ja",
}
OVERSEAS: dict[str, Any] = {
    "residence": Residence("HK", "-", "", "", "3 Kimberley Road, Kowloon, Hong Kong"),
    "phone": "+85223456789",
    "language": "en",
}


def accounts() -> list[dict[str, str]]:
    """Who can log in: role, login, password and a note, for README and console."""
    staff = [
        {"role": note, "login": login, "password": PASSWORD, "note": ""}
        for login, note in STAFF
    ]
    patrons = [
        {
            "role": f"Patron, {kind}",
            "login": user_id,
            "password": PASSWORD,
            "note": email or "no email address registered",
        }
        for user_id, _name, _kana, email, kind, applied in PATRONS
        if not applied
    ]
    return staff + patrons


def post_install(setup_tool: SetupTool) -> None:
    """Make the accounts and some waiting applications; safe to run again."""
    _widen_limits()
    _name_sender()
    settings().staff_code = True
    for login, note in STAFF:
        if api.user.get(username=login) is None:
            _make_staff(login, note)
    for row in PATRONS:
        if row[0] not in get_directory():
            _make_patron(*row)


def _widen_limits() -> None:
    """Let one person at one machine play many; accounts keep their limits."""
    values = settings()
    values.limit_passwords = values.limit_code_mails = "300 per 15 minutes"
    values.limit_codes = "500 per 15 minutes"
    values.limit_registration_mails = values.limit_forgotten_mails = "200 per hour"
    values.limit_submits = "200 per hour"
    values.limit_pictures = "500 per 15 minutes"
    # Programs that show the portal type fast.
    values.robot_seconds = 0


def _name_sender() -> None:
    """Promise mails from the domain from which they come here."""
    sender = api.portal.get_registry_record("plone.email_from_address") or ""
    if "@" in sender:
        settings().mail_domain = sender.rpartition("@")[2]


def _make_staff(login: str, note: str) -> None:
    roles = ("Member", "Manager") if login == "manager" else ("Member",)
    api.user.create(
        username=login,
        email=f"{login}@example.org",
        password=PASSWORD,
        roles=roles,
        properties={"fullname": note},
    )
    if login.startswith("editor"):
        api.group.add_user(groupname=GROUP_EDITORS, username=login)


def _make_patron(
    user_id: str, name: str, kana: str, email: str, kind: str, applied: bool
) -> None:
    family, given = name.split()
    family_kana, _space, given_kana = kana.partition(" ")
    home = IN_JAPAN if kana else OVERSEAS
    # Of one number all would be taken for one person.
    phone = f"{home['phone'][:-3]}{user_id[-3:]}"
    patron = Patron(
        user_id=user_id,
        email=email,
        password=hash_password(PASSWORD),
        family_name=family,
        given_name=given,
        family_kana=family_kana,
        given_kana=given_kana,
        birth_date=date(1985, 4, 1),
        terms_version="1",
        **home | {"phone": phone},
    )
    patron.patron_class = PatronClass(kind)
    get_directory().add(patron)
    if applied:
        pictures = [_specimen("FRONT"), _specimen("BACK")]
        submit_application(patron, pictures, "drivers-license")


def _specimen(side: str) -> Picture:
    """A drawing in the place of an identity document."""
    image = Image.new("RGB", (1012, 638), "#dfe7ee")
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 20, 992, 618), outline="#31506b", width=6)
    draw.rectangle((60, 180, 320, 520), fill="#b8c7d4")
    draw.text((60, 70), f"SPECIMEN {side}", fill="#31506b", font_size=56)
    for row, width in enumerate((520, 440, 560, 380)):
        top = 200 + 80 * row
        draw.rectangle((380, top, 380 + width, top + 28), fill="#8fa3b4")
    data = BytesIO()
    image.save(data, "JPEG")
    return accept_picture(data.getvalue())
