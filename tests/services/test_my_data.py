from datetime import timedelta
from io import BytesIO
from ndl.registration.clock import now
from zipfile import ZipFile

import json
import pytest
import time_machine


@pytest.fixture
def call(program, token):
    def send(method="POST", token=token):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return program.visitor.request(method, "@my-data", headers=headers)

    return send


class TestMyData:
    def test_is_the_archive(self, call, patron):
        answer = call()
        assert answer.headers["Content-Type"] == "application/zip"
        assert "my-data.zip" in answer.headers["Content-Disposition"]
        assert "no-store" in answer.headers["Cache-Control"]
        archive = ZipFile(BytesIO(answer.content))
        data = json.loads(archive.read("data.json"))
        assert data["registration"]["user_id"] == patron.user_id
        assert data["information"]["family_name"] == "国立"

    def test_needs_a_fresh_code(self, call):
        with time_machine.travel(now() + timedelta(minutes=11)):
            answer = call()
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "code-not-fresh"

    def test_is_not_for_strangers_nor_by_get(self, call):
        assert call(token="").status_code == 401
        assert call("GET").status_code in (404, 405)
