"""The version of the installed package."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """As the package's metadata has it; a bare checkout that was never installed has none."""
    try:
        return metadata.version("zhunsheng")
    except metadata.PackageNotFoundError:
        return "0+unknown"
