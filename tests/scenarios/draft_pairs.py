"""Drafts the pairs of scenarios that rules lack, for a person to read over: ``make pairs``.

    python -m tests.scenarios.draft_pairs            a pair for each rule that has none
    python -m tests.scenarios.draft_pairs --mend     also anew for each pair that no longer does what it says; pairs of rules
                                                     that are gone are taken out

For each rule it looks for facts under which the rule applies (`drafting/search`), lets the engine confirm them, leaves out what
is not needed, and takes the fewest; then it looks for the fact on which the rule hangs most tellingly (`drafting/near_misses`).
A rule for which it finds nothing is named: it may be one that can never apply.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import islice

from tests.scenarios.drafting.domains import TYPICAL_DAYS, TYPICAL_VALUES, chosen
from tests.scenarios.drafting.files import merged, pair_text
from tests.scenarios.drafting.near_misses import NearMisses, minimal
from tests.scenarios.drafting.search import Search
from tests.scenarios.pair_verdicts import faults, standings
from zhunsheng.engine.engines.bits.engine import BitsEngine
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.pair_facts import FactPlace, Stated
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release, default_release
from zhunsheng.engine.scenario_pairs import Pair, file_of, pairs_folder, read_pairs
from zhunsheng.engine.vocabulary.dates import PartialDate

#: How many ways to make a rule apply are tried, how many at once, and how many that hold are compared.
TRIED, AT_ONCE, COMPARED = 2000, 40, 6
#: What is left out first where either of two facts would do: what is told of the person, then of the act and the incident.
_FIRST_OUT = ("subject", "incident", "case", "circumstance", "conduct")


class Drafter:
    """Drafts pairs under a release."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.bits = BitsEngine(release.circuits(), release.vocabulary, release.scale)
        self.search = Search.of(tuple(release.rules.values()), release.vocabulary)
        self.near_misses = NearMisses(self.bits, self.search.domains, release.rules)

    def applies(self, rule: Rule) -> Stated | None:
        """The fewest facts found under which a rule applies; None where none are found."""
        ways = islice(self.search.facts_for(rule), TRIED)
        found: list[Stated] = []
        while len(found) < COMPARED:
            several = [chosen(allowed, self.release.vocabulary) for allowed in islice(ways, AT_ONCE)]
            if not several:
                break
            for stated, standing in zip(several, standings(self.bits, several), strict=True):
                if rule.id in standing.established and len(found) < COMPARED:
                    found.append(
                        minimal(self.bits, rule, self._typical(rule, stated), sorted(stated, key=_first_out))
                    )
        return min(found, key=_cost, default=None)

    def _typical(self, rule: Rule, stated: Stated) -> Stated:
        """The facts with a value that readers know better, where it serves as well."""
        for place, value in stated.items():
            values = TYPICAL_VALUES.get(place.ref, ())
            better = [
                {**stated, place: other}
                for other in values[: values.index(str(value)) if value in values else None]
            ]
            for other, standing in zip(better, standings(self.bits, better), strict=True):
                if rule.id in standing.established:
                    return other
        return stated

    def pair(self, rule: Rule) -> Pair | str:
        """A pair for a rule, or why there is none."""
        stated = self.applies(rule)
        if stated is None:
            return "no facts found under which it applies"
        return self.near_misses.pair(rule, stated) or "no single fact found without which it does not apply"


def _first_out(place: FactPlace) -> int:
    return _FIRST_OUT.index(place.ref.entity)


def _cost(stated: Stated) -> int:
    """How many facts there are, and how far the days are from those that readers know."""
    days = [value.text for value in stated.values() if isinstance(value, PartialDate)]
    return len(stated) + sum(2 for day in days if day not in TYPICAL_DAYS[:3])


def wanted(release: Release, bits: BitsEngine, pairs: Sequence[Pair], mend: bool) -> frozenset[str]:
    """The rules to draft a pair for."""
    known = [pair for pair in pairs if pair.rule in release.rules]
    wrong = faults(bits, known, release.vocabulary) if mend else {}
    return frozenset((release.rules.keys() - {pair.rule for pair in known}) | wrong.keys())


def drafts(drafter: Drafter, rules: frozenset[str]) -> Iterator[Pair]:
    """The pairs that are found; the rules for which there is none are named."""
    for number, id in enumerate(sorted(rules), 1):
        if sys.stderr.isatty():
            print(f"\r{number}/{len(rules)}", end="", file=sys.stderr)
        match drafter.pair(drafter.release.rules[id]):
            case str() as reason:
                print(f"{drafter.release.rules[id].span}: {id}: {reason}")
            case pair:
                yield pair


def write(release: Release, pairs: Sequence[Pair], gone: frozenset[str]) -> None:
    """Writes the pairs into their files."""
    folder = pairs_folder(release)
    by_place = sorted(release.rules.values(), key=lambda rule: (rule.span.file, rule.span.line))
    drafted = {pair.rule: pair_text(pair, release.vocabulary) for pair in pairs}
    files = {file_of(rule) for rule in by_place}
    for file in sorted(files | {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}):
        path = folder / file
        order = [rule.id for rule in by_place if file_of(rule) == file]
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = merged(before, {id: drafted[id] for id in order if id in drafted}, order, gone)
        if after != before and (before or any(id in drafted for id in order)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(after, encoding="utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Drafts the pairs of scenarios that rules lack.")
    parser.add_argument("--mend", action="store_true", help="draft anew what no longer does what it says")
    mend = parser.parse_args().mend
    try:
        drafter = Drafter(default_release())
        there = read_pairs(drafter.release)
    except InputError as error:
        sys.exit(str(error))
    rules = wanted(drafter.release, drafter.bits, there, mend)
    found = list(drafts(drafter, rules))
    gone = (
        frozenset(pair.rule for pair in there if pair.rule not in drafter.release.rules)
        if mend
        else frozenset()
    )
    write(drafter.release, found, gone)
    print(f"{len(found)} of {len(rules)} pairs drafted, {len(gone)} taken out. Read them over.")


if __name__ == "__main__":
    main()
