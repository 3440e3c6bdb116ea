"""Variants of plain characters from keyboards, mails and documents, by kind."""

DASHES = (
    "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\u2796\u2043\u02d7"
    "\u207b\u208b\u058a\u05be\u1806\u2e3a\u2e3b\ufe31\ufe32\ufe58\ufe63\uff0d\u30fc\uff70"
)
DIGITS = (
    "０１２３４５６７８９",
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
)
BLANKS = (
    " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u202f\u205f\u3000\u2800"
)
INVISIBLE = (
    "\u0000\u0007\u001b\u007f\u00ad\u034f\u061c\u115f\u1160\u17b4\u180e\u200b\u200c"
    "\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2064\u2066\u2067"
    "\u2068\u2069\u206f\u3164\ufeff\uffa0\ufff9\U000e0001\U000e0041\U000e007f"
)
# A plain value of each field, to be varied.
NUMBERS = {
    "phone": "090-1234-5678",
    "postal_code": "100-0014",
    "birth_date": "1990-04-01",
    "foreign_postal_code": "1234-567",
    "user_id": "E123456784",
    "code": "012-345",
}
TEXTS = {
    "family_name": "長谷川",
    "city": "千代田区",
    "street": "永田町1-10-1",
    "building": "北棟101",
    "family_kana": "ハセガワ",
    "latin_name": "Smith-Jones",
    "whole_address": "10 Downing Street, London",
    "email": "hanako-k@example.org",
}


def with_digits(text, digits):
    return text.translate({ord(str(n)): digit for n, digit in enumerate(digits)})


def variants(text, *, number, email=False):
    """The variants in which a plain value may be typed or pasted."""
    for character in INVISIBLE:
        middle = len(text) // 2
        yield character + text[:middle] + character + text[middle:] + character
    for blank in BLANKS:
        yield f"{blank}{text}{blank}{blank}"
    if number or email:
        yield from (text.replace("-", dash) for dash in DASHES if email is False)
        yield text.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)})
    if number:
        yield from (with_digits(text, digits) for digits in DIGITS)


TABLE = [
    (kind, plain, typed)
    for kinds, number in ((NUMBERS, True), (TEXTS, False))
    for kind, plain in kinds.items()
    for typed in variants(plain, number=number, email=kind == "email")
]
