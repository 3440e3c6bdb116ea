"""Twilio's published description of its interface for calls.

The facts of two operations, CreateCall and FetchCall of version 2010-04-01, written in
the form of OpenAPI 3.1.
"""


def _sid(letters):
    return {"type": ["string", "null"], "pattern": f"^{letters}[0-9a-fA-F]{{32}}$"}


_TEXT = {"type": ["string", "null"]}
_ADDRESS = {"type": "string", "format": "uri"}
_METHOD = {"type": "string", "enum": ["GET", "POST"]}
_WHOLE = {"type": "integer"}
_YES_OR_NO = {"type": "boolean"}
_WORD = {"type": "string"}

_CREATE = {
    "type": "object",
    "required": ["To", "From"],
    "additionalProperties": False,
    "properties": {
        "To": {"type": "string", "format": "endpoint"},
        "From": {"type": "string", "format": "endpoint"},
        "Method": _METHOD,
        "FallbackUrl": _ADDRESS,
        "FallbackMethod": _METHOD,
        "StatusCallback": _ADDRESS,
        "StatusCallbackEvent": {"type": "array", "items": _WORD},
        "StatusCallbackMethod": _METHOD,
        "SendDigits": _WORD,
        "Timeout": _WHOLE,
        "Record": _YES_OR_NO,
        "RecordingChannels": _WORD,
        "RecordingStatusCallback": _WORD,
        "RecordingStatusCallbackMethod": _METHOD,
        "SipAuthUsername": _WORD,
        "SipAuthPassword": _WORD,
        "MachineDetection": _WORD,
        "MachineDetectionTimeout": _WHOLE,
        "RecordingStatusCallbackEvent": {"type": "array", "items": _WORD},
        "Trim": _WORD,
        "CallerId": _WORD,
        "MachineDetectionSpeechThreshold": _WHOLE,
        "MachineDetectionSpeechEndThreshold": _WHOLE,
        "MachineDetectionSilenceTimeout": _WHOLE,
        "AsyncAmd": _WORD,
        "AsyncAmdStatusCallback": _ADDRESS,
        "AsyncAmdStatusCallbackMethod": _METHOD,
        "Byoc": _sid("BY"),
        "CallReason": _WORD,
        "CallToken": _WORD,
        "RecordingTrack": _WORD,
        "TimeLimit": _WHOLE,
        "Url": _ADDRESS,
        # This limit is from the documentation.
        "Twiml": {"type": "string", "format": "twiml", "maxLength": 4000},
        "ApplicationSid": _sid("AP"),
    },
    # One of the three is required.
    "oneOf": [
        {"required": ["Url"]},
        {"required": ["Twiml"]},
        {"required": ["ApplicationSid"]},
    ],
}
_CALL = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "sid": _sid("CA"),
        "date_created": _TEXT,
        "date_updated": _TEXT,
        "parent_call_sid": _sid("CA"),
        "account_sid": _sid("AC"),
        "to": _TEXT,
        "to_formatted": _TEXT,
        "from": _TEXT,
        "from_formatted": _TEXT,
        "phone_number_sid": _sid("PN"),
        "status": {
            "enum": [
                "queued",
                "ringing",
                "in-progress",
                "completed",
                "busy",
                "failed",
                "no-answer",
                "canceled",
                None,
            ]
        },
        "start_time": _TEXT,
        "end_time": _TEXT,
        "duration": _TEXT,
        "price": _TEXT,
        "price_unit": _TEXT,
        "direction": _TEXT,
        "answered_by": _TEXT,
        "api_version": _TEXT,
        "forwarded_from": _TEXT,
        "group_sid": _sid("GP"),
        "caller_name": _TEXT,
        "queue_time": _TEXT,
        "trunk_sid": _sid("TK"),
        "uri": _TEXT,
        "subresource_uris": {"type": ["object", "null"]},
    },
}
_ACCOUNT = {"name": "AccountSid", "schema": {"pattern": "^AC[0-9a-fA-F]{32}$"}}
_NAMED = {"name": "Sid", "schema": {"pattern": "^CA[0-9a-fA-F]{32}$"}}
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"

DESCRIPTION = {
    "servers": [{"url": "https://api.twilio.com"}],
    "paths": {
        "/2010-04-01/Accounts/{AccountSid}/Calls.json": {
            "post": {
                "operationId": "CreateCall",
                "parameters": [_ACCOUNT],
                "requestBody": {"content": {_FORM: {"schema": _CREATE}}},
                "responses": {"201": {"content": {_JSON: {"schema": _CALL}}}},
            }
        },
        "/2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json": {
            "get": {
                "operationId": "FetchCall",
                "parameters": [_ACCOUNT, _NAMED],
                "responses": {"200": {"content": {_JSON: {"schema": _CALL}}}},
            }
        },
    },
}
# The format of errors is from the documentation.
ERROR = {
    "type": "object",
    "required": ["code", "message", "status"],
    "additionalProperties": False,
    "properties": {
        "code": {"type": "integer"},
        "message": {"type": "string"},
        "more_info": {"type": "string"},
        "status": {"type": "integer"},
    },
}
