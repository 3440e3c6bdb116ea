"""Requests to the service through its own, optional library."""

from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from ndl.registration.voice.interfaces import CallStatus
from ndl.registration.voice.interfaces import Failure
from ndl.registration.voice.interfaces import Placed
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.speech import AGAIN
from ndl.registration.voice.speech import greeting
from ndl.registration.voice.speech import reading
from ndl.registration.voice.speech import words
from ndl.registration.voice.store import BEGUN
from ndl.registration.voice.store import OVER
from ndl.registration.voice.twilio.account import Account
from ndl.registration.voice.twilio.answers import status_of
from ndl.registration.voice.twilio.answers import trouble
from requests import PreparedRequest
from requests import RequestException
from requests import Response
from requests.adapters import HTTPAdapter
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from twilio.twiml.voice_response import VoiceResponse
from typing import Any


# Otherwise imported during the first request, which takes seconds on a busy machine.
import twilio.rest.api.v2010.account.call  # noqa: F401


_LANGUAGES = {"ja": "ja-JP", "en": "en-US"}
# In seconds: the beginning of a call is often lost, and people need time to write.
_SILENCE = 1


def document(job: VoiceJob, voices: Mapping[str, str]) -> str:
    """The text of a call as TwiML; sent with the request, it needs no callback."""
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


# Time limits in seconds for connecting, and between two bytes of a response.
_CONNECT, _READ = 3, 6
# The settings define the service, not the environment variables of its library.
_NO_ENVIRONMENT = {"TWILIO_REGION": ""}


class Quiet(TwilioHttpClient):
    """HTTP client that logs neither requests nor responses."""

    def log_request(self, kwargs: dict[str, Any]) -> None:
        """Log nothing."""

    def log_response(self, status_code: int, response: Response) -> None:
        """Log nothing."""


class Once(HTTPAdapter):
    """Sends each request only once, with time limits."""

    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:
        """Send a request with the time limits."""
        return super().send(request, *args, **options | {"timeout": (_CONNECT, _READ)})


def ask_for_call(own: Account, number: str, document: str) -> Placed:
    """Request a call to the number; the request is never repeated."""
    try:
        with _calls(own) as calls:
            call = calls.create(
                to=number,
                from_=own.caller,
                twiml=document,
                timeout=own.ring_seconds,
                time_limit=OVER - BEGUN,
                record=False,
            )
    except (TwilioException, RequestException) as error:
        return trouble(error)
    except (AttributeError, KeyError, TypeError, ValueError):
        # The request was accepted, but the response cannot be interpreted.
        return Placed(reason=Failure.UNSURE)
    return Placed(str(call.sid)) if call.sid else Placed(reason=Failure.UNSURE)


def ask_for_status(own: Account, handle: str) -> CallStatus:
    """Fetch the status of a call. Raises the library's exceptions."""
    with _calls(own) as calls:
        call = calls(handle).fetch()
    return status_of(str(call.status), int(call.duration or 0))


@contextmanager
def _calls(own: Account) -> Iterator[Any]:
    """Yield the account's resource for calls."""
    http = Quiet()
    http.session.mount(own.url, Once(max_retries=0))
    client = Client(
        own.key or own.sid,
        own.secret,
        own.sid,
        http_client=http,
        environment=_NO_ENVIRONMENT,
    )
    client.api.base_url = own.url
    with http.session:
        yield client.calls
