"""What the how-to guide has people write and send by hand."""

from ...test_guides import blocks
from .agency import is_valid
from .agency import KEY
from .agency import PORTAL
from .agency import SYSTEM
from .test_iso18626 import order_copy
from ndl.registration.library.requests.request import State
from transaction import begin
from transaction import commit
from ZConfig import loadConfigFile
from Zope2.Startup.options import ZopeWSGIOptions

import pytest
import requests
import shlex


GUIDE = "connect-a-library-system.md"
NAMES = {"CODE OF THE SYSTEM": SYSTEM, "CODE OF THE PORTAL": PORTAL}


@pytest.fixture
def report():
    """The message of the guide about a request."""
    text, _utility = blocks(GUIDE, "xml")

    def fill_in(number):
        filled = text
        for words, name in (NAMES | {"NUMBER": number}).items():
            assert words in filled
            filled = filled.replace(words, name)
        return filled.encode()

    return fill_in


@pytest.fixture
def headers():
    """What the command of the guide sends with it."""
    [command] = [b for b in blocks(GUIDE, "shell") if "@iso18626" in b]
    words = shlex.split(command.replace("\\\n", " "))
    assert words[:2] == ["curl", "https://portal.example.org/@iso18626"]
    sent = [words[n + 1] for n, word in enumerate(words) if word == "-H"]
    pairs = (one.replace("$KEY", KEY).split(": ") for one in sent)
    return dict(pairs)


def test_a_report_by_hand_moves_the_request(agency, patron, site, report, headers):
    made = order_copy(patron)
    commit()
    message = report(made.request_id)
    assert is_valid(message)
    address = f"{site.absolute_url()}/@iso18626"
    answer = requests.post(address, data=message, headers=headers, timeout=30)
    assert (answer.status_code, is_valid(answer.content)) == (200, True)
    assert b"messageStatus>OK<" in answer.content
    begin()
    assert made.state is State.IN_PROGRESS
    strange = requests.post(
        address, data=report("K7M2-9QXD-B"), headers=headers, timeout=30
    )
    assert b"errorValue>requestingAgencyRequestId<" in strange.content


def test_the_secrets_stand_in_zope_conf(tmp_path):
    [environment] = [b for b in blocks(GUIDE, "") if "<environment>" in b]
    conf = tmp_path / "zope.conf"
    conf.write_text(
        f"%define INSTANCE {tmp_path}\ninstancehome $INSTANCE\n{environment}"
    )
    options = ZopeWSGIOptions(configfile=str(conf))
    options.load_schema()
    read, _handlers = loadConfigFile(options.schema, conf.open())
    assert set(read.environment) == {
        "NDL_REGISTRATION_ISO18626_SECRET",
        "NDL_REGISTRATION_ISO18626_KEY",
    }
