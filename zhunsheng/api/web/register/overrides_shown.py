"""The statistics of overrides as their page shows them: those rules first with which people disagreed most often.

What they count are subjects, each as often as a case was closed on it; what the register lists are records. So a number leads to
the records with such a subject that a case was closed on, and of all of them together it is said how many these are.
"""

from __future__ import annotations

from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.register.words import Words
from zhunsheng.records.register.counting import NumberFound
from zhunsheng.records.register.criteria import Criteria
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
        path, path_adopted: The records with a subject that was decided on otherwise, or as suggested; "" as above.
    """

    suggested: int
    adopted: int
    overridden: int
    undecided: int
    share: float | None
    reasons: tuple[ReasonShown, ...]
    path: str
    path_adopted: str


class RuleShown(_Shown):
    """The same for the suggestions that a rule decided.

    Attributes:
        stands: Its article, which tells it from others of its title; "" where this release has it no more.
        path: The page of the rule; "" as well.
        records: All records in which it decided, whatever became of them.
    """

    rule: str
    title: str
    stands: str
    path: str
    records: str
    followed: FollowedShown
    named_wrong: int


class RecordsShown(_Shown):
    """The records with a subject that was decided on otherwise.

    Attributes:
        at_least: Whether there are more than were counted.
    """

    number: int
    at_least: bool


class OverridesShown(_Shown):
    """The figures over all cases, and those of each rule.

    Attributes:
        overridden: In how many records the overridden ones of all are; null for whoever does not find them in the register.
        rules: Those of this page.
        number_of_rules: How many there are on all pages.
        register_path: The address of the register; "" for whoever may not search it.
        first, next: Addresses of other pages; "" where there is none.
        enough: So many suggestions must have been decided on for a share to be given.
    """

    cases: int
    all: FollowedShown
    overridden: RecordsShown | None
    rules: tuple[RuleShown, ...]
    number_of_rules: int
    register_path: str
    first: str
    next: str
    enough: int


#: So many rules a page.
RULES = 50
#: What is searched for in the register where it is to find what is counted here.
DECIDED_OTHERWISE = Criteria(values={Facet.OPINION: "overridden"}, decided=True)


def overrides_shown(
    found: OverrideStatistics, words: Words, records: NumberFound | None, *, page: int
) -> OverridesShown:
    """The statistics in words.

    Args:
        records: How many records `DECIDED_OTHERWISE` finds; None where links lead nowhere, since
            whoever looks does not find in the register what is counted here.
        page: Which page of rules, from 1.
    """
    searches = records is not None
    often = sorted(
        found.rules,
        key=lambda of: (-of.followed.overridden, -of.named_wrong, -of.followed.suggested, of.rule),
    )
    rules = [
        RuleShown(
            rule=of.rule,
            title=words.rule(of.rule),
            stands=words.stands(of.rule),
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
        overridden=RecordsShown(number=records.number, at_least=records.at_least) if records else None,
        rules=tuple(rules),
        number_of_rules=len(often),
        register_path="/register" if searches else "",
        first="/statistics/overrides" if page > 1 else "",
        next=f"/statistics/overrides?page={page + 1}" if page * RULES < len(often) else "",
        enough=ENOUGH,
    )


def _followed(of: Followed, words: Words, searches: bool, rule: str | None) -> FollowedShown:
    of_rule = {} if rule is None else {"rule": rule}
    otherwise = {**of_rule, "opinion": "overridden", "decided": "true"}
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
                path=_path(searches, **otherwise, reason=reason),
            )
            for reason, number in often
        ),
        path=_path(searches, **otherwise),
        path_adopted=_path(searches, **of_rule, opinion="adopted", decided="true"),
    )


def _path(searches: bool, **asked: str) -> str:
    return f"/register?{urlencode(asked)}" if searches else ""
