from ..catalogues import catalogue  # noqa: F401
from ..catalogues import demonstration  # noqa: F401
from ..catalogues import offer  # noqa: F401
from ..visitor import code_in

import pytest


class Program:
    """A client program of the site's REST services."""

    def __init__(self, visitor):
        self.visitor = visitor
        visitor.headers["Accept"] = "application/json"

    def post(self, service, body=None, token="", **kwargs):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers |= kwargs.pop("headers", {})
        if body is not None:
            kwargs["json"] = body
        return self.visitor.post(service, headers=headers, **kwargs)

    def who(self, token):
        headers = {"Authorization": f"Bearer {token}"}
        return self.visitor.get("@@test-who", headers=headers).text


@pytest.fixture
def program(visit):
    return Program(visit(agent="program/1.0"))


@pytest.fixture
def account(patron, password):
    return {"login": patron.user_id, "password": password}


@pytest.fixture
def begun(program, account):
    """The answer to the first step of a login."""
    return program.post("@login", account).json()


@pytest.fixture
def token(program, begun, mails):
    """The token of a patron who has taken both steps."""
    body = {"attempt": begun["attempt"], "code": code_in(mails[-1])}
    return program.post("@login", body).json()["token"]
