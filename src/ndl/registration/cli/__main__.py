"""Entry point for `python -m`."""

from ndl.registration.cli import main

import sys


if __name__ == "__main__":
    sys.exit(main())
