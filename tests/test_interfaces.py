from ndl.registration.documents.scanner import ClamdScanner
from ndl.registration.interfaces import IAccountSource
from ndl.registration.interfaces import IDeliveryChannel
from ndl.registration.interfaces import IScanner
from zope.component import getUtilitiesFor
from zope.interface.verify import verifyObject

import pytest


class TestUtilities:
    @pytest.mark.parametrize("interface", [IAccountSource, IDeliveryChannel, IScanner])
    def test_keep_their_contract(self, portal, interface):
        found = [utility for _name, utility in getUtilitiesFor(interface)]
        assert found
        assert all(verifyObject(interface, utility) for utility in found)

    def test_a_contract_is_not_kept_by_any_object(self):
        with pytest.raises(Exception, match="scan"):
            verifyObject(IAccountSource, ClamdScanner())
