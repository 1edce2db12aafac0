"""Where two derivations part: each way in which a ruleset can be changed, on rules few enough to see all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.engine.impact.releases import CONCEALED, REMOVAL, WARNING, act, answer, opens, release, rule
from zhunsheng.engine.case import Case
from zhunsheng.engine.impact.difference import FirstDifference, Step
from zhunsheng.engine.impact.drill_text import why
from zhunsheng.engine.impact.first_difference import first_difference
from zhunsheng.engine.release import Release

CONDUCT = "/subjects/0/conducts/0"


def parts(before: Release, after: Release, asked: Case, *, every_rule: bool = True) -> FirstDifference:
    """Where they part; the other way round they part at the same node."""
    answers = [answer(made, asked, every_rule=every_rule) for made in (before, after)]
    found = first_difference(*answers)
    back = first_difference(*reversed(answers))
    assert found is not None
    assert back is not None
    assert [(step.kind, step.node) for step in found.path] == [(step.kind, step.node) for step in back.path]
    assert [(step.before, step.after) for step in found.path] == [
        (step.after, step.before) for step in back.path
    ]
    return found


def way(found: FirstDifference) -> list[tuple[str, str]]:
    """The steps by kind and rule."""
    return [(step.kind, step.node.partition("#")[2].removeprefix("trial.")) for step in found.path]


def last(found: FirstDifference) -> Step:
    return found.path[-1]


def both(
    folder: Path, before: Sequence[str], after: Sequence[str], layer: str = "provisions"
) -> tuple[Release, Release]:
    return release(folder / "before", **{layer: before}), release(folder / "after", **{layer: after})


def test_the_same_release_does_not_differ(tmp_path: Path) -> None:
    made = release(tmp_path, provisions=[CONCEALED])
    assert first_difference(answer(made, act()), answer(made, act())) is None


def test_a_threshold_was_changed(tmp_path: Path) -> None:
    pair = both(
        tmp_path,
        [rule("concealed", "{all: [行为.隐瞒, 事件.感染人数 >= 10]}", WARNING)],
        [rule("concealed", "{all: [行为.隐瞒, 事件.感染人数 >= 20]}", WARNING)],
    )
    found = parts(*pair, act(incident={"infected": 15}))
    assert way(found) == [
        ("outcome", ""),
        ("track", "track:party"),
        ("rule", "concealed"),
        ("condition", "concealed"),
        ("condition", "concealed"),
    ]
    step = last(found)
    assert step.before is not None
    assert step.after is not None
    assert (step.before.established, step.after.established) == ("true", "false")
    assert "10" in step.before.text
    assert "20" in step.after.text
    assert step.after.facts == {"/incident/infected": 15}
    assert why(step) == "rewritten"


def test_an_exception_was_added(tmp_path: Path) -> None:
    exception = rule("instead", "行为.谋取私利", opens("党内警告", "党内警告"), overrides="concealed")
    pair = both(tmp_path, [CONCEALED], [CONCEALED, exception])
    found = parts(*pair, act(personal_gain=True))
    assert way(found) == [
        ("outcome", ""),
        ("track", "track:party"),
        ("rule", "concealed"),
        ("rule", "instead"),
    ]
    assert last(found).before is None
    assert why(last(found)) == "one_sided"


def test_a_rule_was_removed(tmp_path: Path) -> None:
    found = parts(
        *both(tmp_path, [CONCEALED, rule("gain", "行为.谋取私利", REMOVAL)], [CONCEALED]),
        act(personal_gain=True),
    )
    assert way(found) == [("outcome", ""), ("track", "track:party"), ("rule", "gain")]
    assert last(found).after is None
    assert last(found).before is not None


def test_a_provision_has_another_range(tmp_path: Path) -> None:
    found = parts(*both(tmp_path, [CONCEALED], [rule("concealed", "行为.隐瞒", REMOVAL)]), act())
    assert way(found) == [("outcome", ""), ("track", "track:party"), ("rule", "concealed")]
    assert why(last(found)) == "ranges"
    assert last(found).place == CONDUCT
    assert [side.cites[0].source for side in (last(found).before, last(found).after) if side] == [
        "trial",
        "trial",
    ]


def test_the_instrument_is_in_force_later(tmp_path: Path) -> None:
    before = release(tmp_path / "before", provisions=[CONCEALED])
    after = release(tmp_path / "after", effective="2019-06-01", provisions=[CONCEALED])
    found = parts(before, after, act())
    step = last(found)
    assert (
        way(found)[-2:] == [("rule", "concealed"), ("condition", "concealed")]
        or way(found)[-1][0] == "condition"
    )
    assert step.before is not None
    assert step.after is not None
    assert (step.before.established, step.after.established) == ("true", "false")
    assert "2010" in step.before.text
    assert "2019" in step.after.text


def test_another_point_by_practice(tmp_path: Path) -> None:
    from_none = rule(
        "concealed", "行为.隐瞒", "{provision: 工作失职, ranges: [{track: party, to: 开除党籍}]}"
    )
    second, third = (
        rule("usual", "主体.党员", f"{{practice: {form}}}") for form in ("惯例第二种形态", "惯例第三种形态")
    )
    before = release(tmp_path / "before", provisions=[from_none], practice=[second])
    after = release(tmp_path / "after", provisions=[from_none], practice=[third])
    found = parts(before, after, act())
    assert way(found) == [("outcome", ""), ("track", "track:party"), ("rule", "usual")]
    assert why(last(found)) == "rule"
    none = release(tmp_path / "none", provisions=[from_none])
    assert way(parts(before, none, act())) == way(found)


def test_through_a_conclusion_to_the_rule_behind_it(tmp_path: Path) -> None:
    """The provision is the same; what it rests on is not."""
    provision = rule("provision", "结论.履职不力", WARNING)
    finding, other = (rule("finding", when, "{finding: 履职不力}") for when in ("行为.隐瞒", "行为.谋取私利"))
    before = release(tmp_path / "before", findings=[finding], provisions=[provision])
    after = release(tmp_path / "after", findings=[other], provisions=[provision])
    found = parts(before, after, act(personal_gain=False))
    kinds = [kind for kind, _ in way(found)]
    assert kinds[:3] == ["outcome", "track", "rule"]
    assert [rule for kind, rule in way(found) if kind == "rule"] == ["provision", "finding"]
    assert last(found).kind == "condition"
    assert [side.text for side in (last(found).before, last(found).after) if side] == [
        "行为.隐瞒",
        "行为.谋取私利",
    ]
    assert why(last(found)) == "rewritten"


def test_a_condition_was_added(tmp_path: Path) -> None:
    pair = both(tmp_path, [CONCEALED], [rule("concealed", "{all: [行为.隐瞒, 行为.谋取私利]}", WARNING)])
    found = parts(*pair, act(personal_gain=False))
    assert way(found)[-1] == ("condition", "concealed")
    assert last(found).before is None
    assert last(found).after is not None
    assert last(found).after.text == "行为.谋取私利"


def test_only_what_is_possible_differs(tmp_path: Path) -> None:
    pair = both(tmp_path, [rule("gain", "行为.谋取私利", WARNING)], [rule("gain", "行为.谋取私利", REMOVAL)])
    found = parts(*pair, act())
    assert way(found) == [("outcome", ""), ("rule", "gain")]
    assert why(last(found)) == "ranges"


def test_a_trace_without_the_rules_that_fail_leads_to_the_rule(tmp_path: Path) -> None:
    """As answers are given by default: which condition fails cannot be told, which rule can."""
    pair = both(tmp_path, [CONCEALED], [rule("concealed", "{all: [行为.隐瞒, 行为.谋取私利]}", WARNING)])
    found = parts(*pair, act(personal_gain=False), every_rule=False)
    assert way(found)[-1] == ("rule", "concealed")
    assert last(found).after is not None
    assert last(found).after.established == "false"


def test_another_subject_is_not_looked_at(tmp_path: Path) -> None:
    pair = both(tmp_path, [CONCEALED], [rule("concealed", "行为.隐瞒", REMOVAL)])
    answers = [answer(made, act()) for made in pair]
    assert first_difference(*answers, subject_id="S1") is not None
    assert first_difference(*answers, subject_id="S2") is None


@pytest.mark.parametrize("every_rule", [True, False])
def test_more_nodes_say_nothing_else(tmp_path: Path, every_rule: bool) -> None:
    """Rules that are known to fail are listed by their ids whether their conditions are shown or not."""
    made = release(tmp_path, provisions=[CONCEALED, rule("gain", "行为.谋取私利", WARNING)])
    trace = answer(made, act(personal_gain=False), every_rule=every_rule).trace
    assert trace.not_applicable[CONDUCT] == ("trial.gain",)
    assert (f"{CONDUCT}#trial.gain" in {node.id for node in trace.nodes}) is every_rule
