from collections import Counter
from ndl.registration.errors import Code
from ndl.registration.errors import DomainError
from ndl.registration.services.errors import refuse
from ndl.registration.services.errors import STATUS
from ndl.registration.services.errors import status_of
from pathlib import Path

import importlib
import ndl.registration
import pkgutil
import pytest
import re


SOURCE = Path(ndl.registration.__file__).parent


def kinds(base=DomainError):
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


@pytest.fixture(scope="module")
def refusals():
    """Every refusal that a module of the package defines."""
    for module in pkgutil.walk_packages(ndl.registration.__path__, "ndl.registration."):
        if ".locales" not in module.name:
            importlib.import_module(module.name)
    ours = [one for one in kinds() if one.__module__.startswith("ndl.registration")]
    assert len(ours) > 40
    return ours


class TestCodes:
    def test_each_refusal_has_its_own(self, refusals):
        assert [one for one in refusals if one.code is Code.REFUSED] == []
        codes = Counter(one.code for one in refusals if "code" in vars(one))
        assert [code for code, count in codes.items() if count > 1] == []

    def test_each_is_used(self):
        text = "".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
        used = set(re.findall(r"\bCode\.([A-Z_]+)", text)) | {"REFUSED"}
        assert used == set(Code.__members__)

    def test_are_words_for_programs(self):
        assert all(code.value == code.name.lower().replace("_", "-") for code in Code)


class TestStatus:
    def test_is_that_of_http(self):
        assert set(STATUS.values()) == {401, 403, 404, 409, 410, 429, 502, 503}

    def test_is_400_for_what_only_has_to_be_corrected(self):
        assert status_of(Code.EMAIL_INVALID) == 400


class TestAnswer:
    def test_tells_code_sentence_and_fields(self, portal, http_request):
        answer = refuse(
            http_request, Code.EMAIL_TAKEN, "In use.", fields={"email": "In use."}
        )
        assert answer == {
            "error": {
                "type": "email-taken",
                "code": "email-taken",
                "message": "In use.",
                "fields": {"email": "In use."},
            }
        }
        assert http_request.response.getStatus() == 409
