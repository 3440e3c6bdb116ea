"""Someone who registers over real HTTP, step by step."""

from ..visitor import message_of
from io import BytesIO
from lxml import html
from ndl.registration.patrons.directory import get_directory
from PIL import Image
from transaction import begin

import re


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
    """What a browser would send of a form, but its buttons and files."""
    tree = html.fromstring(response.text)
    return dict(tree.cssselect("#content form[action]")[form].form_values())


def errors_of(response):
    """The messages beside the fields, by field."""
    tree = html.fromstring(response.text)
    found = {}
    for box in tree.cssselect("#content .field.error"):
        name = (box.get("id") or "").removeprefix("formfield-form-widgets-")
        text = " ".join(e.text_content() for e in box.cssselect(".invalid-feedback"))
        found[name] = text.strip()
    return found


def holder(email="taro@example.org"):
    """The patron with the address, as the storage knows them now."""
    begin()
    return get_directory().find_by_email(email)


class Applicant:
    def __init__(self, visitor, mails):
        self.visitor = visitor
        self.mails = mails
        self.page = None

    def send(self, path, files=None, **values):
        hidden = hidden_of(self.page) if self.page is not None else {}
        self.page = self.visitor.post(path, data=hidden | values, files=files)
        return self.page

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
        return self.page

    def choose(self, patron_class="simple"):
        values = {
            "form.widgets.patron_class": patron_class,
            "form.buttons.enter": "1",
        }
        return self.send("register-user", **values)

    def fill(self, files=None, button="confirm", extra=None, **changes):
        values = {"document_kind": "passport", f"form.buttons.{button}": "1"}
        values = fields(**changes) | values | (extra or {})
        return self.send("register-form", files, **values)

    def go_overseas(self, patron_class="simple"):
        self.come_to_form(patron_class)
        return self.switch("overseas")

    def switch(self, residence, **values):
        button = {f"form.buttons.{residence}": "1"}
        return self.send("register-form", **button, **fields({}, **values))

    def fill_overseas(self, files=None, button="confirm", **changes):
        values = {"document_kind": "passport", f"form.buttons.{button}": "1"}
        values = fields(OVERSEAS, **changes) | values
        return self.send("register-form", files, **values)

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
