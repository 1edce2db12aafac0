"""A disk that can be filled, and emptied again: a file system of its own in memory, of which a test can use up the rest."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


@dataclass(frozen=True)
class Disk:
    """A small disk; ``folder`` is where it is."""

    folder: Path

    def fill(self) -> None:
        """Uses up what is left, to the last block."""
        with (self.folder / "ballast").open("wb", buffering=0) as ballast:
            try:
                while ballast.write(b"x" * 4096) == 4096:
                    pass
            except OSError:
                assert shutil.disk_usage(self.folder).free == 0

    def free(self) -> None:
        """Gives it back."""
        (self.folder / "ballast").unlink()


@contextmanager
def small_disk(megabytes: int) -> Iterator[Disk]:
    """A disk of this size. Only an administrator may make one; elsewhere the test is skipped."""
    # Not in pytest's own folders, which hide what a database server, which is not root, must see.
    with TemporaryDirectory(prefix="zhunsheng-") as place:
        Path(place).chmod(0o755)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", place]
        if (
            shutil.which("mount") is None
            or subprocess.run(mount, capture_output=True, check=False).returncode
        ):
            pytest.skip("no disk can be made here")
        try:
            yield Disk(Path(place))
        finally:
            subprocess.run(["umount", "--lazy", place], check=True)
