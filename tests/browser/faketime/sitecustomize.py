# libfaketime hands the kernel a deadline in the past when time.sleep asks for
# one on a monotonic clock that is not faked; waiting for an event is right.

from threading import Event

import time


time.sleep = lambda seconds: Event().wait(seconds) and None
