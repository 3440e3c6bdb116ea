"""Zope in this process: load it, create the site, serve it."""

from .compression import Compression
from .settings import Settings
from collections.abc import Callable
from configparser import RawConfigParser
from contextlib import suppress
from waitress.server import create_server
from ZODB.POSException import ConnectionStateError
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from Zope2.Startup.run import make_wsgi_app
from Zope2.Startup.serve import setup_logging

import Zope2


# Seconds to wait for a picture that is being read by OCR.
PATIENCE = 10


def load(settings: Settings) -> Callable:
    """Return the WSGI application; create the site if needed and connect its mail."""
    etc = settings.instance / "etc"
    setup_logging(str(etc / "zope.ini"))
    application = make_wsgi_app({}, str(etc / "zope.conf"))
    # Plone reads its environment on import, which zope.conf has just set.
    from . import mailqueue
    from . import site
    from . import target
    from Testing.makerequest import makerequest

    app = makerequest(Zope2.app())
    setRequest(app.REQUEST)
    portal = (
        app[site.SITE_ID]
        if site.exists(app)
        else site.create(app, settings.applications)
    )
    mailqueue.connect(portal, settings)
    target.connect(portal, settings)
    clearRequest()
    app._p_jar.close()
    return Compression(application)


def listen(application: Callable, settings: Settings):  # noqa: ANN201
    """Return a server that already accepts connections."""
    parser = RawConfigParser()
    parser.read(settings.instance / "etc" / "zope.ini")
    options = dict(parser["server:main"])
    del options["use"]
    return create_server(application, **options)


def run(server) -> None:  # noqa: ANN001
    """Serve until a signal; then close the databases."""
    try:
        server.run()
    finally:
        server.close()
        close()


def close() -> None:
    """Close the databases, so that the next start need not scan them."""
    # Plone reads its environment on import: import it only after Zope is loaded.
    from ndl.registration.background import stop_background_work

    stop_background_work(PATIENCE)
    for database in Zope2.opened:
        # Unfinished transactions are lost, as after a kill.
        with suppress(ConnectionStateError):
            database.close()
