"""A Kamailio trunk that requires a password and routes to telephones."""

from contextlib import contextmanager
from tests.certificates import write_certificate
from tests.redis_server import free_port
from tests.voice.sip.programs import eventually
from tests.voice.sip.programs import program
from tests.voice.sip.programs import running

import socket


USER, SECRET, DOMAIN = "portal", "s3cret", "trunk.test"
_TRUNK = """\
debug=0
log_stderror=yes
children=2
tcp_children=2
auto_aliases=no
listen=udp:127.0.0.1:{port}
listen=tcp:127.0.0.1:{port}
{extra}
loadmodule "sl.so"
loadmodule "tm.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "auth.so"
loadmodule "siputils.so"
loadmodule "maxfwd.so"
loadmodule "textops.so"
request_route {{
  if (!mf_process_maxfwd_header("10")) {{ exit; }}
  if (has_totag()) {{
    if (loose_route()) {{ t_relay(); exit; }}
    if (is_method("ACK") && t_check_trans()) {{ t_relay(); exit; }}
    sl_send_reply("404", "Not Here"); exit;
  }}
  if (is_method("CANCEL")) {{ if (t_check_trans()) t_relay(); exit; }}
  if (!is_method("INVITE")) {{ sl_send_reply("405", "Not Allowed"); exit; }}
  if (!pv_proxy_authenticate("{domain}", "{secret}", "0") || $au != "{user}") {{
    proxy_challenge("{domain}", "0"); exit;
  }}
  consume_credentials();
  record_route();
{routes}
  sl_send_reply("404", "Not Found");
}}
"""
_ROUTE = '  if ($rU == "{number}") {{ $du = "sip:{host}:{port}"; t_relay(); exit; }}\n'
_TLS = """\
enable_tls=yes
listen=tls:127.0.0.1:{port}
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "{certificate}")
modparam("tls", "private_key", "{key}")
"""


@contextmanager
def trunk(folder, phones, extra=""):
    """The port of a running trunk with routes to these telephones."""
    port = free_port()
    routes = "".join(
        _ROUTE.format(number=each.number, host=each.address[0], port=each.address[1])
        for each in phones
    )
    config = folder / "kamailio.cfg"
    account = {"user": USER, "secret": SECRET, "domain": DOMAIN}
    config.write_text(_TRUNK.format(port=port, routes=routes, extra=extra, **account))
    # -Y is the run-time folder; by default all instances would share one.
    command = [program("kamailio"), "-DD", "-E", "-f", config, "-m", "32", "-M", "4"]
    with running([*command, "-w", folder, "-Y", folder], folder / "log") as process:
        eventually(lambda: _answers(port) or process.poll() is not None)
        assert process.poll() is None, (folder / "log").read_text()
        yield port


def tls_of(folder, host):
    """The TLS port of a trunk, its certificate, and the additional configuration."""
    certificate, key = folder / f"{host}.pem", folder / f"{host}.key"
    write_certificate(host, certificate, key)
    port = free_port()
    return port, certificate, _TLS.format(port=port, certificate=certificate, key=key)


def _answers(port):
    request = (
        f"OPTIONS sip:127.0.0.1:{port} SIP/2.0\r\n"
        "Via: SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bKtest\r\nMax-Forwards: 5\r\n"
        "From: <sip:test@127.0.0.1>;tag=1\r\nTo: <sip:test@127.0.0.1>\r\n"
        "Call-ID: test\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n"
    )
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.settimeout(0.2)
        try:
            probe.connect(("127.0.0.1", port))
            probe.send(request.encode())
            return probe.recv(4096)
        except OSError:
            return b""
