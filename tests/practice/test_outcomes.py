"""What is measured is what the full answer says."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.engine.suggestion import TraceRule, TraceTrack
from zhunsheng.practice.outcomes import Practice, read_practice

NOTICE = """\
scenario: {id}
title: {{zh: 例, en: Example}}
kind: {kind}
case:
  case: {{id: k1}}
  incident: {{epidemic: true}}
  subjects:
    - {{id: S1, kind: person, conducts: [{{id: C1, type: formalism}}]}}
    - {{id: S2, kind: person}}
{rest}
"""


def notice(
    folder: Path,
    name: str,
    kind: str = "published",
    rest: str = "published: {S1: {form: 2, measures: [], terms: []}}",
) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(
        NOTICE.format(id=f"published.{name}", kind=kind, rest=rest), encoding="utf-8"
    )


def test_the_notices_of_the_release_are_all_there(practice: Practice, release: Release) -> None:
    scenarios = load_scenarios(release.folder / "scenarios" / "published")
    assert (practice.notices, practice.skipped) == (len(scenarios), 0)
    assert {
        (item.suggested.incident, item.suggested.subject, item.published) for item in practice.outcomes
    } == {
        (scenario.id, subject, outcome.form)
        for scenario in scenarios
        for subject, outcome in scenario.published.items()
    }


def test_it_is_what_the_full_answer_says(practice: Practice, release: Release, evaluator: Evaluator) -> None:
    """Every sixth notice: the forms, the findings, and the rules behind the range as the trace has them."""
    by_subject = {
        (item.suggested.incident, item.suggested.subject): item.suggested for item in practice.outcomes
    }
    for scenario in load_scenarios(release.folder / "scenarios" / "published")[::6]:
        answer = evaluator.evaluate(evaluator.read(scenario.case))
        rules = {node.id: node.rule for node in answer.trace.nodes if isinstance(node, TraceRule)}
        for position, subject in enumerate(answer.subjects):
            found = by_subject[scenario.id, subject.subject_id]
            form, possible = subject.form, subject.possible
            assert (found.at_least, found.at_most, found.recommended) == (
                form.at_least,
                form.at_most,
                form.recommended,
            )
            assert (found.lowest, found.highest) == (possible.lowest, possible.highest)
            assert set(found.categories) == {
                item.category for item in subject.findings if item.status == "established"
            }
            tracks = [
                node
                for node in answer.trace.nodes
                if isinstance(node, TraceTrack) and node.instance == f"/subjects/{position}"
            ]
            behind = {node for track in tracks for node in track.rests_on}
            behind |= {node for track in tracks for stage in track.stages for node in stage.because}
            assert {rules[node] for node in behind} <= set(found.deciding)
            warned = {warning.key for warning in subject.warnings}
            assert found.nothing_established == ("nothing_established" in warned)


def test_subjects_without_an_outcome_and_other_scenarios_do_not_count(
    release: Release, tmp_path: Path
) -> None:
    notice(tmp_path, "one")
    notice(tmp_path, "two", kind="case", rest="expect: {}")
    found = read_practice(release, tmp_path)
    assert (found.notices, found.skipped) == (1, 1)
    assert [(item.suggested.subject, item.published) for item in found.outcomes] == [("S1", 2)]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda folder: None, "no_folder"),
        (lambda folder: folder.write_text("x"), "no_folder"),
        (lambda folder: folder.mkdir(), "no_notices"),
        (lambda folder: notice(folder, "one", kind="case", rest="expect: {}"), "no_notices"),
        (lambda folder: notice(folder, "one", rest=""), "no_notices"),
    ],
    ids=["missing", "a file", "empty", "other scenarios only", "without outcomes"],
)
def test_a_folder_with_nothing_to_measure_is_refused(
    release: Release, tmp_path: Path, make: object, code: str
) -> None:
    make(tmp_path / "notices")
    with pytest.raises(InputError) as error:
        read_practice(release, tmp_path / "notices")
    (problem,) = error.value.problems
    assert problem.code == code
    assert problem.zh is not None


def test_every_problem_of_every_file_is_told(release: Release, tmp_path: Path) -> None:
    notice(tmp_path, "a", rest="published: {S1: {form: 9, measures: [], terms: []}}")
    notice(tmp_path, "b", rest="published: {S3: {form: 2, measures: [party_warnin], terms: []}}")
    notice(tmp_path, "c")
    (tmp_path / "d.yaml").write_text((tmp_path / "c.yaml").read_text().replace("formalism", "formalizm"))
    with pytest.raises(InputError) as error:
        read_practice(release, tmp_path)
    told = [
        (problem.span.file.rpartition("/")[2], problem.code)
        for problem in error.value.problems
        if problem.span
    ]
    assert [name for name, _ in told] == ["a.yaml", "b.yaml", "b.yaml", "d.yaml"]
    assert {"unknown_subject", "unknown_measure"} <= {code for _, code in told}
    assert str(error.value.problems[-1].span).endswith("d.yaml:8:50")
