"""Lets `python -m` run the command."""

from ndl.registration.cli import main

import sys


if __name__ == "__main__":
    sys.exit(main())
