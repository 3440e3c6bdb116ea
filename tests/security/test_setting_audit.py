"""Changed and removed settings are in the audit log, whatever staff log in with."""

from ndl.registration.documents.kinds import KIND_TABLE
from ndl.registration.events import AuditTag

import pytest


@pytest.mark.security
def test_of_a_row_that_is_set_back(portal, audited):
    KIND_TABLE.change("passport", KIND_TABLE.values_of("passport") | {"position": 7})
    audited.clear()
    KIND_TABLE.reset("passport")
    told = {e.details["setting"] for e in audited if e.tag is AuditTag.SETTING_CHANGED}
    assert "kinds/passport.position" in told
