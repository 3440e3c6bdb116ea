"""One portal of `benchmarks.desk`: grow its desk, then measure what is asked for.

A line of the standard input names a work, a line of the output answers as JSON.
"""

from scripts.portal import instance
from scripts.portal.settings import Settings

import json
import os
import sys


def main() -> None:
    """Serve until the input ends."""
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
    """Tell the other process."""
    print(json.dumps({"answer": value}), flush=True)


if __name__ == "__main__":
    main()
