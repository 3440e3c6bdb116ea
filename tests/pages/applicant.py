"""An applicant who registers step by step over HTTP."""

from ..visitor import message_of
from io import BytesIO
from lxml import html
from ndl.registration.patrons.directory import get_directory
from PIL import Image
from transaction import begin
from urllib.parse import urlsplit

import re


PREFIX = "form.widgets."
FIELDS = {
    "family_name": "国立",
    "given_name": "太郎",
    "family_kana": "こくりつ",
    "given_kana": "ﾀﾛｳ",
    "birth_date": "1990-04-01",
    "postal_code": "１００ー００１４",
    "region:list": "JP-13",
    "city": "千代田区",
    "street": "永田町1-10-1",
    "building": "",
    "no_building:list": "selected",
    "phone": "03-3581-2331",
    "language:list": "ja",
    "password": "Mizuumi-4711-b",
    "password_again": "Mizuumi-4711-b",
}
OVERSEAS = {
    "family_name": "O’Connor-Müller",
    "given_name": "Zoë M.",
    "birth_date": "1988-02-29",
    "country:list": "DE",
    "postal_code": "１０１１５",
    "street": "Invalidenstraße 1\nApt. #4\n10115 Berlin\nGermany",
    "phone": "030 901820",
    "language:list": "en",
    "title:list": "Dr.",
    "password": "Mizuumi-4711-b",
    "password_again": "Mizuumi-4711-b",
}


def photo(kind="JPEG", size=(640, 400), color="navy"):
    target = BytesIO()
    Image.new("RGB", size, color).save(target, kind)
    return target.getvalue()


def fields(template=FIELDS, **changes):
    values = {**template, **changes}
    return {f"form.widgets.{name}": v for name, v in values.items() if v is not None}


def hidden_of(response):
    tree = html.fromstring(response.text)
    return {
        field.get("name"): field.get("value") or ""
        for field in tree.cssselect("#content form input[type=hidden]")
    }


def values_of(response, form=0):
    """The values that a browser would post for a form, except buttons and files."""
    tree = html.fromstring(response.text)
    return dict(tree.cssselect("#content form[action]")[form].form_values())


def errors_of(response):
    """The error messages beside the fields, by field."""
    tree = html.fromstring(response.text)
    found = {}
    for box in tree.cssselect("#content .field.error"):
        name = (box.get("id") or "").removeprefix("formfield-form-widgets-")
        text = " ".join(e.text_content() for e in box.cssselect(".invalid-feedback"))
        found[name] = text.strip()
    return found


def holder(email="taro@example.org"):
    """The patron with this address, as currently stored."""
    begin()
    return get_directory().find_by_email(email)


STEPS = {
    "name": {"family_name", "given_name", "family_kana", "given_kana", "birth_date"}
    | {"single_name"},
    "address": {"postal_code", "region", "city", "street", "building", "no_building"}
    | {"country", "phone", "no_phone", "phone_is_fax", "language", "title"},
    "document": set(),
    "password": {"password", "password_again"},
}
_OF_A_STEP = set().union(*STEPS.values())
_STEPS_OF_BUTTONS = {"search": "address", "pick": "address", "read": "name"}


def step_of(response):
    """The step that a page asks for; empty for other pages."""
    path = urlsplit(response.url).path.rsplit("/", 2)
    ways = ("register-form", "apply-official", "apply-change")
    return path[2] if path[1] in ways else ""


def values_for(step, values):
    """The values that belong to a step, and those that belong to no step."""
    plain = {name: re.split("[:.]", name.removeprefix(PREFIX))[0] for name in values}
    return {
        name: value
        for name, value in values.items()
        if plain[name] in STEPS.get(step, ()) or plain[name] not in _OF_A_STEP
    }


class StepWalker:
    """Answers the steps, each on its page, and stops at a refusal."""

    steps = tuple(STEPS)

    def __init__(self, visitor):
        self.visitor = visitor
        self.page = None

    def address(self, page):
        return page

    def send(self, path, files=None, **values):
        hidden = hidden_of(self.page) if self.page is not None else {}
        self.page = self.visitor.post(
            self.address(path), data=hidden | values, files=files
        )
        return self.page

    def show(self, step):
        """Open the page of a step."""
        self.page = self.visitor.get(self.address(f"{self.way}/{step}"))
        return self.page

    def answer(self, step, files=None, button="next", **values):
        """Fill in the page of a step and press a button."""
        self.show(step)
        if step_of(self.page) != step:
            return self.page
        pressed = {f"form.buttons.{button}": "1"}
        return self.send(f"{self.way}/{step}", files, **pressed | values)

    def walk(self, values, files=None, button="next"):
        """Fill in the steps in order, up to the step that has the button."""
        last = _STEPS_OF_BUTTONS.get(button, "")
        for step in self.steps:
            pressed = button if step == last else "next"
            given = files if step == "document" else None
            page = self.answer(step, given, pressed, **values_for(step, values))
            if step == last or step_of(page) == step or page.status_code != 200:
                break
            if step_of(page) not in ("", *self.steps):
                self.answer(step_of(page), **values_for(step_of(page), values))
        return self.page


class Applicant(StepWalker):
    way = "register-form"
    residence = "japan"
    patron_class = "simple"

    def __init__(self, visitor, mails):
        super().__init__(visitor)
        self.mails = mails
        self.query = ""

    @property
    def steps(self):
        official = self.patron_class == "official"
        return [step for step in STEPS if official or step != "document"]

    def address(self, page):
        return f"{page}?{self.query}" if self.query else page

    def ask_for_link(self, email="taro@example.org"):
        self.page = self.visitor.get("register")
        values = {
            "form.widgets.email": email,
            "form.widgets.accept:list": "selected",
            "form.buttons.send": "1",
        }
        return self.send("register", **values)

    @property
    def link(self):
        return re.search(r"http\S+", self.mails[-1].get_content())[0]

    def open_link(self, link=None):
        self.page = self.visitor.get(link or self.link)
        self.query = urlsplit(self.page.url).query
        return self.page

    def choose(self, patron_class="simple", residence=None):
        self.patron_class = patron_class
        self.residence = residence or self.residence
        self.page = self.visitor.get(self.address("register-user"))
        values = {
            "form.widgets.patron_class": patron_class,
            "residence": self.residence,
            "form.buttons.next": "1",
        }
        return self.send("register-user", **values)

    def fill(self, files=None, button="next", extra=None, **changes):
        values = {"document_kind": "passport", **fields(**changes)} | (extra or {})
        return self.walk(values, files, button)

    def go_overseas(self, patron_class="simple"):
        self.come_to_form(patron_class)
        return self.switch("overseas")

    def switch(self, residence):
        return self.choose(self.patron_class, residence)

    def fill_overseas(self, files=None, button="next", **changes):
        values = {"document_kind": "passport", **fields(OVERSEAS, **changes)}
        return self.walk(values, files, button)

    def confirm(self):
        return self.send("register-confirm", confirm="1")

    def come_to_form(self, patron_class="simple"):
        self.ask_for_link()
        self.open_link()
        return self.choose(patron_class)

    @property
    def user_id(self):
        (cell,) = html.fromstring(self.page.text).cssselect("#user-id")
        return cell.text_content()

    @property
    def message(self):
        return re.sub(r"\s+", " ", message_of(self.page))


class Reader(StepWalker):
    """A patron who applies for official registration."""

    way = "apply-official"
    confirm_page = "apply-confirm"
    steps = ("name", "address", "document")

    def __init__(self, visitor, residence="japan"):
        super().__init__(visitor)
        self.begin(residence)

    def begin(self, residence="japan"):
        return self.answer("class", residence=residence)

    def answer(self, step, files=None, button="next", **values):
        """Fill in the page of a step; fields not given keep the values shown."""
        page = self.show(step)
        shown = values_of(page) if step_of(page) == step else {}
        return super().answer(step, files, button, **shown | values)

    def fill(self, files=None, document_kind="passport", **changes):
        values = fields({}, **changes) | {"document_kind": document_kind}
        return self.walk(values, files)

    def confirm(self, **values):
        return self.send(self.confirm_page, **values)
