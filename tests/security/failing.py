"""An attacker who knows the password and guesses the code."""

from ..visitor import code_in


def wrong_codes(code, count):
    return [f"{(int(code) + step) % 10**6:06d}" for step in range(1, count + 1)]


def fail_codes(visitor, patron, password, mails, count):
    """Log in and enter `count` wrong codes; returns the last response."""
    visitor.log_in(patron.user_id, password)
    for code in wrong_codes(code_in(mails[-1]), count):
        answer = visitor.submit("login-code", code=code, enter="1")
    return answer
