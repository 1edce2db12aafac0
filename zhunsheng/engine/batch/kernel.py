"""Which kernel runs programs: compiled where numba is there, else numpy."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from zhunsheng.engine.batch import numpy_kernel
from zhunsheng.engine.batch.rail_program import RailProgram
from zhunsheng.engine.batch.words import Words

KernelName: TypeAlias = Literal["numba", "numpy"]


class Kernel(Protocol):
    """Runs a program."""

    def __call__(
        self,
        program: RailProgram,
        bits: Sequence[Words],
        columns: Sequence[npt.NDArray[np.signedinteger]],
        rows: int,
        out: Words,
        threads: int = 1,
    ) -> None:
        """Runs a program; see `numpy_kernel.run`."""


def fastest() -> KernelName:
    """The faster of the kernels that are there."""
    return "numba" if importlib.util.find_spec("numba") else "numpy"


def kernel(name: KernelName) -> Kernel:
    """A kernel by its name.

    Raises:
        ImportError: numba is not installed.
    """
    if name == "numpy":
        return numpy_kernel.run
    found: Kernel = importlib.import_module("zhunsheng.engine.batch.numba_kernel").run
    return found
