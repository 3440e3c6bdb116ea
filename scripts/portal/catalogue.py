"""The demonstration catalogue as a server on loopback."""

from .settings import Settings
from scripts.portal.demo_catalogue.server import CatalogueServer

import threading


class Catalogue:
    """Runs the server in a thread of its own."""

    def __init__(self, settings: Settings) -> None:
        self.server = CatalogueServer(settings.catalogue_port)

    def __enter__(self) -> "Catalogue":
        """Start the server."""
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop the server."""
        self.server.shutdown()
        self.server.server_close()
