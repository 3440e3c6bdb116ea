from ndl.registration.events import AuditTag
from pathlib import Path

import ndl.registration


SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(ndl.registration.__file__).parent.rglob("*.py")
)


def test_every_word_of_the_vocabulary_is_used(subtests):
    for tag in AuditTag:
        with subtests.test(tag=tag):
            assert f"AuditTag.{tag.name}" in SOURCE
