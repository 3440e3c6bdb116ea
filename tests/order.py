"""The order in which files are handed to test processes that work side by side.

A file that takes long and comes last is one that all other processes wait for.
"""

from collections import Counter


# Seconds of a processor of files that take long for the number of their tests.
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
    """Sort the tests by the time of their files; the tests of a file stay together."""
    seconds = Counter()
    for item in items:
        is_browser = item.get_closest_marker("browser") is not None
        seconds[item.path] += OF_A_BROWSER if is_browser else OF_A_TEST
    for path in seconds:
        seconds[path] += sum(
            more for name, more in SECONDS.items() if path.as_posix().endswith(name)
        )
    items.sort(key=lambda item: (-seconds[item.path], str(item.path)))
