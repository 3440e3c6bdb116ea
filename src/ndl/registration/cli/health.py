"""The command that checks the site."""

from argparse import Namespace
from ndl.registration.cli.base import add
from ndl.registration.cli.base import UNSAFE
from typing import Any

import json


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    health = add(commands, "health", _health, "check the site")
    health.add_argument("--json", action="store_true", help="write JSON")
    health.add_argument("--language", default="en", help="en or ja")
    health.add_argument(
        "--connect", action="store_true", help="ask the mail server and others as well"
    )


def _health(site: Any, options: Namespace) -> int:
    from ndl.registration.health.examine import examine
    from ndl.registration.health.finding import Level
    from ndl.registration.health.finding import Result
    from ndl.registration.health.finding import worst
    from zope.i18n import translate

    def say(message: str) -> str:
        return translate(message, target_language=options.language)

    def row(result: Result) -> dict[str, str]:
        return {
            "name": result.name,
            "title": say(result.title),
            "level": str(result.finding.level),
            "words": say(result.finding.words),
            "cure": say(result.finding.cure),
        }

    results = examine(connect=options.connect)
    rows, level = [row(result) for result in results], worst(results)
    if options.json:
        report = {"site": site.getId(), "level": level, "checks": rows}
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for each in rows:
            print(f"{each['level']:8} {each['title']}: {each['words']}")
            if each["cure"]:
                print(f"{'':8} -> {each['cure']}")
    return UNSAFE if level is Level.UNSAFE else 0
