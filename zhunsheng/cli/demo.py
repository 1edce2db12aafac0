"""``make demo``: real, published notices, evaluated end to end, with the suggestion beside what was published.

One notice for each heaviest published form from 0 (not held accountable) to 4; the same ones each time. The published outcome is
no expectation: practice and law differ, and a notice leaves out facts that the deciding organ knew. Both are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import typer

from zhunsheng.cli.columns import WIDTH
from zhunsheng.cli.exits import told
from zhunsheng.cli.showing import SUBJECTS, Shown
from zhunsheng.cli.terminal import write_any_character
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.explain.phrases import PHRASES
from zhunsheng.engine.problems import InputError, Problem
from zhunsheng.engine.release import default_release
from zhunsheng.engine.scale import FORMS
from zhunsheng.engine.scenario_folders import ReadScenario
from zhunsheng.engine.scenarios import Scenario, load_scenarios
from zhunsheng.practice.outcomes import outcomes

_GO_ON = (
    ("zhunsheng evaluate {file}", "全部依据和推导 · everything, with the derivation"),
    ("zhunsheng evaluate FILE --lang en --format json", "程序可读 · for programs"),
    ("zhunsheng check", "检查规则集 · check the rules"),
    ("zhunsheng serve", "网页和接口 · pages and the API, http://127.0.0.1:8000/"),
)


@dataclass(frozen=True)
class Notice:
    """A published scenario, read."""

    scenario: Scenario
    case: Case

    @property
    def heaviest(self) -> int:
        """The heaviest form that was published."""
        return max(outcome.form for outcome in self.scenario.published.values())

    @property
    def richness(self) -> tuple[bool, bool, float]:
        """What makes a notice a good example: it is about an epidemic, of a few subjects, and states many facts."""
        subjects = self.case.subjects
        facts = sum(
            len(subject.facts) + sum(len(conduct.facts) for conduct in subject.conducts)
            for subject in subjects
        )
        epidemic = any(ref.fact == "epidemic" and value is True for ref, value in self.case.facts.items())
        return epidemic, len(subjects) <= SUBJECTS, facts / len(subjects)


def main() -> None:
    """Runs the demonstration."""
    write_any_character()
    app(prog_name="zhunsheng-demo")


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.command()
def demo() -> None:
    """用公开通报演示 · Evaluate published notices."""
    with told(), Evaluator(default_release()) as evaluator:
        notices = read_notices(evaluator)
        chosen = examples(notices)
        typer.echo("准绳：以公开通报检验处理建议。系统只提建议，决定由人作出。")
        typer.echo("Zhunsheng: suggestions beside published outcomes. It suggests; people decide.")
        for number, notice in enumerate(chosen, 1):
            show(notice, evaluator, f"{number}/{len(chosen)}")
        typer.echo("")
        for line in summary(notices, evaluator):
            typer.echo(line)
        typer.echo("")
        typer.echo("接着可以 · How to go on")
        for line, meaning in _GO_ON:
            typer.echo(f"  {line.format(file=chosen[0].scenario.file)}")
            typer.echo(f"      {meaning}")


def read_notices(evaluator: Evaluator) -> tuple[Notice, ...]:
    """Every published notice of the release, in the order of file names.

    Raises:
        InputError: one of them is malformed, or there is none.
    """
    folder = evaluator.release.folder / "scenarios" / "published"
    scenarios = load_scenarios(folder, "rulesets/scenarios/published")
    found = [Notice(scenario, evaluator.read(scenario.case)) for scenario in scenarios if scenario.published]
    if not found:
        mend = "Add one to rulesets/scenarios/published/."
        raise InputError([Problem("no_notices", "there is no published notice to show", mend=mend)])
    return tuple(found)


def examples(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """The richest notice of each heaviest form, from the lightest form to the heaviest."""
    chosen = []
    for form in (0, *FORMS):
        of_form = [notice for notice in notices if notice.heaviest == form]
        if of_form:
            # max() takes the first of equals, and notices are in the order of their files.
            chosen.append(max(of_form, key=lambda notice: notice.richness))
    return tuple(chosen)


def show(notice: Notice, evaluator: Evaluator, label: str) -> None:
    """One notice with its suggestion."""
    title = notice.scenario.title
    typer.echo("")
    typer.echo("─" * WIDTH)
    typer.echo(f"{label}  {title.zh} · {title.en}")
    shown = Shown(notice.scenario, notice.case, evaluator.evaluate(notice.case), evaluator.release)
    typer.echo(f"     {PHRASES['zh']['engines']}：{_checked(shown)}")
    for line in shown.lines():
        typer.echo(line)


def _checked(shown: Shown) -> str:
    engines = shown.suggestion.engines
    return engines.note or f"两个引擎结论一致 · both engines agree ({', '.join(engines.ran)})"


def summary(notices: Sequence[Notice], evaluator: Evaluator) -> tuple[str, ...]:
    """How many published forms lie within what was suggested, and how many are what was recommended."""
    found = outcomes([ReadScenario(notice.scenario, notice.case) for notice in notices], evaluator.release)
    total, inside = len(found), sum(outcome.inside for outcome in found)
    equal, possible = sum(outcome.equal for outcome in found), sum(outcome.possible for outcome in found)
    return (
        f"全部 {len(notices)} 份公开通报、{total} 个对象：",
        f"公布的形态在建议幅度内的 {inside} 个，与建议的形态相同的 {equal} 个，在可能范围内的 {possible} 个。",
        f"All {len(notices)} notices, {total} subjects:",
        f"{inside} published forms are within the suggestion, {equal} are the recommended one, {possible} possible.",
        "通报没有写明的事实一律按未知处理。比较的方法和每一处不同：zhunsheng agreement",
        "What a notice leaves out stays unknown. How they are compared: zhunsheng agreement",
    )


if __name__ == "__main__":
    main()
