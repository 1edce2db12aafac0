"""Checks on a whole ruleset that no single rule can make: does every word, article, order and promise hold?

``zhunsheng check`` runs these; so does loading, since an unchecked ruleset never evaluates a case. One analysis
a file; each yields the problems it finds and stops at none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zhunsheng.engine.language.checks.citations import existing_citations
from zhunsheng.engine.language.checks.duties import duties_of_subjects
from zhunsheng.engine.language.checks.ids import unique_ids
from zhunsheng.engine.language.checks.layers import (
    concluded_somewhere,
    levels_the_scale_reads,
    one_level_a_conclusion,
    only_earlier_layers,
)
from zhunsheng.engine.language.checks.overrides import known_overrides, no_cycles
from zhunsheng.engine.language.checks.sparing import spares_no_more_than_it_says
from zhunsheng.engine.language.checks.tables import table_promises
from zhunsheng.engine.language.checks.versions import one_version_a_day
from zhunsheng.engine.language.rules import Layer, Rule, Table
from zhunsheng.engine.problems import Problem
from zhunsheng.engine.scale import Scale
from zhunsheng.engine.sources import Source
from zhunsheng.engine.vocabulary.facts import Vocabulary


def check(
    rules: Sequence[Rule],
    tables: Sequence[Table],
    layers: Mapping[str, Layer],
    sources: Mapping[str, Source],
    scale: Scale,
    vocabulary: Vocabulary,
) -> Iterator[Problem]:
    """Every problem of a ruleset."""
    yield from one_version_a_day(sources.values())
    yield from unique_ids(rules)
    yield from existing_citations(rules, scale, sources)
    yield from known_overrides(rules)
    yield from no_cycles(rules)
    yield from duties_of_subjects(rules)
    yield from one_level_a_conclusion(rules)
    yield from levels_the_scale_reads(rules, scale, vocabulary)
    yield from only_earlier_layers(rules, layers, vocabulary)
    yield from concluded_somewhere(rules, vocabulary)
    yield from spares_no_more_than_it_says(rules, vocabulary)
    for table in tables:
        yield from table_promises(table, vocabulary)
