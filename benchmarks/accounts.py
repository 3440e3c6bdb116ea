"""What the measured process and the visitors both know."""

STOCK = "stock"
PAGE = "about"
ACCOUNTS = 12
GUESSES = 210
# In the environment of the measured process: how many patrons there are besides.
CROWD = "BENCHMARK_CROWD"


def address(user_id: str) -> str:
    """Return the mail address of a patron made for the benchmark."""
    return f"{user_id.lower()}@example.org"
