"""A portal of `benchmarks.desk`: grows its desk, then measures on request.

Each line of standard input names a work; each answer is a line of JSON.
"""

from scripts.portal import instance
from scripts.portal.settings import Settings

import json
import os
import sys


def main() -> None:
    """Serve until standard input ends."""
    settings = Settings.from_environment(os.environ)
    instance.make(settings)
    # Importing Plone takes seconds, and zope.conf must set the environment first.
    from scripts.portal import application

    application.load(settings)
    from benchmarks import desk_growth
    from benchmarks import desk_works

    answer(desk_growth.grow(settings, int(sys.argv[1])))
    desk_works.prepare()
    for line in sys.stdin:
        answer(desk_works.sample(line.strip()))


def answer(value: object) -> None:
    """Send an answer to the parent process."""
    print(json.dumps({"answer": value}), flush=True)


if __name__ == "__main__":
    main()
