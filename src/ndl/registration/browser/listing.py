"""Lists over several pages."""

from ZPublisher.HTTPRequest import HTTPRequest


_LAST = 10**6


def batch_start(request: HTTPRequest) -> int:
    """Index of the first item of the page; invalid parameters count as 0."""
    value = request.form.get("b_start")
    text = value if isinstance(value, str) else str(value or 0)
    return min(int(text), _LAST) if text.isascii() and text.isdigit() else 0
