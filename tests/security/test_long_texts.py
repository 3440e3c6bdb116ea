from ..pages.applicant import Applicant
from ..pages.applicant import FIELDS
from ..pages.applicant import OVERSEAS
from ..staff import STAFF_PASSWORD
from ..visitor import code_in
from ..visitor import token_for
from argon2 import PasswordHasher
from multiprocessing import get_context
from ndl.registration.declaration.japan import IJapanForm
from ndl.registration.declaration.overseas import IOverseasForm
from ndl.registration.declaration.schema import IEmailStep
from ndl.registration.folding import LONGEST
from ndl.registration.folding import normalize
from ndl.registration.recovery.schema import IForgottenPassword
from ndl.registration.recovery.schema import IForgottenUserId
from ndl.registration.recovery.schema import INewPassword
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IText
from zope.schema.interfaces import TooLong

import hashlib
import pytest
import unicodedata


# Each mark has to find its place among all others: the square of the length.
WORST = "a" + "\u0301" * 12_000 + "\u0323" * 12_000
SCHEMAS = (
    IEmailStep,
    IForgottenPassword,
    IForgottenUserId,
    IJapanForm,
    INewPassword,
    IOverseasForm,
)
TYPED = [
    pytest.param(field, id=f"{schema.__name__}.{name}")
    for schema in SCHEMAS
    for name, field in getFieldsInOrder(schema)
    if IText.providedBy(field)
]
HOSTILE = (
    "n{n}!",
    "m{n}!",
    "k{n}!",
    "a{n}!",
    "-{n}!",
    " {n}x",
    "・{n}!",
    "ア{n}!",
    "9{n}x",
    "9-{n}x",
    "A {n}!",
    "a.{n}@",
    "{n}@{n}.",
    "\n,{n}x",
)


class Work:
    """The lengths of the texts that costly functions were given."""

    def __init__(self, monkeypatch):
        self.lengths = []
        self._watch(monkeypatch, unicodedata, "normalize", 1)
        self._watch(monkeypatch, PasswordHasher, "verify", 2)
        self._watch(monkeypatch, PasswordHasher, "hash", 1)
        self._watch(monkeypatch, hashlib, "sha256", 0)

    def _watch(self, monkeypatch, owner, name, place):
        real = getattr(owner, name)

        def watched(*args, **kw):
            if len(args) > place and isinstance(args[place], str | bytes):
                self.lengths.append(len(args[place]))
            return real(*args, **kw)

        monkeypatch.setattr(owner, name, watched)

    @property
    def longest(self):
        return max(self.lengths, default=0)


@pytest.fixture
def work(monkeypatch):
    return Work(monkeypatch)


def post(visitor, page, fields):
    token = {"_authenticator": token_for(visitor)}
    return visitor.post(page, data=token | fields, allow_redirects=False)


OPEN_PAGES = {
    "login": ("user_id", "password", "came_from", "keep", "again"),
    "forgot-password": ("form.widgets.user_id", "form.widgets.email"),
    "resend-user-id": ("form.widgets.email", "form.widgets.birth_date"),
    "reset-password": ("token", "form.widgets.password"),
    "register": ("form.widgets.email", "terms_version", "shown", "subject"),
    "register-user": ("token", "form.widgets.patron_class"),
    "register-form/name": ("token", "form.widgets.family_name"),
    "register-confirm": ("token", "seen"),
    "register-find-towns": ("postal_code",),
    "register-picture": ("token", "show"),
    "login-code": ("code", "keep"),
    "login-address": ("email",),
    "login-alternatives": ("channel",),
    "terms": ("version",),
    "@@test-who": ("__ac_name", "__ac_password"),
}
BUTTONS = {
    "forgot-password": "form.buttons.send",
    "resend-user-id": "form.buttons.send",
    "register": "form.buttons.send",
    "reset-password": "form.buttons.reset",
    "register-user": "form.buttons.next",
    "register-form/name": "form.buttons.next",
}
FILLED = {
    "login": {"user_id": "E000000000", "password": "Guessed-0815-x"},
    "forgot-password": {
        "form.widgets.user_id": "E000000000",
        "form.widgets.email": "a@example.org",
    },
    "resend-user-id": {
        "form.widgets.email": "a@example.org",
        "form.widgets.birth_date": "1990-04-01",
    },
    "@@test-who": {"__ac_name": "member", "__ac_password": "Guessed-0815-x"},
}


class TestPages:
    @pytest.mark.parametrize(
        ("page", "field"),
        [(page, field) for page, fields in OPEN_PAGES.items() for field in fields],
    )
    def test_look_at_no_more_than_a_field_holds(
        self, visitor, patron, page, field, work
    ):
        fields = FILLED.get(page, {}) | {field: WORST, BUTTONS.get(page, "send"): "1"}
        answer = post(visitor, page, fields)
        assert answer.status_code < 500
        assert work.longest <= LONGEST

    @pytest.mark.parametrize("field", ["code", "keep"])
    def test_of_a_code_look_at_no_more(
        self, visitor, patron, password, mails, field, work
    ):
        visitor.log_in(patron.user_id, password)
        fields = {"code": code_in(mails[-1]), field: WORST}
        answer = post(visitor, "login-code", fields)
        assert answer.status_code in (200, 302)
        assert work.longest <= LONGEST

    def test_of_an_address_look_at_no_more(self, visitor, make_patron, password, work):
        reader = make_patron(email="")
        visitor.log_in(reader.user_id, password)
        post(visitor, "login-address", {"email": WORST})
        assert work.longest <= LONGEST

    @pytest.mark.parametrize("template", [FIELDS, OVERSEAS], ids=["japan", "overseas"])
    def test_of_a_registration_look_at_no_more(self, visitor, mails, template, work):
        applicant = Applicant(visitor, mails)
        applicant.come_to_form()
        if template is OVERSEAS:
            applicant.switch("overseas")
        fill = applicant.fill_overseas if template is OVERSEAS else applicant.fill
        for name in template:
            assert fill(**{name: WORST}).status_code == 200
        fill(button="search", postal_code=WORST)
        assert work.longest <= LONGEST


class TestPrograms:
    @pytest.mark.parametrize(
        "body",
        [
            {"login": WORST, "password": "Guessed-0815-x"},
            {"login": "E000000000", "password": WORST},
            {"attempt": WORST, "code": "000000"},
            {"attempt": "x", "code": WORST},
            {"attempt": "x", "email": WORST},
            {"attempt": "x", "channel": WORST},
        ],
        ids=lambda body: next(n for n, v in body.items() if v == WORST),
    )
    def test_are_read_no_further(self, visitor, patron, body, work):
        visitor.headers["Accept"] = "application/json"
        assert 400 <= visitor.post("@login", json=body).status_code < 500
        assert work.longest <= LONGEST

    @pytest.mark.parametrize(
        "pair", [(WORST, "x"), ("E000000000", WORST), ("member", WORST)]
    )
    def test_with_basic_are_read_no_further(self, visitor, patron, pair, work):
        visitor.auth = tuple(part.encode() for part in pair)
        assert visitor.who() == ""
        assert work.longest <= LONGEST

    def test_with_long_tickets_are_read_no_further(self, visitor, patron, work):
        visitor.headers["Authorization"] = f"Bearer {'a' * 40_000}.1.b"
        assert visitor.who() == ""
        del visitor.headers["Authorization"]
        visitor.headers["Cookie"] = f"ndl_session={'a' * 40_000}.1.b"
        visitor.headers["User-Agent"] = "a" * 40_000
        assert visitor.who() == ""
        assert work.longest <= LONGEST


class TestStaff:
    def test_look_at_no_more(self, visitor, manager, patron, work):
        visitor.log_in(manager, STAFF_PASSWORD)
        assert visitor.who() == manager
        for page, field in [
            ("@@usergroup-userprefs", "searchstring"),
            ("registration-desk", "q"),
            ("registration-desk", "state"),
            ("@@user-information", "userid"),
        ]:
            answer = post(visitor, page, {field: WORST, "form.button.Search": "1"})
            assert answer.status_code < 500
        visitor.headers["Accept"] = "application/json"
        visitor.post("@users/me/reset-password", json={"new_password": WORST})
        assert work.longest <= LONGEST


class TestFields:
    @pytest.mark.parametrize("field", TYPED)
    def test_are_measured_before_all_else(self, integration, portal, field, work):
        asked = []
        field = field.__class__(
            __name__=field.__name__,
            max_length=field.max_length,
            constraint=asked.append,
        )
        with pytest.raises(TooLong):
            field.fromUnicode(WORST)
        assert asked == work.lengths == []

    @pytest.mark.parametrize("field", TYPED)
    def test_end_their_search_within_their_length(self, portal, field):
        # A search that tries all ways would go on for years.
        process = get_context("fork").Process(target=validate_all, args=(field,))
        process.start()
        process.join(60)
        ended = process.exitcode
        process.kill()
        assert ended == 0


def validate_all(field):
    for pattern in HOSTILE:
        unit, _count, end = pattern.partition("{n}")
        text = (unit or "a") * field.max_length
        for hostile in (text[: field.max_length - len(end)] + end, text):
            try:
                field.validate(hostile[: field.max_length])
            except Exception:  # noqa: BLE001
                continue


def test_normal_forms_are_bounded(work):
    assert len(normalize("NFKC", WORST)) <= LONGEST
    assert work.longest == LONGEST
