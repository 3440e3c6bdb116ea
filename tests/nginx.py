"""The proxy of deploy/nginx.conf, with ports and paths changed for tests."""

from .certificates import write_certificate
from .redis_server import free_port
from contextlib import contextmanager
from pathlib import Path

import os
import shutil
import socket
import subprocess
import time


CONFIG = Path(__file__).parents[1] / "deploy" / "nginx.conf"
PATIENCE = 10
_AROUND = """
include /etc/nginx/modules-enabled/*.conf;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""


@contextmanager
def running(folder, upstream_port, site_path):
    """Run nginx in front of a Zope; yields the URL of the proxy."""
    write_certificate("library.example", folder / "fullchain.pem", folder / "key.pem")
    port = free_port()
    text = _placed(CONFIG.read_text(), folder, port, upstream_port, site_path)
    config = folder / "nginx.conf"
    config.write_text(_AROUND.format(folder=folder, site=text))
    path = f"{os.environ['PATH']}:/usr/sbin"
    nginx = shutil.which("nginx", path=path)
    assert nginx, "nginx is missing: make nginx"
    command = [nginx, "-c", str(config), "-g", "daemon off;"]
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        _wait(process, port, folder)
        yield f"https://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _placed(text, folder, port, upstream_port, site_path):
    changes = {
        "127.0.0.1:8080": f"127.0.0.1:{upstream_port}",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl;\n": "",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "/etc/ssl/portal/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
        ":443/portal/": f":443/{site_path}/",
    }
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def _wait(process, port, folder):
    started = time.monotonic()
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None, (folder / "output").read_text()
            assert time.monotonic() - started < PATIENCE, "no answer of nginx"
            time.sleep(0.05)
        else:
            return
