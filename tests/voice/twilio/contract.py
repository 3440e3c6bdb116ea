"""Validation of requests and answers against the description."""

from jsonschema import Draft202012Validator
from tests.voice.twilio.description import DESCRIPTION
from tests.voice.twilio.description import ERROR
from urllib.parse import parse_qs

import re


class Operation:
    """The description of the operation of a request."""

    def __init__(self, method, path):
        self.name, self.values, self._said = _found(method, path)

    def read(self, content_type, body):
        """The validated parameters of a form."""
        content = self._said["requestBody"]["content"]
        schema = content[content_type]["schema"]
        sent = parse_qs(body.decode("ascii"), strict_parsing=True)
        values = {
            name: _cast(schema["properties"].get(name, {}), texts)
            for name, texts in sent.items()
        }
        Draft202012Validator(schema).validate(values)
        return values

    def check(self, status, answer):
        """Validate an answer with this status."""
        if status >= 400:
            Draft202012Validator(ERROR).validate(answer)
            assert answer["status"] == status
            return
        content = self._said["responses"][str(status)]["content"]
        Draft202012Validator(content["application/json"]["schema"]).validate(answer)


def _found(method, path):
    for template, item in DESCRIPTION["paths"].items():
        pattern = re.sub(r"\\?\{(\w+)\\?\}", r"(?P<\1>[^/]+)", re.escape(template))
        match = re.fullmatch(pattern, path)
        if match and method.lower() in item:
            said = item[method.lower()]
            for parameter in said["parameters"]:
                text = match[parameter["name"]]
                Draft202012Validator(parameter["schema"]).validate(text)
            return said["operationId"], match.groupdict(), said
    raise AssertionError(f"no operation: {method} {path}")


def _cast(schema, texts):
    """Convert form texts to the type in the description."""
    if schema.get("type") == "array":
        return texts
    (text,) = texts
    if schema.get("type") == "integer":
        return int(text)
    if schema.get("type") == "boolean":
        return {"true": True, "false": False}[text]
    return text
