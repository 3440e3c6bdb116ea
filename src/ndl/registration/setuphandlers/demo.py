"""Demo accounts and applications; never for a production site."""

from datetime import date
from importlib.resources import files
from ndl.registration.config import GROUP_COUNTER
from ndl.registration.config import GROUP_EDITORS
from ndl.registration.config import GROUP_REQUESTS
from ndl.registration.documents.accept import accept_picture
from ndl.registration.documents.accept import Picture
from ndl.registration.patrons.directory import get_directory
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.patron import Patron
from ndl.registration.patrons.record import PatronClass
from ndl.registration.patrons.residence import Residence
from ndl.registration.reading.engine import problem
from ndl.registration.review.submit import submit_application
from ndl.registration.settings import settings
from ndl.registration.setuphandlers.demo_library import furnish
from ndl.registration.setuphandlers.demo_requests import place_demo_requests
from plone import api
from Products.GenericSetup.tool import SetupTool
from typing import Any


PASSWORD = "Mizuumi-4711-b"

STAFF = (
    ("manager", "Manager of the site"),
    ("editor-a", "Editor who checks applications"),
    ("editor-b", "Editor who checks applications"),
    ("counter", "Officer at the registration counter"),
    ("requests", "Editor who handles requests of patrons"),
)
GROUPS = {
    "editor-a": GROUP_EDITORS,
    "editor-b": GROUP_EDITORS,
    "counter": GROUP_COUNTER,
    "requests": GROUP_REQUESTS,
}
# A second registration of the same person, with another address and telephone.
DUPLICATE = "E000000920"
BORN = date(1985, 4, 1)
# User ID, family and given name, kana (empty for residents of other countries), e-mail
# address, type, and the document of applicants.
PATRONS = (
    (
        "E000000117",
        "国立 花子",
        "コクリツ ハナコ",
        "hanako@example.org",
        "simple",
        "",
    ),
    ("E000000210", "図書 太郎", "トショ タロウ", "taro@example.org", "official", ""),
    ("E000000319", "無線 一", "ムセン ハジメ", "", "official", ""),
    (
        "E000000416",
        "申請 桜",
        "シンセイ サクラ",
        "sakura@example.org",
        "simple",
        "sakura",
    ),
    ("E000000515", "待機 健", "タイキ ケン", "ken@example.org", "simple", "ken"),
    ("E000000614", "書類 梅", "ショルイ ウメ", "ume@example.org", "simple", "ume"),
    ("E000000718", "Reader Jane", "", "jane@example.org", "simple", ""),
    ("E000000811", "照合 葵", "ショウゴウ アオイ", "aoi@example.org", "simple", "aoi"),
    (
        DUPLICATE,
        "申請 桜",
        "シンセイ サクラ",
        "cherry@example.org",
        "simple",
        "sakura",
    ),
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
    """The demo accounts, each with role, login name, password and note."""
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
        for user_id, _name, _kana, email, kind, document in PATRONS
        if not document
    ]
    return staff + patrons


def post_install(setup_tool: SetupTool) -> None:
    """Create the demo accounts and some waiting applications; safe to repeat."""
    furnish(api.portal.get())
    _widen_limits()
    _name_sender()
    settings().staff_code = True
    # Writes the text of calls to var/calls.
    settings().voice_provider = "files"
    settings().reads_pictures = not problem()
    for login, note in STAFF:
        if api.user.get(username=login) is None:
            _make_staff(login, note)
    for row in PATRONS:
        if row[0] not in get_directory():
            make_patron(*row)
    place_demo_requests()


def _widen_limits() -> None:
    """Widen the limits per network for a single tester; those of accounts stay."""
    values = settings()
    values.limit_passwords = values.limit_code_mails = "300 per 15 minutes"
    values.limit_codes = "500 per 15 minutes"
    values.limit_registration_mails = values.limit_forgotten_mails = "200 per hour"
    values.limit_submits = "200 per hour"
    values.limit_pictures = "500 per 15 minutes"
    # Automated demonstrations fill in forms fast.
    values.robot_seconds = 0


def _name_sender() -> None:
    """Set the domain that is announced for mails to that of the sender."""
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
    if login in GROUPS:
        api.group.add_user(groupname=GROUPS[login], username=login)


def make_patron(
    user_id: str, name: str, kana: str, email: str, kind: str, document: str
) -> None:
    """Add a patron, and an application if there is a document."""
    family, given = name.split()
    family_kana, _space, given_kana = kana.partition(" ")
    home = IN_JAPAN if kana else OVERSEAS
    # With the same number, all would be reported as possible duplicates.
    phone = f"{home['phone'][:-3]}{user_id[-3:]}"
    patron = Patron(
        user_id=user_id,
        email=email,
        password=hash_password(PASSWORD),
        family_name=family,
        given_name=given,
        family_kana=family_kana,
        given_kana=given_kana,
        birth_date=BORN,
        terms_version="1",
        **home | {"phone": phone},
    )
    patron.change_class(PatronClass(kind))
    get_directory().add(patron)
    if document:
        sides = [_read_side(f"{document}-front"), _read_side("back")]
        submit_application(patron, sides, "drivers-license")


def _read_side(name: str) -> Picture:
    """A drawing of an identity document, made by `scripts/demo_documents.py`."""
    drawing = files("ndl.registration.setuphandlers") / "documents" / f"{name}.png"
    return accept_picture(drawing.read_bytes())
