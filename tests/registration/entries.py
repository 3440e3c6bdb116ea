"""Entries of a person on the steps of a registration, as form values."""

from datetime import date
from ndl.registration.declaration.variant import LivesIn


NAME = {
    "family_name": "国立",
    "given_name": "太郎",
    "family_kana": "こくりつ",
    "given_kana": "ﾀﾛｳ",
    "single_name": False,
    "birth_date": date(1990, 4, 1),
}
ADDRESS = {
    "postal_code": "１００ー００１４",
    "region": "東京都",
    "city": "千代田区",
    "street": "永田町1-10-1",
    "building": None,
    "no_building": True,
    "phone": "03-3581-2331",
    "phone_is_fax": False,
    "no_phone": False,
    "language": "ja",
    "title": None,
}
OVERSEAS_ADDRESS = {
    "country": "DE",
    "postal_code": "10115",
    "street": "Invalidenstraße 1\n10115 Berlin",
    "phone": "030 901820",
    "phone_is_fax": False,
    "no_phone": False,
    "language": "en",
    "title": "Dr.",
}
PASSWORD = {"password": "Mizuumi-4711-b", "password_again": "Mizuumi-4711-b"}


def fill(submission, patron_class="simple", pictures=(), **changes):
    """Answer all steps of a new registration, up to the confirmation."""
    submission.choose(LivesIn.JAPAN, patron_class)
    answers = {"name": NAME, "address": ADDRESS, "password": PASSWORD}
    for name, values in answers.items():
        asked = {key: values[key] for key in values.keys() & changes.keys()}
        replaced = values | {key: changes[key] for key in asked}
        submission.answer(submission.step(name), replaced)
    if patron_class == "official":
        submission.answer_document("passport", {})
        submission.answers.put_pictures(tuple(pictures))
    return submission
