"""Statistics as plain data, for JSON: every number of the text and of the pictures, and the names in both languages."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.comparison import Comparison
from zhunsheng.engine.statistics.counted import COUNTED_WORDS
from zhunsheng.engine.statistics.names import group_name
from zhunsheng.engine.statistics.tables import Count, Statistics, Table


def render_json(found: Statistics, release: Release, comparison: Comparison | None = None) -> str:
    """The statistics as JSON, indented."""
    return json.dumps(as_plain(found, release, comparison), ensure_ascii=False, indent=2) + "\n"


def as_plain(found: Statistics, release: Release, comparison: Comparison | None = None) -> dict[str, Any]:
    """The statistics as dicts, lists, texts and numbers. Lists of five are by form, 0 to 4."""
    return {
        "note": {language: COUNTED_WORDS[found.counted].note.get(language) for language in ("zh", "en")},
        "total": _count(found.total),
        "ranges": [asdict(item) for item in found.ranges],
        "rulesets": dict(found.rulesets),
        "tables": {table.grouping: _table(table, release) for table in found.tables},
        "comparison": None if comparison is None else asdict(comparison),
    }


def _table(table: Table, release: Release) -> dict[str, Any]:
    return {
        "groups": [
            {
                "kind": group.key.kind,
                "key": group.key.value,
                "name": {
                    language: group_name(table.grouping, group.key, release, language)
                    for language in ("zh", "en")
                },
                **_count(group.count),
            }
            for group in table.groups
        ],
        "repeated": _count(table.repeated),
        "total": _count(table.total),
    }


def _count(count: Count) -> dict[str, Any]:
    return {
        "settled": list(count.settled),
        "still_open": list(count.still_open),
        "errors": count.errors,
        "total": count.total,
    }
