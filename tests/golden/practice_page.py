"""The counts behind the patterns of practice: the table in docs/practice.md, and the source that the patterns cite.

Both are written by ``make golden`` from the coded notices, so that a pattern never claims more than was counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from zhunsheng.engine.release import Release, default_folder, default_release
from zhunsheng.practice.cross_validation import cross_validate
from zhunsheng.practice.outcomes import Practice, read_practice
from zhunsheng.practice.patterns import Pattern, fitting, patterns
from zhunsheng.practice.scores import mean, scores, share

PAGE = Path(__file__).resolve().parents[2] / "docs" / "practice.md"
SOURCE = default_folder() / "sources" / "published_notices.yaml"

_TABLE = re.compile(r"<!-- patterns -->.*?<!-- /patterns -->", re.DOTALL)
_FIGURES = re.compile(r"<!-- figures -->.*?<!-- /figures -->", re.DOTALL)
_FORMS = ("不予问责", "第一种形态", "第二种形态", "第三种形态", "第四种形态")


def counted() -> tuple[Practice, tuple[Pattern, ...]]:
    """The notices of the project, and the patterns in them."""
    practice = read_practice(default_release())
    return practice, patterns(practice.outcomes, practice.release)


def practice_files() -> Iterator[tuple[Path, str]]:
    """Each of the two files with what it should hold."""
    practice, found = counted()
    page = _FIGURES.sub(lambda _: _figures(practice), PAGE.read_text(encoding="utf-8"))
    yield PAGE, practice_page(page, practice.release, found)
    yield SOURCE, practice_source(SOURCE.read_text(encoding="utf-8"), practice.release, found)


def _figures(practice: Practice) -> str:
    """How suggestions agree with the project's own notices, without the decision tree, which needs a library."""
    outcomes = practice.outcomes
    pairs = scores([(outcome.published, outcome.suggested.recommended) for outcome in outcomes])
    folded = cross_validate(outcomes, fitting(practice.release))
    width = mean(outcome.suggested.at_most - outcome.suggested.at_least + 1 for outcome in outcomes)
    rows = (
        ("notices, subjects", f"{practice.notices}, {len(outcomes)}"),
        (
            "published form within the suggested range",
            f"{share(sum(o.inside for o in outcomes), len(outcomes)):.1%}",
        ),
        ("mean number of forms in that range", f"{width:.2f}"),
        ("recommended form is the published one", f"{pairs.accuracy:.1%}"),
        ("macro F1 over the five forms", f"{pairs.macro_f1:.2f}"),
        (
            "the same, patterns fitted on other incidents",
            f"{folded.accuracy:.1%}, {folded.macro_f1:.2f}" if folded else "–",
        ),
    )
    table = "\n".join(f"| {what} | {figure} |" for what, figure in rows)
    return f"<!-- figures -->\n| | |\n|---|---|\n{table}\n<!-- /figures -->"


def practice_page(text: str, release: Release, found: Sequence[Pattern]) -> str:
    """docs/practice.md with its table renewed."""
    rows = [
        "| pattern | in words | recommended form | published, where the law left a choice (0 to 4) | no choice |",
        "|---|---|---|---|---|",
    ]
    for pattern in found:
        forms = ", ".join(f"{form}: {number}" for form, number in pattern.forms.items())
        title = release.rules[pattern.rule].title
        rows.append(f"| `{pattern.rule}` | {title.zh} | {pattern.declared} | {forms} | {pattern.fixed} |")
    table = "\n".join(rows)
    return _TABLE.sub(lambda _: f"<!-- patterns -->\n{table}\n<!-- /patterns -->", text)


def practice_source(text: str, release: Release, found: Sequence[Pattern]) -> str:
    """The source with its articles renewed; what stands above them stays."""
    head, _, _ = text.partition("articles:\n")
    articles = "".join(
        f'  - article: "{release.rules[pattern.rule].cites[0].article}"\n'
        f'    english: "{_in_english(release, pattern)}"\n'
        f'    topic: "{release.rules[pattern.rule].title.zh}"\n'
        f'    summary: "{_counts(pattern)}"\n'
        "    confidence: partial\n"
        for pattern in found
    )
    return f"{head}articles:\n{articles}"


def _in_english(release: Release, pattern: Pattern) -> str:
    cite = release.rules[pattern.rule].cites[0]
    return release.sources[cite.source].placed(cite.article, "en")


def _counts(pattern: Pattern) -> str:
    total = sum(pattern.forms.values())
    forms = "、".join(f"{_FORMS[form]}{number}个" for form, number in pattern.forms.items())
    return f"幅度内有选择余地的{total}个通报对象中：{forms}；另有{pattern.fixed}个对象幅度只有一种形态"
