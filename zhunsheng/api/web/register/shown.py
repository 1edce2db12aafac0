"""The register as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.register_answers import FoundAnswer, found_answer
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.register.asked import AskedOfPage
from zhunsheng.api.web.register.words import VALUES, Words
from zhunsheng.engine.scale import FORMS
from zhunsheng.records.register.counting import Counts
from zhunsheng.records.register.facets import Facet
from zhunsheng.records.register.searching import Found, FoundPage
from zhunsheng.records.workflow.state import Phase

#: By what the page offers to narrow a search, in this order, and how many values of each at most.
_OFFERED = (
    Facet.STATE,
    Facet.RECOMMENDED,
    Facet.OPINION,
    Facet.REASON,
    Facet.CATEGORY,
    Facet.RULE,
    Facet.LAW,
    Facet.RELEASE,
    Facet.OWNER,
)
_MOST = 8


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class Named(_Shown):
    """A code and what it is called."""

    key: str
    name: str


class RuleNamed(Named):
    """A rule.

    Attributes:
        stands: Its article, which tells it from others of its title; "" of one that this release has not.
    """

    stands: str


class ValueShown(_Shown):
    """A value that the search can be narrowed to.

    Attributes:
        stands: As in `RuleNamed`; "" of whatever is no rule.
        path: Where that leads; "" where it is narrowed to it already.
    """

    value: str
    name: str
    stands: str
    number: int
    path: str


class FacetShown(_Shown):
    """Something that the search can be narrowed by, its most frequent values first."""

    key: str
    values: tuple[ValueShown, ...]


class SubjectShown(_Shown):
    """A subject of a record: what is suggested for it, and what was said to that.

    Attributes:
        decided: Whether the case was closed with that opinion.
    """

    subject: str
    recommended: str
    range: str
    opinion: str
    opinion_name: str
    decided: bool


class LineShown(_Shown):
    """A record in the table.

    Attributes:
        record: As the API gives it.
    """

    record: FoundAnswer
    subjects: tuple[SubjectShown, ...]
    categories: tuple[Named, ...]
    rules: tuple[RuleNamed, ...]
    reasons: tuple[Named, ...]
    owner_name: str
    law_name: str
    engines_name: str
    release_name: str


class RegisterShown(_Shown):
    """A page of the register.

    Attributes:
        filled: The search form; null in `lines` and `total` where something in it is wrong.
        at_least: Whether there are more than `total`.
        narrowed: Whether anything is asked.
        options: What can be chosen in the form, by field.
        people: Whom one can ask for: what is written for each, and what is said beside it.
        first, next: Addresses of other pages; "" where there is none.
        csv: The address of all that was found as a table.
    """

    filled: Filled
    lines: tuple[LineShown, ...]
    total: int
    at_least: bool
    narrowed: bool
    facets: tuple[FacetShown, ...]
    options: Mapping[str, tuple[tuple[str, str], ...]]
    people: tuple[tuple[str, str], ...]
    first: str
    next: str
    csv: str


def register_shown(
    asked: AskedOfPage, page: FoundPage | None, counts: Counts | None, words: Words
) -> RegisterShown:
    """A page of the register; the form alone where nothing could be searched for."""
    following = None if page is None or page.following is None else str(page.following)
    limit = asked.filled.text("limit") or None
    return RegisterShown(
        filled=asked.shown,
        lines=() if page is None else tuple(line_shown(of, words) for of in page.found),
        total=0 if counts is None else counts.total,
        at_least=counts is not None and counts.at_least,
        narrowed=bool(set(asked.written) - {"order"}),
        facets=() if counts is None else tuple(_facets(asked, counts, words)),
        options=_options(words),
        people=asked.people.choices,
        first=asked.address(limit=limit) if asked.filled.text("cursor") else "",
        next="" if following is None else asked.address(cursor=following, limit=limit),
        csv=asked.address("/register.csv"),
    )


def line_shown(of: Found, words: Words) -> LineShown:
    """A record in words."""
    return LineShown(
        record=found_answer(of, words.language),
        subjects=tuple(_subjects(of, words)),
        categories=tuple(Named(key=key, name=words.category(key)) for key in of.categories),
        rules=tuple(RuleNamed(key=key, name=words.rule(key), stands=words.stands(key)) for key in of.rules),
        reasons=tuple(Named(key=key, name=words.value(Facet.REASON, key)) for key in of.reasons),
        owner_name=words.value(Facet.OWNER, of.owner),
        law_name="" if of.law is None else words.value(Facet.LAW, of.law),
        engines_name="" if of.engines is None else words.value(Facet.ENGINES, of.engines),
        release_name=words.value(Facet.RELEASE, of.release),
    )


def _subjects(of: Found, words: Words) -> Iterator[SubjectShown]:
    to = " – "
    for one in of.subjects:
        opinion = one.opinion or "none"
        bounds = [words.form(form) for form in (one.at_least, one.at_most) if form is not None]
        yield SubjectShown(
            subject=one.subject,
            recommended=words.form(one.recommended),
            range=to.join(dict.fromkeys(bounds)),
            opinion=opinion,
            opinion_name=words.value(Facet.OPINION, opinion),
            decided=one.decided,
        )


def owners_shown(page: FoundPage, counts: Counts) -> frozenset[str]:
    """The ids of the owners that the page names."""
    return frozenset({of.owner for of in page.found} | {value for value, _ in _often(Facet.OWNER, counts)})


def _often(facet: Facet, counts: Counts) -> list[tuple[str, int]]:
    """The most frequent values of a facet, each with how often it is there."""
    return sorted(counts.values[facet].items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]


def _facets(asked: AskedOfPage, counts: Counts, words: Words) -> Iterator[FacetShown]:
    for facet in _OFFERED:
        chosen = asked.filled.text(facet.value)
        values = tuple(
            ValueShown(
                value=value,
                name=words.value(facet, value),
                stands=words.stands(value) if facet is Facet.RULE else "",
                number=number,
                path="" if chosen == value else asked.address(**{facet.value: value}),
            )
            for value, number in _often(facet, counts)
        )
        if values:
            yield FacetShown(key=facet.value, values=values)


def _options(words: Words) -> Mapping[str, tuple[tuple[str, str], ...]]:
    forms = tuple((str(form), words.form(form)) for form in (0, *FORMS))
    release = words.release
    categories = dict.fromkeys(rule.conclusion for rule in release.rules.values() if rule.kind == "finding")
    states = [phase.value for phase in Phase if phase not in (Phase.UNOPENED, Phase.FACTS)]
    return {
        **{
            facet.value: tuple((value, words.value(facet, value)) for value in values)
            for facet, values in VALUES.items()
        },
        "state": tuple((state, words.value(Facet.STATE, state)) for state in ("facts", *states)),
        "recommended": forms,
        "at_least": forms,
        "at_most": forms,
        "category": tuple((key, words.category(key)) for key in categories),
    }
