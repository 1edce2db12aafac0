"""Whether an opinion speaks of facts, rules and measures that there are.

The log would keep a slip of the pen for ever, and statistics would count it as a rule of its own. So whoever takes an
opinion in asks here first, with the ruleset that the suggestion was made under.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhunsheng.engine.explain.fact_words import fact_at
from zhunsheng.engine.problems import Chinese, Problem, nearest, pointer
from zhunsheng.engine.release import Release
from zhunsheng.records.workflow.opinions import (
    Adopted,
    Choice,
    FactDisputed,
    OpenNorm,
    Overridden,
    Reason,
    RuleWrong,
)


def opinion_problems(opinion: Choice, release: Release) -> tuple[Problem, ...]:
    """Every complaint about an opinion, with pointers into it; none where it is adopted."""
    if isinstance(opinion, Adopted):
        return ()
    return (*_about_measures(opinion, release), *_about_reasons(opinion.reasons, release))


def _about_measures(opinion: Overridden, release: Release) -> Iterator[Problem]:
    forms = {step.key: step.form for track in release.scale.tracks for step in track.steps}
    for place, measure in enumerate(opinion.measures):
        if measure not in forms:
            yield _unknown("measure", "措施", measure, pointer("measures", place), forms)
    counted = [form for form in map(forms.get, opinion.measures) if form is not None]
    if opinion.measures and all(measure in forms for measure in opinion.measures):
        if counted and max(counted) != opinion.form:
            yield Problem(
                "form_not_of_measures",
                f"The measures come to form {max(counted)}, not {opinion.form}",
                why="A form follows from the heaviest measure",
                mend=f"State form {max(counted)}, or other measures",
                pointer=pointer("form"),
                zh=Chinese(f"所列措施属于第{max(counted)}种形态，与所填不符", "请核对形态和措施"),
            )
    elif not opinion.measures and opinion.form:
        yield Problem(
            "no_measures",
            f"Form {opinion.form} without a measure",
            why="A form follows from the heaviest measure",
            mend="Name the measures",
            pointer=pointer("measures"),
            zh=Chinese("只有形态，没有措施", "请写明具体措施"),
        )


def _about_reasons(reasons: tuple[Reason, ...], release: Release) -> Iterator[Problem]:
    for place, reason in enumerate(reasons):
        at = pointer("reasons", place)
        match reason:
            case FactDisputed(fact=fact):
                yield from _about_fact(fact, at, release)
            case OpenNorm(fact=fact):
                unknown = tuple(_about_fact(fact, at, release))
                yield from unknown
                if not unknown and not release.vocabulary.fact(fact_at(fact)).judgement:
                    yield Problem(
                        "no_open_norm",
                        f"{fact} is no open norm: it is found out, not judged",
                        mend="Dispute the fact instead, or name a judgement fact",
                        pointer=at + "/fact",
                        zh=Chinese(
                            f"{fact} 不是需要裁量判断的事项", "请改为“对事实有异议”，或者指明裁量事项"
                        ),
                    )
            case RuleWrong(rules=rules):
                for number, rule in enumerate(rules):
                    if rule not in release.rules:
                        yield _unknown("rule", "规则", rule, at + pointer("rules", number), release.rules)
            case _:
                continue


def _about_fact(fact: str, at: str, release: Release) -> Iterator[Problem]:
    ref = fact_at(fact)
    if not release.vocabulary.has(ref):
        names = (known.fact for known, _ in release.vocabulary.all_facts() if known.entity == ref.entity)
        yield _unknown("fact", "事实", ref.fact, at + "/fact", names)


def _unknown(what: str, zh: str, word: str, at: str, known: Iterable[str]) -> Problem:
    return Problem(
        f"unknown_{what}",
        f"There is no {what} {word}",
        mend=f"Name a {what} of the ruleset that the suggestion was made under",
        pointer=at,
        near=nearest(word, known),
        zh=Chinese(f"没有这项{zh}：{word}", f"请使用作出建议的规则库中的{zh}"),
    )
