from ndl.registration.controlpanels.tables import TABLES
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings.general import CONTENT_SECURITY_POLICY
from ndl.registration.settings.texts import is_line
from ndl.registration.settings.texts import is_lines
from ndl.registration.settings.texts import is_policy
from zope.interface import Invalid
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITextLine

import pytest


SCHEMAS = [IRegistrationSettings, *(table.record for table, _title in TABLES.values())]
FIELDS = [
    (f"{schema.__name__}.{name}", field)
    for schema in SCHEMAS
    for name, field in getFieldsInOrder(schema)
]
LISTS = [(name, field) for name, field in FIELDS if ICollection.providedBy(field)]
TEXTS = [
    (name, field)
    for name, field in [*FIELDS, *((name, one.value_type) for name, one in LISTS)]
    if IText.providedBy(field)
]
BAD = ["\0", "\x07", "\x7f", "\x85", "\u2028", "\ud800"]


def faults(field, value):
    with pytest.raises(Invalid) as caught:
        field.validate(value)
    return caught.value


class TestTexts:
    def test_have_no_control_characters(self, subtests):
        assert len(TEXTS) > 80
        for name, field in TEXTS:
            good = sample(field)
            for sign in BAD + (["\n", "\r"] if ITextLine.providedBy(field) else []):
                with subtests.test(name=name, sign=sign):
                    for value in (sign, f"{good}{sign}", f"{sign}{good}"):
                        faults(field, value)

    def test_end_somewhere(self, subtests):
        for name, field in TEXTS:
            with subtests.test(name=name):
                assert field.max_length <= 4000
        for name, field in LISTS:
            if IText.providedBy(field.value_type):
                with subtests.test(name=name):
                    assert field.max_length <= 1000

    def test_say_what_is_wrong(self):
        with pytest.raises(Invalid, match="Control characters cannot be used"):
            is_line("Library\0")

    def test_may_be_in_any_language(self):
        assert is_line("国立国会図書館 𠮷野 Straße")
        assert is_lines("eins\r\nzwei\tdrei")


class TestPolicies:
    def test_are_what_a_header_can_be(self):
        assert is_policy(CONTENT_SECURITY_POLICY)
        assert is_policy("default-src 'none';\r\n\timg-src 'self'")

    @pytest.mark.parametrize("sign", ["；", "\xe9", "\0", "\x7f", "\ud800"])
    def test_are_nothing_else(self, sign):
        with pytest.raises(Invalid, match="half-width"):
            is_policy(f"default-src 'none'{sign} img-src 'self'")


def sample(field):
    """A text that the field takes."""
    texts = [
        field.default,
        "https://library.example.org/help",
        "192.0.2.0/24",
        "remote-photoduplication Copy",
        "12-28",
        "library.example.org",
        "unix:///run/clamav/clamd.ctl",
        "+815012345678",
        "0",
    ]
    for text in texts:
        try:
            field.validate(text)
        except Invalid:
            continue
        if text:
            return text
    raise AssertionError(field)
