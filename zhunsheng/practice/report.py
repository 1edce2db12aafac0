"""The figures as text to read, in Chinese or English: numbers first, then the list of what to look at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhunsheng.engine.explain.phrases import LATIN, PHRASES
from zhunsheng.engine.vocabulary.facts import Vocabulary
from zhunsheng.practice.agreement import NO_CATEGORY, Agreement, Disagreement, FormFigures, GroupFigures
from zhunsheng.practice.baselines import DEPTH
from zhunsheng.practice.cross_validation import FOLDS
from zhunsheng.practice.scores import FORMS

_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "title": "准绳 · 建议与公开通报的一致程度",
        "release": "规则",
        "counted": "{notices} 份公开通报，{subjects} 个对象",
        "skipped": "（另有 {n} 个情景不是公开通报，未计入）",
        "silent": "通报没有写明的事实一律按未知处理；{n} 个对象没有任何依据成立，幅度为不予问责只因事实不足。",
        "inside": "公布的形态在建议幅度内",
        "possible": "公布的形态在可能范围内",
        "width": "幅度平均含形态数",
        "equals": "公布的形态与建议的形态相同",
        "macro": "建议形态的宏平均 F1（五种结果同等看待，从未出现的不计）",
        "compared": "对照（相同的比例、宏平均 F1）",
        "suggestion": "准绳的建议",
        "majority": "一律答最常见的“{form}”（在同一批通报上取得，偏乐观）",
        "tree": "决策树：同样的事实，深度 {depth}，按事件分 {folds} 折交叉验证",
        "fitted": "拟合的实践部分：按事件分 {folds} 折交叉验证",
        "scikit_learn_missing": "决策树未计算：没有安装 scikit-learn（pip install 'zhunsheng[practice]'）",
        "one_incident": "决策树未计算：只有一个事件，无从交叉验证",
        "by_form": "按公布的形态",
        "by_category": "按成立的问题类别（一个对象有几类就各计一次）",
        "group": "{name}：{subjects} 个对象，幅度内 {inside}，与建议相同 {equals}",
        "of_form": "，精确率 {precision}，召回率 {recall}，F1 {f1:.2f}",
        "none": "无成立的类别",
        "confusion": "公布的形态（行）与建议的形态（列），0 为不予问责",
        "disagreements": "值得复核（✘ 在幅度外，○ 在幅度内而与建议不同）：{n} 个对象",
        "no_disagreements": "没有不一致的对象",
        "disagreement": "{sign} {scenario}/{subject}：公布 {published}，幅度 {between}，建议 {recommended}",
        "deciding": "依据 {rules}",
        "no_rule": "没有成立的依据",
        "comma": "、",
    },
    "en": {
        "title": "Zhunsheng · how well suggestions agree with published notices",
        "release": "Rules",
        "counted": "{notices} notices, {subjects} subjects",
        "skipped": " ({n} scenarios are no published notices and do not count)",
        "silent": "What a notice does not state is unknown; for {n} subjects no ground is established, and the range is "
        "'not held accountable' for want of facts.",
        "inside": "published form within the suggested range",
        "possible": "published form within what is possible",
        "width": "forms in a range, on average",
        "equals": "published form equals the recommended one",
        "macro": "macro F1 of the recommended form (five outcomes of equal weight; one that never occurs is left out)",
        "compared": "Beside other ways to answer (share that is equal, macro F1)",
        "suggestion": "the suggestions",
        "majority": "always the most frequent, '{form}' (taken on the same notices, which flatters it)",
        "tree": "a decision tree on the same facts, depth {depth}, cross-validated by incident in {folds} folds",
        "fitted": "the fitted part of practice, cross-validated by incident in {folds} folds",
        "scikit_learn_missing": "no decision tree: scikit-learn is not installed (pip install 'zhunsheng[practice]')",
        "one_incident": "no decision tree: all notices are of one incident, which cannot be cross-validated",
        "by_form": "By published form",
        "by_category": "By established finding (a subject with several counts for each)",
        "group": "{name}: {subjects} subjects, within the range {inside}, equal {equals}",
        "of_form": ", precision {precision}, recall {recall}, F1 {f1:.2f}",
        "none": "no finding established",
        "confusion": "Published form (rows) and recommended form (columns); 0 is 'not held accountable'",
        "disagreements": "To look at again (✘ outside the range, ○ inside and not the recommended one): {n} subjects",
        "no_disagreements": "No subject differs",
        "disagreement": "{sign} {scenario}/{subject}: published {published}, range {between}, recommended {recommended}",
        "deciding": "by {rules}",
        "no_rule": "no ground is established",
        "comma": ", ",
    },
}


def render_agreement(found: Agreement, vocabulary: Vocabulary, language: str) -> str:
    """The figures as text. Names of findings come from the vocabulary of the release."""
    say = _WORDS[language]
    lines = [
        *_head(found, say),
        "",
        *_compared(found, say, language),
        "",
        *_groups(found, say, vocabulary, language),
        "",
        *_confusion(found, say),
        "",
        *_disagreements(found, say),
    ]
    text = "\n".join(lines) + "\n"
    return text.translate(LATIN) if language == "en" else text


def _head(found: Agreement, say: Mapping[str, str]) -> Iterator[str]:
    yield say["title"]
    yield f"{say['release']}  {found.release.name} {found.release.version} · {found.release.digest[:19]}…"
    skipped = say["skipped"].format(n=found.skipped) if found.skipped else ""
    yield say["counted"].format(notices=found.notices, subjects=found.subjects) + skipped
    if found.nothing_established:
        yield say["silent"].format(n=found.nothing_established)
    yield ""
    yield f"  {_percent(found.inside):>6}  {say['inside']}"
    yield f"  {_percent(found.possible):>6}  {say['possible']}"
    yield f"  {found.mean_width:>6.2f}  {say['width']}"
    yield f"  {_percent(found.recommended_equals):>6}  {say['equals']}"
    yield f"  {found.macro_f1:>6.2f}  {say['macro']}"


def _compared(found: Agreement, say: Mapping[str, str], language: str) -> Iterator[str]:
    form = PHRASES[language][str(found.majority.form)]
    yield say["compared"]
    yield _row(found.recommended_equals, found.macro_f1, say["suggestion"])
    if found.cross_validated:
        scores = found.cross_validated
        yield _row(scores.accuracy, scores.macro_f1, say["fitted"].format(folds=FOLDS))
    yield _row(found.majority.accuracy, found.majority.macro_f1, say["majority"].format(form=form))
    if found.tree:
        yield _row(found.tree.accuracy, found.tree.macro_f1, say["tree"].format(depth=DEPTH, folds=FOLDS))
    if found.tree_left_out:
        yield f"  {say[found.tree_left_out]}"


def _row(accuracy: float, macro_f1: float, name: str) -> str:
    return f"  {_percent(accuracy):>6}  {macro_f1:.2f}  {name}"


def _groups(found: Agreement, say: Mapping[str, str], vocabulary: Vocabulary, language: str) -> Iterator[str]:
    yield say["by_form"]
    for form, figures in found.by_form.items():
        yield f"  {_group(PHRASES[language][form], figures, say)}{_of_form(figures, say)}"
    yield ""
    yield say["by_category"]
    for category, group in found.by_category.items():
        none = category == NO_CATEGORY
        name = say["none"] if none else vocabulary.conclusion(category).name.get(language)
        yield f"  {_group(name, group, say)}"


def _group(name: str, figures: GroupFigures | FormFigures, say: Mapping[str, str]) -> str:
    return say["group"].format(
        name=name,
        subjects=figures.subjects,
        inside=_percent(figures.inside),
        equals=_percent(figures.recommended_equals),
    )


def _of_form(figures: FormFigures, say: Mapping[str, str]) -> str:
    return say["of_form"].format(
        precision=_percent(figures.precision), recall=_percent(figures.recall), f1=figures.f1
    )


def _confusion(found: Agreement, say: Mapping[str, str]) -> Iterator[str]:
    yield say["confusion"]
    yield "     " + "".join(f"{form:>5}" for form in FORMS)
    for form, row in found.confusion.items():
        yield f"  {form:>3}" + "".join(f"{number:>5}" for number in row.values())


def _disagreements(found: Agreement, say: Mapping[str, str]) -> Iterator[str]:
    if not found.disagreements:
        yield say["no_disagreements"]
        return
    yield say["disagreements"].format(n=len(found.disagreements))
    for item in found.disagreements:
        yield "  " + _disagreement(item, say)
        rules = say["comma"].join(item.deciding)
        yield "      " + (say["deciding"].format(rules=rules) if rules else say["no_rule"])


def _disagreement(item: Disagreement, say: Mapping[str, str]) -> str:
    ends = (str(item.at_least), str(item.at_most))
    return say["disagreement"].format(
        sign="○" if item.inside else "✘",
        scenario=item.scenario,
        subject=item.subject,
        published=item.published,
        between=ends[0] if ends[0] == ends[1] else "–".join(ends),
        recommended=item.recommended,
    )


def _percent(part: float | None) -> str:
    return "–" if part is None else f"{part:.1%}"
