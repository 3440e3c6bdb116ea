from ndl.registration.voice.sip.configuration import is_value
from ndl.registration.voice.sip.configuration import modules_folder
from ndl.registration.voice.sip.configuration import write_account
from ndl.registration.voice.sip.configuration import write_config
from ndl.registration.voice.sip.order import Trunk
from ndl.registration.voice.sip.ways import loopback
from ndl.registration.voice.sip.ways import way_to

import pytest
import socket


CONTROL = ("127.1.2.3", 4444)


def trunk(**values):
    known = {
        "host": "192.0.2.1",
        "port": 5060,
        "transport": "udp",
        "media": "plain",
        "domain": "trunk.test",
        "user": "portal",
        "auth_user": "",
        "secret": "s3cret",
    }
    return Trunk(**{**known, **values})


class TestAccount:
    def test_is_for_the_portal_alone(self, tmp_path):
        path = write_account(tmp_path, trunk())
        assert path.stat().st_mode & 0o777 == 0o600
        assert ";auth_pass=s3cret;" in path.read_text()

    def test_takes_the_user_for_authentication_as_well(self, tmp_path):
        assert ";auth_user=portal;" in write_account(tmp_path, trunk()).read_text()

    def test_a_trunk_that_knows_the_portal_by_its_address_has_no_password(
        self, tmp_path
    ):
        assert "auth_pass" not in write_account(tmp_path, trunk(secret="")).read_text()

    def test_an_address_of_ipv6_stands_in_brackets(self, tmp_path):
        text = write_account(tmp_path, trunk(host="2001:db8::1")).read_text()
        assert "sip:[2001:db8::1]:5060;" in text

    @pytest.mark.parametrize("media", ["srtp", "dtls"])
    def test_asks_for_encryption(self, tmp_path, media):
        assert ";mediaenc=" in write_account(tmp_path, trunk(media=media)).read_text()

    def test_does_not_write_over_a_file(self, tmp_path):
        (tmp_path / "accounts").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(FileExistsError):
            write_account(tmp_path, trunk())


class TestConfig:
    def test_controls_are_on_a_loopback_address_of_its_own(self, tmp_path):
        path = write_config(tmp_path, trunk(), "192.0.2.9", CONTROL)
        assert "ctrl_tcp_listen 127.1.2.3:4444\n" in path.read_text()
        assert path.stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize(
        ("media", "module"), [("srtp", "srtp.so"), ("dtls", "dtls_srtp.so")]
    )
    def test_loads_what_encrypts(self, tmp_path, media, module):
        path = write_config(tmp_path, trunk(media=media), "192.0.2.9", CONTROL)
        assert f"module {module}\n" in path.read_text()

    def test_every_module_is_installed(self, tmp_path):
        text = write_config(tmp_path, trunk(), "192.0.2.9", CONTROL).read_text()
        named = [line.split()[1] for line in text.splitlines() if ".so" in line]
        assert len(named) == 6
        assert all((modules_folder() / name).exists() for name in named)


class TestValues:
    @pytest.mark.parametrize("text", ["", "s3cret", "a=b&c%d/e+f", "(x){y}[z]!?*#@:,"])
    def test_can_be_told(self, text):
        assert is_value(text)

    @pytest.mark.parametrize("text", [*(f"a{c}b" for c in ';" <>\\\n'), "é"])
    def test_cannot_be_told(self, text):
        assert not is_value(text)


class TestMachine:
    def test_without_baresip_there_are_no_modules(self, monkeypatch):
        monkeypatch.setenv("PATH", "/nowhere")
        assert modules_folder() is None

    def test_addresses_of_controls_are_drawn(self):
        drawn = {loopback()[0] for _ in range(20)}
        assert len(drawn) > 15
        assert all(address.startswith("127.") for address in drawn)

    def test_the_way_to_this_machine_is_loopback(self):
        assert way_to("127.0.0.1", 5060) == ("127.0.0.1", "127.0.0.1")

    def test_a_host_that_is_not_known_has_no_way(self):
        with pytest.raises(socket.gaierror):
            way_to("host.invalid", 5060)
