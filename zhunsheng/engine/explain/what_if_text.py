"""What-if as text: what would change the outcome, and a comparison of two versions of a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from zhunsheng.engine.answer_changes import (
    Alteration,
    Beyond,
    Compared,
    Standing,
    SubjectAlterations,
    SubjectTarget,
    WhatItTakes,
    WhatWouldChange,
)
from zhunsheng.engine.explain.phrases import LATIN, PHRASES, contradictory
from zhunsheng.engine.suggestion import Form

_SAY = {
    "zh": {
        "change": "准绳 · 哪些事实若不同，结论会变",
        "compared": "准绳 · 改动事实后的对照",
        "now": "现在",
        "form": "形态{ends}，建议{recommended}",
        "lighter": "会更轻",
        "heavier": "会更重",
        "other": "形态相同，措施不同",
        "from_to": "{name}：{before} → {after}",
        "or": "或",
        "and": " 并且 ",
        "proved": "已试遍同时改动不超过{size}项已查明事实的全部{tried}种情形（谁、何时、何地不变，自相矛盾的不算）；"
        "未列出的都不是最小改动",
        "none": "没有",
        "no_change": "谁、何时、何地不变，同时改动不超过{size}项已查明事实，都不会改变结论",
        "takes": "准绳 · 怎样才会建议形态{target}",
        "already": "现在就建议这一形态",
        "beyond_lighter": "要更轻，最少须改动{size}项：",
        "beyond_heavier": "要更重，最少须改动{size}项：",
        "never_lighter": "谁、何时、何地不变，无论怎样改动其余已查明事实，都不会更轻",
        "never_heavier": "谁、何时、何地不变，无论怎样改动其余已查明事实，都不会更重",
        "not_found_lighter": "没有找到会更轻的改动，但未能证明没有",
        "not_found_heavier": "没有找到会更重的改动，但未能证明没有",
        "least": "最少须查明或者改动{size}项（谁、何时、何地不变）：",
        "no_smaller": "已证明：谁、何时、何地不变，没有更少的",
        "unproved": "更少的未能全部排除",
        "more": "……还有同样多项的其他组合",
        "unreachable": "谁、何时、何地不变，查明或者改动其余任何事实，都不会使建议成为这一形态",
        "not_found": "没有找到，但未能证明没有",
        "to": "至",
        "altered": "结论改变",
        "same": "结论不变",
        "changes": "改动",
        "fact": "事实",
        "facts": "事实",
        "established_fact": "已查明事实",
        "established_facts": "已查明事实",
    },
    "en": {
        "change": "Zhunsheng · Which facts, if they were otherwise, would change the outcome",
        "compared": "Zhunsheng · The case with other facts",
        "now": "Now",
        "form": "form {ends}, recommended {recommended}",
        "lighter": "Lighter",
        "heavier": "Heavier",
        "other": "The same forms, other measures",
        "from_to": "{name}：{before} → {after}",
        "or": " or ",
        "and": " and ",
        "proved": "All {tried} variants of up to {size} {established} were tried (who, where and when stay as they are, and "
        "nothing contradicts itself); what is not listed is no smallest change",
        "none": "none",
        "no_change": "Who, where and when staying as they are, no change of up to {size} {established} alters the outcome",
        "takes": "Zhunsheng · What it takes for form {target} to be recommended",
        "already": "It is recommended now",
        "beyond_lighter": "Lighter takes {size} {facts} at the least:",
        "beyond_heavier": "Heavier takes {size} {facts} at the least:",
        "never_lighter": "Who, where and when staying as they are, no change of other established facts makes it lighter",
        "never_heavier": "Who, where and when staying as they are, no change of other established facts makes it heavier",
        "not_found_lighter": "No change was found that makes it lighter; it is not proved that there is none",
        "not_found_heavier": "No change was found that makes it heavier; it is not proved that there is none",
        "least": "At the least {size} {facts} would have to be found or to be otherwise (who, where and when stay as they "
        "are):",
        "no_smaller": "Proved: who, where and when staying as they are, fewer do not do it",
        "unproved": "Not all of fewer could be ruled out",
        "more": "… and others of the same size",
        "unreachable": "Who, where and when staying as they are, nothing else that is found or is otherwise makes it the "
        "recommended form",
        "not_found": "None was found; it is not proved that there is none",
        "to": " to ",
        "altered": "The outcome changes",
        "same": "The outcome stays",
        "changes": "Changes",
        "fact": "fact",
        "facts": "facts",
        "established_fact": "established fact",
        "established_facts": "established facts",
    },
}


def render_what_would_change(answer: WhatWouldChange) -> str:
    """What would change the outcome of each subject, changes that lead to the same gathered in one line."""
    lines = [_SAY[answer.language]["change"]]
    for subject in answer.subjects:
        lines += ["", *_alterations(subject, answer.language)]
    return _text(lines, answer.language)


def _alterations(subject: SubjectAlterations, language: str) -> Iterator[str]:
    say = _SAY[language]
    yield f"━━ {subject.subject_id} ━━"
    yield f"{say['now']}：{_standing(subject.now, language)}"
    yield from contradictory(subject.contradictions, language)
    if not subject.conducts:
        yield PHRASES[language]["no_conduct"]
        return
    if not subject.alterations:
        yield "  " + say["no_change"].format(**_counted(subject.size, say))
    for direction in ("lighter", "heavier", "other"):
        found = [item for item in subject.alterations if item.direction == direction]
        if found:
            yield f"{say[direction]}："
            yield from (f"  {line}" for line in _gathered(found, language))
    yield say["proved"].format(**_counted(subject.size, say), tried=subject.tried)
    for beyond in subject.beyond:
        yield from _beyond(beyond, language)


def _beyond(beyond: Beyond, language: str) -> Iterator[str]:
    say = _SAY[language]
    if beyond.alteration is None:
        yield say[f"{'never' if beyond.proved else 'not_found'}_{beyond.direction}"]
        return
    yield say[f"beyond_{beyond.direction}"].format(**_counted(len(beyond.alteration.changes), say))
    yield from (f"  {line}" for line in _gathered((beyond.alteration,), language))
    yield "  " + say["no_smaller" if beyond.proved else "unproved"]


def render_what_it_takes(answer: WhatItTakes) -> str:
    """What it takes for a form to be recommended for each subject."""
    lines = [_SAY[answer.language]["takes"].format(target=answer.target)]
    for subject in answer.subjects:
        lines += ["", *_target(subject, answer.language)]
    return _text(lines, answer.language)


def _target(subject: SubjectTarget, language: str) -> Iterator[str]:
    say = _SAY[language]
    yield f"━━ {subject.subject_id} ━━"
    yield f"{say['now']}：{_standing(subject.now, language)}"
    yield from contradictory(subject.contradictions, language)
    if not subject.conducts and not subject.alterations:
        yield PHRASES[language]["no_conduct"]
        return
    if not subject.alterations:
        yield say["unreachable" if subject.proved else "not_found"]
        return
    size = len(subject.alterations[0].changes)
    if not size:
        yield say["already"]
        return
    yield say["least"].format(**_counted(size, say))
    yield from (f"  {line}" for line in _gathered(subject.alterations, language))
    if subject.more:
        yield "  " + say["more"]
    yield say["no_smaller" if subject.proved else "unproved"]


def _counted(size: int, say: Mapping[str, str]) -> Mapping[str, object]:
    """A number of facts, with the words for it."""
    ending = "fact" if size == 1 else "facts"
    return {"size": size, "facts": say[ending], "established": say[f"established_{ending}"]}


def _gathered(found: Iterable[Alteration], language: str) -> Iterator[str]:
    """One line for all changes of the same facts with the same outcome: their last values joined by "or"."""
    say = _SAY[language]
    groups: dict[tuple[object, ...], list[Alteration]] = {}
    for item in found:
        *firsts, last = item.changes
        key = (
            tuple((change.fact, change.member, change.after_name) for change in firsts),
            (last.fact, last.member),
            (item.leads_to.form, item.leads_to.measures),
        )
        groups.setdefault(key, []).append(item)
    for group in groups.values():
        *firsts, last = group[0].changes
        values = say["or"].join(dict.fromkeys(item.changes[-1].after_name for item in group))
        changes = [
            say["from_to"].format(name=change.name, before=change.before_name, after=after)
            for change, after in (*((first, first.after_name) for first in firsts), (last, values))
        ]
        yield f"{say['and'].join(changes)}  ⇒ {_standing(group[0].leads_to, language)}"


def render_compared(answer: Compared) -> str:
    """A case and another version of it, subject by subject."""
    say = _SAY[answer.language]
    lines = [say["compared"], f"{say['changes']}："]
    for change in answer.changes:
        line = say["from_to"].format(name=change.name, before=change.before_name, after=change.after_name)
        lines.append(f"  {line}")
    if not answer.changes:
        lines.append(f"  {say['none']}")
    for subject in answer.subjects:
        said = say["altered"] if subject.altered else say["same"]
        before, after = (_standing(of, answer.language) for of in (subject.before, subject.after))
        lines += ["", f"━━ {subject.subject_id} ━━ {said}", f"  {before}"]
        lines += [f"  ⇒ {after}"] if subject.altered else []
    return _text(lines, answer.language)


def _standing(standing: Standing, language: str) -> str:
    measures = "、".join(standing.measures) or PHRASES[language]["no_measure"]
    return f"{_form(standing.form, language)}（{measures}）"


def _form(form: Form, language: str) -> str:
    say = _SAY[language]
    ends = str(form.at_least)
    if form.at_least != form.at_most:
        ends += f"{say['to']}{form.at_most}"
    return say["form"].format(ends=ends, recommended=form.recommended)


def _text(lines: Iterable[str], language: str) -> str:
    text = "\n".join(lines) + "\n"
    return text.translate(LATIN) if language == "en" else text
