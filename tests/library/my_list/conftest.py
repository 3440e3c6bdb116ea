from ndl.registration.library.search.record import make_record

import pytest


@pytest.fixture
def book():
    def make(title="吾輩は猫である", **values):
        defaults = {
            "authors": ["夏目漱石", "Natsume, Sōseki"],
            "publisher": "大倉書店",
            "year": "1905",
            "identifiers": [("isbn", "9799000000707")],
            "holdings": ["Stacks"],
            "source": "demonstration",
            "link": "https://example.org/1",
        }
        return make_record(title=title, **(defaults | values))

    return make
