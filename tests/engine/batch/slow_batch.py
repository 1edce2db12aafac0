"""A batch whose evaluator is quick to make and takes its time: run as a process of its own, to be killed.

python -m tests.engine.batch.slow_batch IN OUT SECONDS [restart]
"""

from __future__ import annotations

import hashlib
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from zhunsheng.engine.batch import flat_rows
from zhunsheng.engine.batch.case_block import CaseBlock
from zhunsheng.engine.batch.results import SCHEMA
from zhunsheng.engine.batch.run import Options, run_batch
from zhunsheng.engine.release import default_release


@dataclass(frozen=True)
class MadeUp:
    """Says something of each subject that only depends on its ids and its row.

    Attributes:
        seconds: How long a block takes.
    """

    seconds: float = 0.0

    def evaluate(self, block: CaseBlock) -> pa.RecordBatch:
        """One row a subject."""
        time.sleep(self.seconds)
        ends = block.first_subject.tolist()
        found = []
        for case, id in enumerate(block.case_ids.to_pylist()):
            for subject in range(ends[case], ends[case + 1]):
                digest = hashlib.sha256(f"{id} {block.subject_ids[subject]} {block.rows[subject]}".encode())
                form = digest.digest()[0] % 5
                found.append(
                    {
                        "row": int(block.rows[subject]),
                        "case_id": id,
                        "subject_id": block.subject_ids[subject].as_py(),
                        "recommended": form,
                        "contingent": form > 2,
                        "findings": ["a", "b"][:form],
                        "digest": digest.hexdigest()[:8],
                    }
                )
        return pa.RecordBatch.from_pylist(found, SCHEMA)


def small_windows() -> None:
    """Windows of so few rows that little input makes several chunks."""
    for name in ("_FEWEST_ROWS", "BLOCK_SUBJECTS"):
        setattr(flat_rows, name, 100)


if __name__ == "__main__":
    small_windows()
    run_batch(
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        MadeUp(float(sys.argv[3])),
        default_release(),
        Options({}, threads=2, restart="restart" in sys.argv),
    )
