"""From the counts to the answer."""

from __future__ import annotations

from collections.abc import Iterator

from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.explain.trace import referred, shown_ranges
from zhunsheng.engine.impact import answer
from zhunsheng.engine.impact.compared_block import ASPECTS, DIRECTIONS
from zhunsheng.engine.impact.rule_tally import RuleTally
from zhunsheng.engine.impact.ruleset_changes import RulesetChanges
from zhunsheng.engine.impact.tally import ENDS, Tally
from zhunsheng.engine.release import Release
from zhunsheng.engine.suggestion import ReleaseInfo


def tally_of(changes: RulesetChanges, limit: int) -> Tally:
    """An empty tally for two releases.

    Args:
        limit: So many examples are kept of each cell.
    """
    return Tally(RuleTally(tuple(sorted({*changes.before.rules, *changes.after.rules}))), limit)


def impact_of(tally: Tally, changes: RulesetChanges, language: Language) -> answer.Impact:
    """The answer that a tally comes to.

    Raises:
        TotalsDiffer: what was counted does not add up.
    """
    tally.check()
    return answer.Impact(
        before=release_info(changes.before),
        after=release_info(changes.after),
        cases=tally.cases,
        subjects=tally.compared,
        unchanged=tally.compared - tally.changed,
        changed=tally.changed,
        matrix=tuple(_cells(tally)),
        by_aspect={aspect: tally.aspects[aspect] for aspect in ASPECTS},
        by_direction={direction: tally.directions[direction] for direction in DIRECTIONS},
        rules=tuple(sorted(_rules(tally.rules, changes, language), key=_weight)),
        elsewhere=dict(changes.elsewhere),
        left_out=_left_out(tally, language),
    )


def release_info(release: Release) -> ReleaseInfo:
    """The name of a release as answers have it."""
    return ReleaseInfo(name=release.name, version=release.version, digest=release.digest)


def _cells(tally: Tally) -> Iterator[answer.Cell]:
    for before in range(ENDS):
        for after in range(ENDS):
            if tally.matrix[before, after]:
                yield answer.Cell(
                    before=before,
                    after=after,
                    subjects=int(tally.matrix[before, after]),
                    changed=int(tally.changed_matrix[before, after]),
                    examples=tuple(
                        answer.ExampleSubject(
                            file=of.file, row=of.row, case_id=of.case_id, subject_id=of.subject_id
                        )
                        for of in tally.examples.get((before, after), ())
                    ),
                )


def _rules(tally: RuleTally, changes: RulesetChanges, language: Language) -> Iterator[answer.RuleImpact]:
    """The rules that are not the same in both, and those that decide on one side only."""
    for id in tally.rules:
        before, after = changes.before.rules.get(id), changes.after.rules.get(id)
        times = {
            part: answer.Times(subjects=of.subjects, form_changed=of.form_changed)
            for part, of in tally.times(id).items()
        }
        rewritten = changes.rewritten.get(id, ())
        rule = after or before
        if rule is None or not (
            rewritten or not (before and after) or times["newly"].subjects or times["no_longer"].subjects
        ):
            continue
        yield answer.RuleImpact(
            rule=id,
            title=rule.title.get(language),
            presence="both" if before and after else "only_before" if before else "only_after",
            rewritten=rewritten,
            cites=referred(rule.cites),
            ranges_before=shown_ranges(before.ranges, changes.before.scale) if before else (),
            ranges_after=shown_ranges(after.ranges, changes.after.scale) if after else (),
            newly_decides=times["newly"],
            no_longer_decides=times["no_longer"],
            still_decides=times["still"],
        )


def _weight(rule: answer.RuleImpact) -> tuple[object, ...]:
    """What is not the same in both first; then by the forms that changed where it had a part, then by the subjects."""
    same = rule.presence == "both" and not rule.rewritten
    counted = [rule.newly_decides, rule.no_longer_decides, *([] if same else [rule.still_decides])]
    forms, subjects = (sum(getattr(of, what) for of in counted) for what in ("form_changed", "subjects"))
    return same, -forms, -subjects, rule.rule


def _left_out(tally: Tally, language: Language) -> answer.LeftOut:
    return answer.LeftOut(
        unreadable=tally.unreadable,
        only_before=tally.only_before,
        only_after=tally.only_after,
        neither=tally.neither,
        records=tuple(
            answer.UnreadableRecord(file=file, row=bad.row, problem=bad.problems[0].say(language)[0])
            for file, bad in tally.bad_rows
        ),
        unknown_columns={side: tuple(tally.unknown_columns.get(side, ())) for side in ("before", "after")},
        unknown_values={
            side: dict(sorted(tally.unknown_values.get(side, {}).items())) for side in ("before", "after")
        },
    )
