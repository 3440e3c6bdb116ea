from ndl.registration.limits.networks import is_within
from ndl.registration.limits.networks import network_of
from ndl.registration.limits.networks import UNKNOWN

import pytest


class TestNetwork:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
            ("192.0.2.7", "::ffff:192.0.2.7"),
        ],
    )
    def test_is_one_for_addresses_of_one_home(self, one, other):
        assert network_of(one) == network_of(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("2001:db8:1:2::1", "2001:db8:1:3::1"), ("192.0.2.7", "192.0.2.8")],
    )
    def test_differs_for_others(self, one, other):
        assert network_of(one) != network_of(other)

    @pytest.mark.parametrize("text", ["", "localhost", "192.0.2.7:80", "1.2.3"])
    def test_is_one_for_all_that_is_no_address(self, text):
        assert network_of(text) == UNKNOWN


class TestWithin:
    def test_knows_the_addresses_of_a_network(self):
        networks = ("192.0.2.0/24", "2001:db8::/32")
        assert is_within("192.0.2.200", networks)
        assert is_within("::ffff:192.0.2.200", networks)
        assert is_within("2001:db8:9::1", networks)
        assert not is_within("198.51.100.1", networks)
        assert not is_within("", networks)
        assert not is_within("192.0.2.200", None)
