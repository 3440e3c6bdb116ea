# libfaketime passes a deadline in the past to the kernel if time.sleep uses a monotonic
# clock that is not faked; waiting for an event works.

from threading import Event

import time


time.sleep = lambda seconds: Event().wait(seconds) and None
