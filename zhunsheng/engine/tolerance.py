"""The answer on tolerance: granted, refused, contingent or not claimed, with the grounds, what excludes them, the six factors.

A ground is a rule of the tolerance layer. Most reach every measure that follows from a conduct; some are hooks of one
instrument and reach its ladder alone (组织处理规定 art. 9, 处分条例 2023 art. 19 III, 公务员法 art. 60). Where several hold
they are told in the order in which they are to be looked at: in an emergency 问责条例 2019 art. 17 first, and of it the duty
performed and the loss unforeseeable, because the three distinctions are written for reform, exploration and development.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhunsheng.engine.case import Instance
from zhunsheng.engine.circuit.outputs import TOLERATED, Reading
from zhunsheng.engine.explain.explained import Explained
from zhunsheng.engine.explain.trace import cited
from zhunsheng.engine.kleene import Truth, disjunction
from zhunsheng.engine.language.rules import Rule
from zhunsheng.engine.six_factors import six_factors
from zhunsheng.engine.sources import Citation
from zhunsheng.engine.suggestion import Factor, Tolerance, ToleranceExclusion, ToleranceGround
from zhunsheng.engine.vocabulary.facts import FactRef, Text

Language: TypeAlias = Literal["zh", "en"]
_Status: TypeAlias = Literal["granted", "refused", "contingent", "not_claimed"]

_CLAIMED = FactRef("conduct", "tolerance_claimed")
_EMERGENCY = (FactRef("conduct", "urgent"), FactRef("incident", "epidemic"))
_PAIRS: Mapping[str, Literal[1, 2, 3]] = {"pair_1": 1, "pair_2": 2, "pair_3": 3}
_PARTLY = "partly_tolerated"
_EXCLUDED = "tolerance_excluded"
_DILIGENCE = "diligence"
_ARTICLE_17 = Citation("accountability_regulations_2019", "17")

_EXCLUDED_BY = Text("被排除：{rules}", "excluded: {rules}")
_AGAINST = Text("；不支持的因素：{factors}", "; factors against it: {factors}")
_NO_GROUND = Text(
    "主张容错，但没有一项理由成立，按现有事实也不能再成立",
    "claimed, but no ground of tolerance holds, nor can one by the facts as they are known",
)


@dataclass(frozen=True)
class _Found:
    """A rule of tolerance that is established, and on which conducts."""

    rule: Rule
    conducts: tuple[Instance, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(conduct.id for conduct in self.conducts)


def tolerance_answer(explained: Explained, subject: Instance, language: Language) -> Tolerance:
    """The answer for one subject, over all of its conducts.

    Granted where grounds hold for some conduct (`conducts` says for which, `grounds` how far each reaches). Otherwise, if
    tolerance was claimed: refused where every conduct for which it was is excluded, or no ground can hold any more;
    contingent where it is still open.
    """
    claimed = tuple(conduct for conduct in subject.parts if conduct.facts.get(_CLAIMED) is True)
    grounds = _in_order(
        (
            *_established(explained, subject.parts, TOLERATED),
            *_established(explained, subject.parts, _PARTLY),
        ),
        subject,
    )
    excluding = _established(explained, claimed or subject.parts, _EXCLUDED)
    status = _status(explained, claimed, bool(grounds), excluding)
    if status == "not_claimed":
        return Tolerance(status=status)
    spared = dict.fromkeys(conduct for found in grounds for conduct in found.ids)
    at_issue = claimed or tuple(conduct for conduct in subject.parts if conduct.id in spared)
    factors = six_factors(at_issue, language)
    first = grounds[0].rule if grounds else excluding[0].rule if status == "refused" and excluding else None
    return Tolerance(
        status=status,
        pair=next(
            (_PAIRS[found.rule.conclusion] for found in grounds if found.rule.conclusion in _PAIRS), None
        ),
        factors=dict(factors),
        rule=first.id if first else None,
        cites=cited(first.cites, explained, language) if first else (),
        conducts=tuple(spared),
        grounds=tuple(_ground(found, explained, language) for found in grounds),
        excluded_by=tuple(found.rule.id for found in excluding) if status == "refused" else (),
        exclusions=tuple(_exclusion(found, explained, language) for found in excluding),
        reason=_refusal(excluding, factors, language) if status == "refused" else None,
        contingent_on=_contingent(explained, claimed) if status == "contingent" else (),
    )


def _status(
    explained: Explained, claimed: Sequence[Instance], grounded: bool, excluding: Sequence[_Found]
) -> _Status:
    if grounded:
        return "granted"
    if not claimed:
        return "not_claimed"
    excluded = {conduct.id for found in excluding for conduct in found.conducts}
    if all(conduct.id in excluded or not _still_open(explained, conduct) for conduct in claimed):
        return "refused"
    return "contingent"


def _still_open(explained: Explained, conduct: Instance) -> bool:
    values = (explained.conclusion(conduct, key, Reading.POSSIBLE) for key in (TOLERATED, _PARTLY))
    return disjunction(values) is not Truth.FALSE


def _established(explained: Explained, conducts: Sequence[Instance], key: str) -> tuple[_Found, ...]:
    found = (
        _Found(rule, tuple(c for c in conducts if explained.rule(c, rule.id).established))
        for rule in explained.concluding(key)
    )
    return tuple(item for item in found if item.conducts)


def _in_order(grounds: Iterable[_Found], subject: Instance) -> tuple[_Found, ...]:
    """What reaches every measure first; in an emergency art. 17 before the rest, and of it diligence."""
    emergency = any(conduct.facts.get(ref) is True for conduct in subject.parts for ref in _EMERGENCY)

    def place(found: _Found) -> tuple[bool, bool, bool]:
        partial = bool(_reaches(found.rule))
        article_17 = found.rule.cites[:1] == (_ARTICLE_17,)
        return (
            partial,
            emergency and not article_17,
            emergency and found.rule.conclusion != _DILIGENCE,
        )

    return tuple(sorted(grounds, key=place))


def _reaches(rule: Rule) -> tuple[str, ...]:
    """The tracks it reaches; none named means all."""
    return (*rule.may_spare, *rule.must_spare)


def _ground(found: _Found, explained: Explained, language: Language) -> ToleranceGround:
    rule = found.rule
    return ToleranceGround(
        rule=rule.id,
        title=rule.title.get(language),
        cites=cited(rule.cites, explained, language),
        conducts=found.ids,
        reaches=_reaches(rule),
        effect="must" if rule.must_spare else "may",
        note=rule.note.get(language) if rule.note else None,
    )


def _exclusion(found: _Found, explained: Explained, language: Language) -> ToleranceExclusion:
    return ToleranceExclusion(
        rule=found.rule.id,
        title=found.rule.title.get(language),
        cites=cited(found.rule.cites, explained, language),
        conducts=found.ids,
    )


def _refusal(excluding: Sequence[_Found], factors: Mapping[str, Factor], language: Language) -> str:
    """Why tolerance is refused: what excludes it, or that no ground holds; and which factors stand against it."""
    joined = "、" if language == "zh" else ", "
    titles = joined.join(found.rule.title.get(language) for found in excluding)
    against = joined.join(factor.name for factor in factors.values() if factor.supports is False)
    reason = _EXCLUDED_BY.get(language).format(rules=titles) if titles else _NO_GROUND.get(language)
    return reason + (_AGAINST.get(language).format(factors=against) if against else "")


def _contingent(explained: Explained, claimed: Sequence[Instance]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for conduct in claimed:
        for key in (TOLERATED, _PARTLY):
            for rule in explained.concluding(key):
                found.update(dict.fromkeys(explained.contingent_on(conduct, rule)))
    return tuple(found)
