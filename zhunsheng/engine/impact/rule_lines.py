"""What was changed in the rules, in lines: what of each, and what part it had in the changes.

A version of an instrument that is in force on other days changes each of its rules, and of these only that; so they are told in
one line for the instrument, and the rules that were touched by themselves stand first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhunsheng.engine.explain.prose import describe
from zhunsheng.engine.impact.answer import Impact, RuleImpact, Times
from zhunsheng.engine.impact.range_words import cite_words, range_words
from zhunsheng.engine.impact.ruleset_changes import RulesetChanges, own_conditions
from zhunsheng.engine.impact.words import IMPACT
from zhunsheng.engine.release import Release
from zhunsheng.engine.sources import Source

#: So many rules that were changed are shown, so many of an instrument's, so many that merely follow; JSON has all.
SHOWN, SHOWN_OF_SOURCE, SHOWN_FOLLOWING = 15, 3, 10
#: So many ids of what was changed elsewhere.
SHOWN_IDS = 8


@dataclass(frozen=True)
class RuleLines:
    """Says what was changed and what follows."""

    found: Impact
    changes: RulesetChanges
    language: str

    @property
    def say(self) -> Mapping[str, str]:
        """The words of the language."""
        return IMPACT[self.language]

    def changed(self) -> Iterator[str]:
        """The rules that were rewritten, added or removed, and whatever else was changed."""
        rules = [rule for rule in self.found.rules if not follows(rule)]
        if not rules:
            yield self.say["ruleset_none"]
        else:
            kinds = [rule.presence for rule in rules]
            yield self.say["ruleset"].format(
                rewritten=kinds.count("both"),
                added=kinds.count("only_after"),
                removed=kinds.count("only_before"),
            )
        dated = self._by_source(rules)
        single = [rule for rule in rules if not any(rule in of for of in dated.values())]
        for rule in single[:SHOWN]:
            yield from self._rule(rule)
        yield from self._more(len(single) - SHOWN)
        for source, of_source in dated.items():
            yield from self._source(source, of_source)
        yield from self._elsewhere()

    def following(self) -> Iterator[str]:
        """The rules that are the same, and newly decide or no longer do."""
        rules = [rule for rule in self.found.rules if follows(rule)]
        if not rules:
            return
        yield self.say["consequences"]
        for rule in rules[:SHOWN_FOLLOWING]:
            newly, no_longer = rule.newly_decides, rule.no_longer_decides
            yield "  " + self.say["consequence"].format(
                newly=f"{newly.subjects:,}",
                no_longer=f"{no_longer.subjects:,}",
                form=f"{newly.form_changed + no_longer.form_changed:,}",
                rule=rule.rule,
                title=rule.title,
            )
        yield from self._more(len(rules) - SHOWN_FOLLOWING)

    def _more(self, number: int) -> Iterator[str]:
        if number > 0:
            yield "  " + self.say["more_rules"].format(n=f"{number:,}")

    # Rules

    def _rule(self, rule: RuleImpact) -> Iterator[str]:
        say = self.say
        kind = "rewritten" if rule.presence == "both" else rule.presence
        release = self.changes.before if kind == "only_before" else self.changes.after
        yield f"  {say[kind]}  {rule.rule} {rule.title}{cite_words(rule.cites, release, self.language)}"
        if rule.rewritten:
            parts = say["between"].join(say[f"part_{part}"] for part in rule.rewritten)
            yield f"      {say['part'].format(parts=parts)}"
        if "conditions" in rule.rewritten:
            yield from self._conditions(rule.rule)
        before = range_words(rule.ranges_before, self.changes.before, self.language) or say["no_ranges"]
        after = range_words(rule.ranges_after, self.changes.after, self.language) or say["no_ranges"]
        if "ranges" in rule.rewritten:
            yield f"      {say['from'].format(ranges=before)}"
            yield f"      {say['to'].format(ranges=after)}"
        elif kind != "rewritten" and (rule.ranges_before or rule.ranges_after):
            yield f"      {say['opens'].format(ranges=before if kind == 'only_before' else after)}"
        if self.found.changed:
            yield f"      {self._played(rule)}"

    def _conditions(self, rule: str) -> Iterator[str]:
        """The comparisons that only one side has; none where they were merely joined otherwise."""
        before, after = (self._comparisons(of, rule) for of in (self.changes.before, self.changes.after))
        for key, own, other in (("less", before, after), ("more", after, before)):
            shown = [text for text in own if text not in other]
            if shown:
                yield f"      {self.say[key].format(conditions=self.say['list'].join(shown))}"

    def _comparisons(self, release: Release, rule: str) -> list[str]:
        found = own_conditions(release.rules[rule])
        return [describe(leaf, release.vocabulary, self.language) for leaf in found]

    def _played(self, rule: RuleImpact) -> str:
        say = self.say
        parts = (
            ("newly", rule.newly_decides),
            ("no_longer", rule.no_longer_decides),
            ("still", rule.still_decides),
        )
        times = say["comma"].join(self._times(part, of) for part, of in parts if of.subjects)
        return say["part_played"].format(times=times) if times else say["played_none"]

    def _times(self, part: str, of: Times) -> str:
        form = self.say["of_form"].format(n=f"{of.form_changed:,}") if of.form_changed else ""
        return self.say[part].format(n=f"{of.subjects:,}") + form

    # Instruments

    def _by_source(self, rules: Iterable[RuleImpact]) -> Mapping[str, list[RuleImpact]]:
        """By instrument that is in force on other days, the rules of which nothing else was changed, where they are several."""
        found: dict[str, list[RuleImpact]] = {}
        for rule in rules:
            cited = next((cite.source for cite in rule.cites if self._is_dated_anew(cite.source)), None)
            if rule.rewritten == ("in_force",) and cited is not None:
                found.setdefault(cited, []).append(rule)
        return {source: of for source, of in found.items() if len(of) > 1}

    def _is_dated_anew(self, source: str) -> bool:
        before, after = (of.sources.get(source) for of in (self.changes.before, self.changes.after))
        return bool(before and after and (before.effective, before.ended) != (after.effective, after.ended))

    def _source(self, source: str, rules: list[RuleImpact]) -> Iterator[str]:
        say = self.say
        before, after = self.changes.before.sources[source], self.changes.after.sources[source]
        yield f"  {say['part_in_force']}  " + say["dated_anew"].format(
            source=after.named(self.language),
            before=self._period(before),
            after=self._period(after),
            n=f"{len(rules):,}",
        )
        for rule in rules[:SHOWN_OF_SOURCE] if self.found.changed else ():
            yield f"      {rule.rule} {rule.title}"
            yield f"          {self._played(rule)}"
        if len(rules) > SHOWN_OF_SOURCE:
            yield "    " + next(self._more(len(rules) - SHOWN_OF_SOURCE))

    def _period(self, source: Source) -> str:
        key = "until" if source.ended else "since"
        return self.say[key].format(first=source.effective or "?", last=source.ended)

    def _elsewhere(self) -> Iterator[str]:
        for where, ids in self.found.elsewhere.items():
            names = [id for id in ids if id]
            more = self.say["and_more"] if len(names) > SHOWN_IDS else ""
            shown = self.say["between"].join(names[:SHOWN_IDS]) + more
            label = f"{self.say['elsewhere']} {self.say[f'elsewhere_{where}']}"
            yield f"  {label}：{shown}" if shown else f"  {label}"


def follows(rule: RuleImpact) -> bool:
    """Whether a rule is the same in both releases, and what it does merely follows from what was changed."""
    return rule.presence == "both" and not rule.rewritten
