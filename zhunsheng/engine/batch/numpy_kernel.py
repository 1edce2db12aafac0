"""Runs a program on numpy: block after block, each step one call on registers that are used again and again.

The slower of two kernels, and the plainer one; it is there on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from zhunsheng.engine.batch.rail_program import EQUAL, RailProgram, fill_constants
from zhunsheng.engine.batch.words import Words, packed

#: Words of a register: enough that numpy's own cost of a call (half a microsecond) is small beside the work.
BLOCK = 2048


def run(
    program: RailProgram, bits: Sequence[Words], columns: Sequence[npt.NDArray[np.signedinteger]], out: Words
) -> None:
    """Runs a program.

    Args:
        bits: As `RailProgram.bits`, each at least as many words as a row of `out`.
        columns: As `RailProgram.columns`, each 64 rows for each of these words.
        out: One row of words for each output.
    """
    fill_constants(program, out)
    width = out.shape[1]
    registers = np.empty((program.registers, min(BLOCK, width)), dtype=np.uint64)
    spare = np.empty(min(BLOCK, width), dtype=np.uint64)
    truth = np.empty(min(BLOCK, width) * 64, dtype=np.bool_)
    steps = program.steps.tolist()
    for start in range(0, width, BLOCK):
        end = min(start + BLOCK, width)
        block = registers[:, : end - start]
        for does, target, first, second in steps:
            match does:
                case 0:  # AND
                    np.bitwise_and(block[first], block[second], out=block[target])
                case 1:  # AND_NOT: first and not second = first and (first xor second)
                    np.bitwise_xor(block[first], block[second], out=spare[: end - start])
                    np.bitwise_and(block[first], spare[: end - start], out=block[target])
                case 2:  # NOR
                    np.bitwise_or(block[first], block[second], out=block[target])
                    np.invert(block[target], out=block[target])
                case 3:  # READ
                    block[target] = bits[first][start:end]
                case 4 | 5:  # EQUAL, AT_LEAST
                    compare = np.equal if does == EQUAL else np.greater_equal
                    compare(columns[first][start * 64 : end * 64], second, out=truth[: (end - start) * 64])
                    block[target] = packed(truth[: (end - start) * 64])
                case 6:  # WRITE
                    out[target, start:end] = block[first]
                case _:  # WRITE_NOT
                    np.invert(block[first], out=out[target, start:end])
