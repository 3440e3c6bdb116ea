"""Calls of the SIP provider, with settings for a test trunk."""

from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.settings import settings
from ndl.registration.voice.interfaces import VoiceJob
from ndl.registration.voice.sip.dialling import SECRET as VARIABLE
from ndl.registration.voice.sip.provider import SipProvider
from tests.voice.sip.programs import eventually
from tests.voice.sip.trunk import DOMAIN
from tests.voice.sip.trunk import SECRET
from tests.voice.sip.trunk import USER

import os


def job(number, code="407193", language="ja", minutes=600, **values):
    expires = now() + timedelta(minutes=minutes)
    return VoiceJob(f"call-{number}", number, code, expires, language, **values)


def use_trunk(port, **values):
    """Write the settings for a trunk on this machine."""
    own = settings()
    own.sip_server = f"127.0.0.1:{port}"
    own.sip_user, own.sip_domain = USER, DOMAIN
    own.voice_lines = 50
    for name, value in values.items():
        setattr(own, name, value)
    os.environ[VARIABLE] = SECRET


def provider():
    return SipProvider()


def final_status(made, handle, seconds=60):
    """The final status of a call; waits for it."""
    eventually(lambda: made.status(handle).state.is_final, seconds)
    return made.status(handle)


def end_calls(made):
    """End all calls, as at the end of their process."""
    lines = list(made._lines._lines.values())
    for line in lines:
        line.end()
    eventually(lambda: all(line.ended for line in lines))
