"""A made-up instrument in two versions: the old one to the end of 2019, the new one from 2020 on.

Each version says in a few words what it opens: ``{"行为.隐瞒": "party 党内警告 党内严重警告"}``. A word of circumstances makes it
lighter in one version alone (``lighter=("new",)``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from pathlib import Path

from tests.engine.rulesets import ruleset
from zhunsheng.engine.both_laws import BothLaws, Judged
from zhunsheng.engine.case import Case, instances
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.engines.verdict import SubjectVerdict
from zhunsheng.engine.release import Release, load_release

_SOURCE = """\
id: trial_{version}
instrument: trial
title: {{zh: 试验条例, en: Trial Regulations}}
issuer: 试
version: {version}
kind: party_regulation
in_force: {period}
confidence: verified
articles:
  - {{article: '1', topic: 试, summary: 试, confidence: verified}}
"""
_FILE = "ruleset: 试\nsource: trial_{version}\nlayer: {layer}\nper: {per}\nrules:\n"
_RULE = """\
  - id: {id}
    title: {{zh: 试, en: Test}}
    cite: {{article: '1'}}
    when: {when}
    then: {then}
"""

#: What a version opens, by the condition.
Version = Mapping[str, str]


def two_versions(
    folder: Path,
    old: Version,
    new: Version | None,
    lighter: Collection[str] = (),
    last_day: str = "2019-12-31",
) -> Release:
    """The release with both versions; without the new one where it is not on record.

    Args:
        last_day: The last day of the old version.
    """
    made = ruleset(folder)
    first_day = date.fromisoformat(last_day) + timedelta(days=1)
    periods = {"old": f"{{from: 2010-01-01, to: {last_day}}}", "new": f"{{from: {first_day}, to: null}}"}
    for version, opens in {"old": old, **({} if new is None else {"new": new})}.items():
        _write(
            made / "sources" / f"trial_{version}.yaml",
            _SOURCE.format(version=version, period=periods[version]),
        )
        rules = [
            _RULE.format(
                id=f"{version}.{number}",
                when=when,
                then=f"{{provision: 工作失职, ranges: [{_range(words)}]}}",
            )
            for number, (when, words) in enumerate(opens.items(), 1)
        ]
        if rules:
            header = _FILE.format(version=version, layer="provisions", per="conduct")
            _write(made / "rules" / "provisions" / f"{version}.yaml", header + "".join(rules))
        if version in lighter:
            rule = _RULE.format(
                id=f"{version}.lighter", when="情形.主动交代", then="{circumstance: 党纪可从轻减轻}"
            )
            header = _FILE.format(version=version, layer="circumstances", per="subject")
            _write(made / "rules" / "circumstances" / f"{version}.yaml", header + rule)
    return load_release(made)


def _range(words: str) -> str:
    track, start, to = words.split()
    return f"{{track: {track}, from: {start}, to: {to}}}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def laws_of(release: Release) -> BothLaws:
    return BothLaws(release, BitsEngine(release.circuits(), release.vocabulary, release.scale))


def judged(laws: BothLaws, case: Case) -> Judged:
    return laws.judge(instances(case))


def reasons(laws: BothLaws, case: Case) -> list[str]:
    """Why which law was applied, conduct by conduct."""
    return [choice.reason for choice in judged(laws, case).choices]


def subject_of(laws: BothLaws, case: Case) -> SubjectVerdict:
    """The verdict on the first subject."""
    return laws.verdict(judged(laws, case)).subjects[case.subjects[0].id]
