"""The statistics of overrides as their page shows them: those rules first with which people disagreed most often."""

from __future__ import annotations

from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.register.words import Words
from zhunsheng.records.register.facets import Facet
from zhunsheng.records.workflow.overrides import ENOUGH, Followed, OverrideStatistics


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class ReasonShown(_Shown):
    """Overrides that gave a reason.

    Attributes:
        path: The records of which it is so; "" for whoever may not search the register.
    """

    reason: str
    name: str
    number: int
    path: str


class FollowedShown(_Shown):
    """How often suggestions were followed; suggested = adopted + overridden + undecided.

    Attributes:
        share: Of the decided ones those that were overridden, from 0 to 1; null where there are too few to say.
        path: The records with such an override; "" as above.
    """

    suggested: int
    adopted: int
    overridden: int
    undecided: int
    share: float | None
    reasons: tuple[ReasonShown, ...]
    path: str


class RuleShown(_Shown):
    """The same for the suggestions that a rule decided.

    Attributes:
        path: The page of the rule; "" where this release has it no more.
        records: The records that it decided.
    """

    rule: str
    title: str
    path: str
    records: str
    followed: FollowedShown
    named_wrong: int


class OverridesShown(_Shown):
    """The figures over all cases, and those of each rule.

    Attributes:
        rules: Those of this page.
        number_of_rules: How many there are on all pages.
        first, next: Addresses of other pages; "" where there is none.
        enough: So many suggestions must have been decided on for a share to be given.
    """

    cases: int
    all: FollowedShown
    rules: tuple[RuleShown, ...]
    number_of_rules: int
    first: str
    next: str
    enough: int


#: So many rules a page.
RULES = 50


def overrides_shown(found: OverrideStatistics, words: Words, *, page: int, searches: bool) -> OverridesShown:
    """The statistics in words.

    Args:
        page: Which page of rules, from 1.
        searches: Whether whoever looks may search the register, where links lead.
    """
    often = sorted(
        found.rules,
        key=lambda of: (-of.followed.overridden, -of.named_wrong, -of.followed.suggested, of.rule),
    )
    rules = [
        RuleShown(
            rule=of.rule,
            title=words.rule(of.rule),
            path=f"/rules/{of.rule}" if of.rule in words.release.rules else "",
            records=_path(searches, rule=of.rule),
            followed=_followed(of.followed, words, searches, of.rule),
            named_wrong=of.named_wrong,
        )
        for of in often[(page - 1) * RULES : page * RULES]
    ]
    return OverridesShown(
        cases=found.cases,
        all=_followed(found.all, words, searches, None),
        rules=tuple(rules),
        number_of_rules=len(often),
        first="/statistics/overrides" if page > 1 else "",
        next=f"/statistics/overrides?page={page + 1}" if page * RULES < len(often) else "",
        enough=ENOUGH,
    )


def _followed(of: Followed, words: Words, searches: bool, rule: str | None) -> FollowedShown:
    of_rule = {} if rule is None else {"rule": rule}
    often = sorted(of.reasons, key=lambda pair: (-pair[1], pair[0]))
    return FollowedShown(
        suggested=of.suggested,
        adopted=of.adopted,
        overridden=of.overridden,
        undecided=of.undecided,
        share=of.share_overridden,
        reasons=tuple(
            ReasonShown(
                reason=reason,
                name=words.value(Facet.REASON, reason),
                number=number,
                path=_path(searches, **of_rule, reason=reason),
            )
            for reason, number in often
        ),
        path=_path(searches, **of_rule, opinion="overridden"),
    )


def _path(searches: bool, **asked: str) -> str:
    return f"/register?{urlencode(asked)}" if searches else ""
