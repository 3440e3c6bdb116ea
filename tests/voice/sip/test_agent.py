from ndl.registration.voice.recordings import silence
from ndl.registration.voice.recordings import write
from ndl.registration.voice.sip.agent import Agent
from ndl.registration.voice.sip.agent import AgentFailed
from ndl.registration.voice.sip.order import SILENCE
from ndl.registration.voice.sip.order import Trunk
from tests.redis_server import free_port

import pytest
import socket


def trunk(**values):
    known = {"host": "127.0.0.1", "port": free_port(), "transport": "udp"}
    account = {"domain": "trunk.test", "user": "portal", "auth_user": ""}
    return Trunk(**{**known, **account, "media": "plain", "secret": "x", **values})


@pytest.fixture
def agent(tmp_path):
    write(tmp_path / SILENCE, silence(5))
    made = Agent(tmp_path, trunk(), 30)
    yield made
    made.end()


class TestAgent:
    def test_has_no_configuration_left_once_it_runs(self, agent, tmp_path):
        assert not {"config", "accounts"} & {path.name for path in tmp_path.iterdir()}

    def test_is_controlled_from_this_machine_alone(self, agent):
        assert agent.socket.getpeername()[0].startswith("127.")

    def test_fails_when_somebody_else_takes_its_controls(self, agent):
        with socket.create_connection(agent.socket.getpeername()):
            agent.socket.settimeout(5)
            with pytest.raises(AgentFailed):
                list(agent.events())

    def test_leaves_no_configuration_when_it_cannot_start(self, tmp_path, monkeypatch):
        monkeypatch.setattr("ndl.registration.voice.sip.agent._STARTING", 0)
        with pytest.raises(AgentFailed):
            Agent(tmp_path, trunk(), 30)
        assert not {"config", "accounts"} & {path.name for path in tmp_path.iterdir()}

    @pytest.mark.parametrize("host", ["trunk.invalid", "-"])
    def test_fails_without_a_way_to_the_trunk(self, tmp_path, host):
        with pytest.raises(AgentFailed):
            Agent(tmp_path, trunk(host=host), 30)
