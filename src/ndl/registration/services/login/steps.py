"""The steps of a login over REST, each with its use case."""

from collections.abc import Callable
from ndl.registration.limits.client import Client
from ndl.registration.login.address import give_address
from ndl.registration.login.login import enter_password
from ndl.registration.login.results import AddressNeeded
from ndl.registration.login.results import ATTEMPT_ENDED
from ndl.registration.login.results import CodeSent
from ndl.registration.login.results import LoggedIn
from ndl.registration.login.results import Refused
from ndl.registration.login.second_step import enter_code
from ndl.registration.login.sending import send_by
from ndl.registration.services.body import flag_in
from ndl.registration.services.body import read_body
from ndl.registration.services.body import text_in
from ndl.registration.voice.calling import call_status
from ndl.registration.voice.channel import VOICE
from ndl.registration.voice.confirmation import call_number
from ndl.registration.voice.confirmation import once_more
from ndl.registration.voice.interfaces import CallStatus
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


_TEXTS = ("login", "password", "attempt", "code", "email", "channel", "phone")
_FLAGS = ("keep", "send_again", "call_status")
_STEPS = ("code", "email", "send_again", "channel", "call_status")

Result = LoggedIn | CodeSent | AddressNeeded | CallStatus | Refused


def read_steps(request: HTTPRequest) -> dict[str, Any]:
    """The known members of the JSON object in the body, checked by type.

    Raises Malformed.
    """
    data = read_body(request)
    texts = {name: text_in(data[name]) for name in _TEXTS if name in data}
    flags = {name: flag_in(data[name]) for name in _FLAGS if name in data}
    return texts | flags


def step_in(data: dict[str, Any]) -> str | None:
    """The member of the body that determines the step; None if there is none."""
    if "attempt" not in data:
        return "password" if {"login", "password"} <= data.keys() else None
    return next((name for name in _STEPS if data.get(name, False) is not False), None)


def take_step(step: str, data: dict[str, Any], client: Client) -> Result:
    """Take the step. Raises the DomainError of a channel, as enter_password does."""
    return _USE_CASES[step](data, client)


def _enter_password(data: dict[str, Any], client: Client) -> Result:
    keep = data.get("keep", False)
    return enter_password(data["login"], data["password"], client, keep)


def _enter_code(data: dict[str, Any], client: Client) -> Result:
    keep = data.get("keep", False)
    return enter_code(data["attempt"], data["code"], client, keep)


def _give_address(data: dict[str, Any], client: Client) -> Result:
    return give_address(data["attempt"], data["email"], client)


def _send_again(data: dict[str, Any], client: Client) -> Result:
    return once_more(data["attempt"], client)


def _send_by(data: dict[str, Any], client: Client) -> Result:
    if data["channel"] == VOICE:
        return call_number(data["attempt"], data.get("phone", ""), client)
    return send_by(data["attempt"], data["channel"], client)


def _ask_status(data: dict[str, Any], client: Client) -> Result:
    status = call_status(data["attempt"], client)
    return status or Refused(ATTEMPT_ENDED, ended=True)


_USE_CASES: dict[str, Callable[[dict[str, Any], Client], Result]] = {
    "password": _enter_password,
    "code": _enter_code,
    "email": _give_address,
    "send_again": _send_again,
    "channel": _send_by,
    "call_status": _ask_status,
}
