from .disguised import DISGUISED
from .ordinary import ORDINARY
from .oversized import OVERSIZED
from .spoilt import SPOILT


CORPUS = {one.name: one for one in (*ORDINARY, *DISGUISED, *SPOILT, *OVERSIZED)}
