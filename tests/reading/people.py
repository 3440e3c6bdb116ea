"""The holders of the drawn documents, and readings as OCR returns them."""

from datetime import date
from ndl.registration.patrons.person import Person
from ndl.registration.patrons.residence import Residence
from ndl.registration.reading.text import Text


HOME = Residence("JP", "100-0014", "東京都", "千代田区", "永田町1-10-1")
ON = date(2026, 11, 27)


def person(**values):
    defaults = {
        "family_name": "申請",
        "given_name": "桜",
        "family_kana": "シンセイ",
        "given_kana": "サクラ",
        "birth_date": date(1985, 4, 1),
        "residence": HOME,
        "phone": "",
        "language": "ja",
    }
    return Person(**defaults | values)


def abroad(**values):
    defaults = {
        "family_name": "Eriksson",
        "given_name": "Anna María",
        "family_kana": "",
        "given_kana": "",
        "birth_date": date(1974, 8, 12),
        "residence": Residence("SE", "75310", "", "", "Storgatan 1, Uppsala"),
        "language": "en",
    }
    return person(**defaults | values)


def read(*lines, picture=1):
    """A reading in which each letter has a box: column and line in hundredths."""
    letters = [
        [
            (one, column / 100, row / 100, (column + 1) / 100, (row + 1) / 100)
            for column, one in enumerate(line)
        ]
        for row, line in enumerate(lines)
    ]
    return Text.of(letters, picture)
