"""Zope in this process: load it, make the site, serve it."""

from .compression import Compression
from .settings import Settings
from collections.abc import Callable
from configparser import RawConfigParser
from Testing.makerequest import makerequest
from waitress.server import create_server
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest
from Zope2.Startup.run import make_wsgi_app
from Zope2.Startup.serve import setup_logging

import Zope2


def load(settings: Settings) -> Callable:
    """Return the WSGI application, its site made and its mail connected."""
    etc = settings.instance / "etc"
    setup_logging(str(etc / "zope.ini"))
    application = make_wsgi_app({}, str(etc / "zope.conf"))
    # Plone reads its environment on import, and zope.conf has just set it.
    from . import catalogue
    from . import mailqueue
    from . import site

    app = makerequest(Zope2.app())
    setRequest(app.REQUEST)
    portal = (
        app[site.SITE_ID]
        if site.exists(app)
        else site.create(app, settings.applications)
    )
    mailqueue.connect(portal, settings)
    catalogue.connect(portal, settings)
    clearRequest()
    app._p_jar.close()
    return Compression(application)


def listen(application: Callable, settings: Settings):  # noqa: ANN201
    """Return a server that takes connections already."""
    parser = RawConfigParser()
    parser.read(settings.instance / "etc" / "zope.ini")
    options = dict(parser["server:main"])
    del options["use"]
    return create_server(application, **options)


def run(server) -> None:  # noqa: ANN001
    """Serve until a signal; leave the database closed."""
    try:
        server.run()
    finally:
        server.close()
        for database in Zope2.opened:
            database.close()
