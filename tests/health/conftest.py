from ndl.registration.health.examine import examine
from ndl.registration.health.finding import Level

import pytest


@pytest.fixture
def find(portal):
    """Returns the finding of a check by its name."""

    def find(name, **options):
        return next(r.finding for r in examine(**options) if r.name == name)

    return find


@pytest.fixture
def assert_level(find):
    def check(name, level, *words, **options):
        finding = find(name, **options)
        said = fill(finding.words)
        assert finding.level is Level(level), said
        for word in words:
            assert word in said
        assert bool(finding.cure) is (finding.level is not Level.OK)

    return check


def fill(message):
    text = str(message)
    for name, value in (message.mapping or {}).items():
        text = text.replace(f"${{{name}}}", str(value))
    assert "${" not in text
    return text
