"""Stops an installation on an unsupported Python with a sentence instead of a resolver's pages."""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    here = ".".join(map(str, sys.version_info[:3]))
    sys.exit(
        f"zhunsheng needs Python 3.11, 3.12 or 3.13; this is {here} ({sys.executable}).\n"
        "Name another one: make PYTHON=python3.12 test"
    )
