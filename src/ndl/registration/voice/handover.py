"""A call is handed over when the request that asked for it has been committed.

The code is in the memory of this process only. If the process is killed before the
call, nobody calls, and the patron asks again.
"""

from ndl.registration.background import here
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.order import Order
from ndl.registration.voice.worker import start

import transaction


def call_after_commit(user_id: str, job: VoiceJob, is_trial: bool = False) -> None:
    """Have the call made, once, when this transaction has been committed."""
    place = here()
    order = Order(place.database, place.path, user_id, job, is_trial)
    transaction.get().addAfterCommitHook(_hand_over, (order,))


def _hand_over(is_committed: bool, order: Order) -> None:
    if is_committed:
        start(order)
