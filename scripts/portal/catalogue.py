"""The demonstration catalogue on loopback, searched like any other."""

from .settings import Settings
from scripts.portal.demo_catalogue.server import CatalogueServer

import threading


class Catalogue:
    """The server, in a thread of its own."""

    def __init__(self, settings: Settings) -> None:
        self.server = CatalogueServer(settings.catalogue_port)

    def __enter__(self) -> "Catalogue":
        """Start it."""
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop it."""
        self.server.shutdown()
        self.server.server_close()
