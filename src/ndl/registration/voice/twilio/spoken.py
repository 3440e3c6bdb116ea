"""The text of a call as a TwiML document."""

from collections.abc import Mapping
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.speech import AGAIN
from ndl.registration.voice.speech import greeting
from ndl.registration.voice.speech import reading
from ndl.registration.voice.speech import words
from twilio.twiml.voice_response import VoiceResponse


_LANGUAGES = {"ja": "ja-JP", "en": "en-US"}
# Seconds: the beginning of a call is often lost, and people take a note.
_SILENCE = 1


def document(job: VoiceJob, voices: Mapping[str, str]) -> str:
    """The words of a call; it goes with the question, so nobody has to fetch it."""
    parts = reading(job)
    again = parts.index(AGAIN)
    said = VoiceResponse()
    for some in (greeting(job), parts[:again], parts[again:]):
        said.pause(length=_SILENCE)
        said.say(
            words(some, job.language),
            language=_LANGUAGES[job.language],
            voice=voices[job.language] or None,
        )
    return str(said)
