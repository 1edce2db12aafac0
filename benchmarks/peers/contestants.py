"""Who takes part: every peer with its name, what must be installed for it, and how it is made.

A peer that is not installed is reported as absent. Nobody is left out because they are fast, or slow.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import TypeAlias

from benchmarks.peers import cedar, cel, datalogic, durable, openfisca, zen
from benchmarks.peers.batch import BatchPeer
from benchmarks.peers.duckdb_sql import duckdb_sql
from benchmarks.peers.generated_python import generated, generated_both_readings
from benchmarks.peers.hand_written import hand_written
from benchmarks.peers.hand_written_readings import hand_written_both_readings
from benchmarks.peers.memory_floor import memory_floor
from benchmarks.peers.numpy_arrays import numpy_arrays
from benchmarks.peers.ours import ours
from benchmarks.peers.ours_batch import ours_batch
from benchmarks.peers.polars_frames import polars_frames
from benchmarks.peers.premises import Premises, premise_peer, premise_peer_both_readings
from benchmarks.peers.ruleset import RuleSet
from benchmarks.peers.single import SinglePeer
from zhunsheng.engine.release import Release

MakeSingle: TypeAlias = Callable[[RuleSet, Release], SinglePeer]
MakeBatch: TypeAlias = Callable[[RuleSet, Release], BatchPeer]


@dataclass(frozen=True)
class Single:
    """A contestant on single cases.

    Attributes:
        module, distribution: What has to be there; empty for what is ours or Python's.
        sure: Whether it must be right on partly known cases; of others the check finds out whether they can.
    """

    key: str
    label: str
    module: str
    distribution: str
    complete: MakeSingle
    unknown: MakeSingle
    sure: bool = False


@dataclass(frozen=True)
class Batch:
    """A contestant on columns."""

    key: str
    label: str
    module: str
    distribution: str
    make: MakeBatch


def _expressions(
    key: str,
    label: str,
    module: str,
    distribution: str,
    complete: Callable[[RuleSet], Premises],
    unknown: Callable[[RuleSet], Premises] | None = None,
) -> Single:
    """A peer that evaluates premises; without a way of its own for unknown facts, they are left out of what it is given."""
    return Single(
        key,
        label,
        module,
        distribution,
        lambda rules, _: premise_peer(rules, key, label, complete(rules)),
        lambda rules, _: premise_peer_both_readings(rules, key, label, (unknown or complete)(rules)),
    )


SINGLES = (
    Single(
        "ours",
        "zhunsheng: both readings, trace",
        "",
        "",
        partial(ours, complete=True),
        partial(ours, complete=False),
        True,
    ),
    Single(
        "generated",
        "generated Python, with trace",
        "",
        "",
        lambda rules, _: generated(rules),
        lambda rules, _: generated_both_readings(rules),
        True,
    ),
    Single(
        "hand-written",
        "hand-written Python, ifs",
        "",
        "",
        lambda rules, _: hand_written(rules),
        lambda rules, _: hand_written_both_readings(rules),
        True,
    ),
    _expressions(
        "datalogic", "datalogic-py (JSONLogic)", "datalogic_py", "datalogic-py", datalogic.datalogic
    ),
    _expressions("zen-expression", "zen-engine, bare expressions", "zen", "zen-engine", zen.zen_expression),
    _expressions("zen-engine", "zen-engine, decision graph", "zen", "zen-engine", zen.zen_engine),
    _expressions(
        "cel-cpp",
        "CEL in C++ (cel-expr-python)",
        "cel_expr_python",
        "cel-expr-python",
        cel.cel_cpp,
        cel.cel_cpp_by_errors,
    ),
    _expressions(
        "cel-rust",
        "CEL in Rust (common-expression-language)",
        "cel",
        "common-expression-language",
        cel.cel_rust,
        cel.cel_rust_by_errors,
    ),
    _expressions("cedar", "Cedar (cedarpy)", "cedarpy", "cedarpy", cedar.cedar),
    _expressions(
        "durable-low", "durable-rules, low level", "durable", "durable-rules", durable.durable_low_level
    ),
    _expressions(
        "durable", "durable-rules, as documented", "durable", "durable-rules", durable.durable_documented
    ),
)

BATCHES = (
    Batch("ours", "zhunsheng: both readings", "", "", ours_batch),
    Batch(
        "memory", "memory alone: columns read, verdicts written", "", "", lambda rules, _: memory_floor(rules)
    ),
    Batch("numpy", "numpy, an array an expression", "numpy", "numpy", lambda rules, _: numpy_arrays(rules)),
    Batch("polars", "Polars, lazy", "polars", "polars", lambda rules, _: polars_frames(rules)),
    Batch(
        "polars-streaming",
        "Polars, lazy, streaming",
        "polars",
        "polars",
        lambda rules, _: polars_frames(rules, "streaming"),
    ),
    Batch("duckdb", "DuckDB, SQL", "duckdb", "duckdb", lambda rules, _: duckdb_sql(rules)),
    Batch("openfisca", "OpenFisca", "", "openfisca-core", lambda rules, _: openfisca.openfisca(rules)),
)


def absence(contestant: Single | Batch) -> str | None:
    """Why a contestant cannot take part; None where it can."""
    if contestant.key == "openfisca":
        return None if openfisca.PYTHON.exists() else "not installed"
    if contestant.module and importlib.util.find_spec(contestant.module) is None:
        return "not installed"
    return None


def versions() -> dict[str, str]:
    """The versions of what is installed, by distribution."""
    named = {of.distribution for of in (*SINGLES, *BATCHES) if of.distribution and absence(of) is None}
    found = {name: version(name) for name in sorted(named - {"openfisca-core"})}
    if "openfisca-core" in named:
        found["openfisca-core"] = openfisca.installed_version()
    return found
