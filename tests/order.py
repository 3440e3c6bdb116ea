"""The order in which test files are handed to parallel test processes.

All other processes would wait for a slow file that is started last.
"""

from collections import Counter


# Additional processor seconds of files that are slow for their number of tests.
SECONDS = {
    "account/test_matrix.py": 23,
    "browser/test_accessibility.py": 180,
    "browser/test_voice.py": 100,
    "deploy/test_files.py": 60,
    "handover/iso18626/test_kills.py": 22,
    "pages/desk/test_workflow_matrix.py": 100,
    "security/test_account_stores.py": 19,
    "security/test_patrons_stock.py": 26,
    "setup/test_removal.py": 16,
    "test_cli.py": 50,
}
OF_A_BROWSER, OF_A_TEST = 5, 0.2


def longest_first(items):
    """Sort the tests by the time of their files; tests of a file stay together."""
    seconds = Counter()
    for item in items:
        is_browser = item.get_closest_marker("browser") is not None
        seconds[item.path] += OF_A_BROWSER if is_browser else OF_A_TEST
    for path in seconds:
        seconds[path] += sum(
            more for name, more in SECONDS.items() if path.as_posix().endswith(name)
        )
    items.sort(key=lambda item: (-seconds[item.path], str(item.path)))
