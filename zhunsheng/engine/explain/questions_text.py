"""Open questions as text: what is still to be found out, and with which few answers the case would be settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from zhunsheng.engine.answer_changes import OpenQuestions, Settlement, SubjectQuestions
from zhunsheng.engine.explain.asked import between
from zhunsheng.engine.explain.phrases import LATIN, PHRASES, contradictory
from zhunsheng.engine.suggestion import OpenQuestion

_SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "title": "准绳 · 待查问题（按能缩小多少可能范围排序）",
        "now": "现在：形态{form}，建议{recommended}；可能{possible}",
        "alone": "单独就能改变结论的：",
        "together": "单独不改变结论、与其他事实一起才改变的：",
        "question": "{number}. {question}（{who}）",
        "handler": "由承办人查明",
        "reviewer": "由审理人员判断",
        "evidence": "证据：{evidence}",
        "none": "没有哪一项未知事实还能改变结论",
        "looked_all": "已证明：除以上各项外，其余未知事实无论结果如何都不改变结论（日期只试单独的和与一项一起的）",
        "looked_pairs": "两部法律尚待比较、日期未定或者行为较多：其余未知事实单独或者两项一起（日期一次只试一个）都不改变结论，"
        "三项以上未能证明",
        "looked_alone": "行为过多：其余未知事实单独都不改变结论，几项一起的没有逐一试",
        "settling": "日期不变，最少查清哪些事实就能定案（无论其余事实如何）：",
        "not_settled": "行为过多，没有求最少查清哪些事实就能定案",
        "settled": "定为形态{form}，最少{size}项，例如：",
        "settled_unproved": "定为形态{form}，{size}项，例如（更少的未能全部排除）：",
        "already": "形态{form}：已经定案，其余事实都不能改变",
        "no_group": "形态{form}：日期不变，没有哪一组事实能就此定案",
        "group_not_found": "形态{form}：日期不变，没有找到能就此定案的一组事实，但未能证明没有",
        "more": "……还有同样多项的其他组合",
        "fact": "{name}为“{value}”",
        "and": "、",
        "to": "至",
    },
    "en": {
        "title": "Zhunsheng · Open questions (by how much an answer narrows what is possible)",
        "now": "Now: form {form}, recommended {recommended}; possible {possible}",
        "alone": "These change the outcome by themselves:",
        "together": "These change it only together with others:",
        "question": "{number}. {question} ({who})",
        "handler": "for the case handler to find out",
        "reviewer": "for the reviewer to judge",
        "evidence": "Evidence: {evidence}",
        "none": "No unknown fact can still change the outcome",
        "looked_all": "Proved: no other unknown fact changes the outcome, whatever it turns out to be (days: alone or with one "
        "other)",
        "looked_pairs": "Two laws are still to be compared, a date is open, or there are several conducts: no other fact changes "
        "the outcome by itself or with one other (of days one at a time); for three or more this is not proved",
        "looked_alone": "Many conducts: no other fact changes the outcome by itself; several at once were not tried",
        "settling": "The fewest facts that would settle the case, days staying as they are, whatever the others turn out to be:",
        "not_settled": "So many conducts: it was not looked for what would settle the case",
        "settled": "at form {form}, {size} at the least, such as:",
        "settled_unproved": "at form {form}, {size}, such as (not all of fewer could be ruled out):",
        "already": "form {form}: settled already, no other fact can change it",
        "no_group": "form {form}: days staying as they are, no group of facts settles it there",
        "group_not_found": "form {form}: days staying as they are, no group of facts was found that settles it there; it is not "
        "proved that there is none",
        "more": "… and other groups of the same size",
        "fact": "{name} is “{value}”",
        "and": ", ",
        "to": " to ",
    },
}


def render_questions(answer: OpenQuestions) -> str:
    """The open questions of each subject."""
    lines = [_SAY[answer.language]["title"]]
    for subject in answer.subjects:
        lines += ["", f"━━ {subject.subject_id} ━━", *_subject(subject, answer.language)]
    text = "\n".join(lines) + "\n"
    return text.translate(LATIN) if answer.language == "en" else text


def _subject(subject: SubjectQuestions, language: str) -> Iterator[str]:
    say, form, possible = _SAY[language], subject.form, subject.possible
    yield say["now"].format(
        form=between(form.at_least, form.at_most, say["to"]),
        recommended=form.recommended,
        possible=between(possible.lowest, possible.highest, say["to"]),
    )
    yield from contradictory(subject.contradictions, language)
    if not subject.conducts:
        yield PHRASES[language]["no_conduct"]
        return
    numbered = tuple(enumerate(subject.open_questions, 1))
    alone = [(number, question) for number, question in numbered if not question.together_with]
    together = [(number, question) for number, question in numbered if question.together_with]
    for title, questions in (("alone", alone), ("together", together)):
        if questions:
            yield say[title]
        for number, question in questions:
            yield from _question(number, question, say)
    if not numbered and subject.reach == "all":
        yield say["none"]
    yield say[f"looked_{subject.reach}"]
    if subject.settled_by is None:
        yield say["not_settled"]
    else:
        yield from _settling(subject.settled_by, say)


def _question(number: int, question: OpenQuestion, say: Mapping[str, str]) -> Iterator[str]:
    who = say["reviewer" if question.judgement else question.answer_by]
    yield "  " + say["question"].format(number=number, question=question.question, who=who)
    yield f"     {question.fact}"
    yield f"     {question.would_change}"
    yield "     " + say["evidence"].format(evidence=question.evidence)


def _settling(settlements: Iterable[Settlement], say: Mapping[str, str]) -> Iterator[str]:
    found = tuple(settlements)
    if found:
        yield say["settling"]
    for item in found:
        if not item.groups:
            key = "no_group" if item.proved else "group_not_found"
            yield "  " + say[key].format(form=item.recommended)
            continue
        size = len(item.groups[0].answers)
        if size == 0:
            yield "  " + say["already"].format(form=item.recommended)
            continue
        key = "settled" if item.proved else "settled_unproved"
        yield "  " + say[key].format(form=item.recommended, size=size)
        for group in item.groups:
            facts = (say["fact"].format(name=fact.name, value=fact.value_name) for fact in group.answers)
            yield "    · " + say["and"].join(facts)
        if item.more:
            yield "    " + say["more"]
