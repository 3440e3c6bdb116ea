"""The text of a call in parts, which are played as recordings or spoken as words."""

from collections.abc import Iterable
from ndl.registration.settings import library_in
from ndl.registration.voice.interfaces import VoiceJob


# A second of silence, because the beginning of a call is often lost.
SILENCE = "silence"
LIBRARY = "library"
CODE_IS = "code-is"
ENDING = "ending"
AGAIN = "again"
WARNING = "warning"
PRESS = "press"
REPEAT = "repeat"
DIGITS = tuple("0123456789")
PARTS = (SILENCE, LIBRARY, CODE_IS, ENDING, AGAIN, WARNING, PRESS, REPEAT, *DIGITS)

# Uses words for 4, 7 and 0 that cannot be mistaken for another digit.
_JAPANESE = "ゼロ イチ ニイ サン ヨン ゴオ ロク ナナ ハチ キュウ"
_ENGLISH = "zero one two three four five six seven eight nine"


def _digits(names: str, stop: str) -> dict[str, str]:
    return {d: f"{n}{stop}" for d, n in zip(DIGITS, names.split(), strict=True)}


_WORDS = {
    "ja": {
        SILENCE: "",
        LIBRARY: "こちらは、{library}です。",
        CODE_IS: "認証コードは、",
        ENDING: "です。",
        AGAIN: "もう一度、申し上げます。",
        WARNING: "認証コードは、他の人に教えないでください。",
        PRESS: "認証コードをお聞きになるには、1を押してください。",
        REPEAT: "もう一度お聞きになるには、1を押してください。",
        **_digits(_JAPANESE, "、"),
    },
    "en": {
        SILENCE: "",
        LIBRARY: "This is the {library}. ",
        CODE_IS: "Your authentication code is: ",
        ENDING: "",
        AGAIN: "Once more. ",
        WARNING: "Do not tell this code to anyone. ",
        PRESS: "To hear your authentication code, press 1. ",
        REPEAT: "To hear it again, press 1. ",
        **_digits(_ENGLISH, ", "),
    },
}


def greeting(job: VoiceJob) -> tuple[str, ...]:
    """The parts at the beginning of a call; they contain nothing of the code."""
    invitation = (PRESS,) if job.key_first else ()
    return (SILENCE, LIBRARY, *invitation)


def reading(job: VoiceJob) -> tuple[str, ...]:
    """The parts that read out the code, digit by digit and twice."""
    once = (CODE_IS, *job.code, ENDING)
    return (*once, AGAIN, *once, WARNING)


def words(parts: Iterable[str], language: str) -> str:
    """The parts as text, with the library's name from the settings."""
    known = _WORDS[language]
    text = "".join(known[part] for part in parts)
    return text.format(library=library_in(language).name).strip()
