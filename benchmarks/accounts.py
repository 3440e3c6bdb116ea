"""Names and figures shared by the measured process and the visitors."""

STOCK = "stock"
PAGE = "about"
ACCOUNTS = 12
GUESSES = 210
# Environment variable of the measured process: number of additional patrons.
CROWD = "BENCHMARK_CROWD"


def address(user_id: str) -> str:
    """Return the email address of a patron made for the benchmark."""
    return f"{user_id.lower()}@example.org"
