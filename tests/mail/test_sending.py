from .conftest import queue_one
from .conftest import wait_for
from ndl.registration.mail.queue import start_queues
from ndl.registration.store_interfaces.patrons import IPatronDirectory
from Products.MailHost.MailHost import queue_threads
from transaction import commit
from zope.event import notify
from zope.processlifetime import ProcessStarting

import transaction


class TestProcessStart:
    def test_sends_what_waited(self, server, folder, queued):
        queue_one(folder)
        server.start()
        notify(ProcessStarting())
        wait_for(lambda: server.taken)

    def test_without_a_queue_starts_nothing(self, queued):
        queued.MailHost.smtp_queue = False
        commit()
        start_queues(ProcessStarting())
        assert queue_threads == {}

    def test_without_the_add_on_starts_nothing(self, queued):
        queued.getSiteManager().unregisterUtility(provided=IPatronDirectory)
        commit()
        start_queues(ProcessStarting())
        assert queue_threads == {}

    def test_survives_a_folder_that_cannot_be_used(self, queued, folder, caplog):
        folder.write_text("a file")
        start_queues(ProcessStarting())
        assert queue_threads == {}
        assert "was not started" in caplog.text

    def test_writes_nothing(self, queued):
        before = queued._p_jar.db().lastTransaction()
        start_queues(ProcessStarting())
        transaction.begin()
        assert queued._p_jar.db().lastTransaction() == before
