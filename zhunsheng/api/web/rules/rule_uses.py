"""The scenarios that use a rule, and the pair of scenarios that shows what it hangs on."""

from __future__ import annotations

from collections.abc import Iterable

from zhunsheng.api.web.rules.addresses import to_example
from zhunsheng.api.web.rules.book import RuleBook
from zhunsheng.api.web.rules.shown import Shown
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.pair_facts import FactPlace
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.scenario_uses import ScenarioKind, ScenarioUse, ScenarioUses, UseStatus
from zhunsheng.engine.vocabulary.facts import FactValue, Text

#: So many scenarios of each status are listed; how many there are is said.
LISTED = 15
_UNKNOWN = Text("不明", "unknown")
_NOT = Text("不包括{names}", "not: {names}")


class UseShown(Shown):
    """A scenario that uses a rule; `href` leads to it where it has a page."""

    id: str
    title: str
    href: str | None
    kind: ScenarioKind
    status: UseStatus


class UsesShown(Shown):
    """The scenarios that use a rule: how many there are, and the first of each status."""

    established: int
    contingent: int
    scenarios: tuple[UseShown, ...]


class StatedFact(Shown):
    """A fact of a scenario in words."""

    fact: str
    value: str


class PairShown(Shown):
    """A pair of scenarios: with these facts the rule applies, with one of them otherwise it nearly does.

    Attributes:
        otherwise: That fact, as it is where the rule nearly applies.
        why: What is then missing, in the words of whoever wrote it.
    """

    applies: tuple[StatedFact, ...]
    otherwise: StatedFact
    why: str | None


def uses_shown(rule: str, uses: ScenarioUses, language: Language) -> UsesShown:
    """The scenarios that use a rule."""
    found = uses.of(rule)
    by_status = {
        status: [use for use in found if use.status == status] for status in ("established", "contingent")
    }
    listed = (*by_status["established"][:LISTED], *by_status["contingent"][:LISTED])
    return UsesShown(
        established=len(by_status["established"]),
        contingent=len(by_status["contingent"]),
        scenarios=tuple(_uses(listed, language)),
    )


def pair_shown(rule: str, book: RuleBook, language: Language) -> PairShown | None:
    """The pair of a rule; None where the release has none."""
    pair = book.pairs.get(rule)
    if pair is None:
        return None
    return PairShown(
        applies=tuple(stated(place, value, book.release, language) for place, value in pair.applies.items()),
        otherwise=stated(pair.changed, pair.to, book.release, language),
        why=pair.why,
    )


def stated(place: FactPlace, value: FactValue | None, release: Release, language: Language) -> StatedFact:
    """A fact of a certain part of a case, in words."""
    fact = release.vocabulary.fact(place.ref)
    entity = release.vocabulary.entity(place.ref.entity).name.get(language)
    numbers = [str(number) for number in (place.subject, place.conduct) if number > 1]
    name = f"{entity}{'.'.join(numbers)} · {fact.name.get(language)}"
    if value is None:
        return StatedFact(fact=name, value=_UNKNOWN.get(language))
    text = fact.value_name(value, language)
    if isinstance(value, dict) and (outside := [key for key, yes in value.items() if not yes]):
        names = "、".join(item.name.get(language) for item in fact.values if item.key in outside)
        text = _NOT.get(language).format(names=names) if len(outside) == len(value) else text
    return StatedFact(fact=name, value=text)


def _uses(uses: Iterable[ScenarioUse], language: Language) -> Iterable[UseShown]:
    for use in uses:
        yield UseShown(
            id=use.scenario.id,
            title=use.scenario.title.get(language),
            href=to_example(use.scenario),
            kind=use.scenario.kind,
            status=use.status,
        )
