"""A call that is to be made, and the site that asked for it."""

from dataclasses import dataclass
from ndl.registration.background import Place
from ndl.registration.voice.interfaces import VoiceJob


@dataclass(frozen=True)
class Order(Place):
    """A job, and where its site is; a trial calls no patron."""

    user_id: str
    job: VoiceJob
    is_trial: bool = False
