from ndl.registration.controlpanels.tables import TABLES
from ndl.registration.patrons.passwords import hash_password
from ndl.registration.patrons.passwords import verify_password
from ndl.registration.settings import IRegistrationSettings
from ndl.registration.settings import settings
from plone.registry.interfaces import IRegistry
from zope.component import getUtility
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IFloat
from zope.schema.interfaces import IInt

import pytest


SCHEMAS = [IRegistrationSettings, *(table.record for table, _title in TABLES.values())]
NUMBERS = [
    (schema, name, field)
    for schema in SCHEMAS
    for name, field in getFieldsInOrder(schema)
    if IInt.providedBy(field) or IFloat.providedBy(field)
]


class TestNumbers:
    def test_all_have_bounds(self, subtests):
        assert len(NUMBERS) > 70
        for schema, name, field in NUMBERS:
            with subtests.test(schema=schema.__name__, name=name):
                assert field.min is not None
                assert field.max is not None
                field.validate(field.min)
                field.validate(field.max)
                field.validate(field.default)

    @pytest.mark.parametrize(
        ("kept", "read"), [(10**9, 50), (-1, 1), (None, 3), (7, 7)]
    )
    def test_of_older_records_are_read_within_them(self, portal, kept, read):
        name = "ndl.registration.validity_years"
        getUtility(IRegistry).records._values[name] = kept
        assert settings().validity_years == read


class TestHashes:
    @pytest.mark.parametrize("bound", ["min", "max"])
    def test_can_be_made_at_the_bounds(self, portal, bound):
        for name in ("argon2_time", "argon2_parallelism"):
            setattr(settings(), name, getattr(IRegistrationSettings[name], bound))
        settings().argon2_memory = IRegistrationSettings["argon2_memory"].min
        assert verify_password(hash_password("Mizuumi-4711-b"), "Mizuumi-4711-b")

    def test_take_no_more_than_a_server_has(self):
        most = {"argon2_time": 20, "argon2_memory": 1024 * 1024}
        assert {name: IRegistrationSettings[name].max for name in most} == most
        assert IRegistrationSettings["argon2_parallelism"].max == 16
