"""The rules of the benchmark, which are not those that come with the project, and the first engine on them."""

from __future__ import annotations

import pytest

from benchmarks.fixed_workload import fixed_release
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.release import Release


@pytest.fixture(scope="session")
def workload() -> Release:
    """The rules of the benchmark."""
    return fixed_release()


@pytest.fixture(scope="session")
def workload_bits(workload: Release) -> BitsEngine:
    """The first engine on them."""
    return BitsEngine(workload.circuits(), workload.vocabulary, workload.scale)
