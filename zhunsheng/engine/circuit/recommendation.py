"""The recommended form as a row of the circuit, so that thousands of variants can be asked for it in one pass, and a solver too.

The same as `outcome.recommended_form`, step by step, over rows: where a recommendation starts, and how far practice raises it.
Matching and "one measure does for two" are left out, because they never change the form. A property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhunsheng.engine.circuit.nodes import Builder
from zhunsheng.engine.circuit.rows import Row, TrackOutcome, form_row
from zhunsheng.engine.scale import FORMS, Scale


def recommended_row(
    builder: Builder, scale: Scale, outcomes: Mapping[str, TrackOutcome], practice: Sequence[tuple[int, int]]
) -> Row:
    """Bit f says: the recommended form is f or heavier.

    Args:
        outcomes: By track.
        practice: Forms, each with the node "published notices usually come to it".
    """
    current = form_row(
        builder, scale, {track: start_row(builder, outcome) for track, outcome in outcomes.items()}
    )
    highest = form_row(builder, scale, {track: outcome.rows.high for track, outcome in outcomes.items()})
    usual = [builder.any_of(node for form, node in practice if form >= least) for least in FORMS]
    reached = [builder.all_of(pair) for pair in zip(usual, highest, strict=True)]
    raised: dict[int, list[int]] = {form: [] for form in FORMS}
    for index, form in enumerate(FORMS):
        beyond = reached[index + 1] if form < FORMS[-1] else builder.false
        asked = builder.all_of((reached[index], builder.negation(beyond), builder.negation(current[index])))
        for heaviest, node in _raised_to(builder, scale, outcomes, form, asked):
            for lighter in range(1, heaviest + 1):
                raised[lighter].append(node)
    return tuple(builder.any_of((now, *raised[form])) for form, now in zip(FORMS, current, strict=True))


def start_row(builder: Builder, outcome: TrackOutcome) -> Row:
    """Where a recommendation starts, before practice raises it, sanctions are matched or one does for two.

    The heavier end where a circumstance makes it heavier, none makes it lighter and anything is asked for; else the least.
    """
    rows = outcome.rows
    heavier = builder.all_of((rows.wish[0], outcome.heavier, builder.negation(outcome.lighter)))
    return tuple(
        builder.any_of((least, builder.all_of((heavier, most))))
        for least, most in zip(rows.wish, rows.high, strict=True)
    )


def _raised_to(
    builder: Builder, scale: Scale, outcomes: Mapping[str, TrackOutcome], form: int, asked: int
) -> list[tuple[int, int]]:
    """The forms that a recommendation is raised to, each with the node that says so: on the first ladder that reaches it."""
    found = []
    earlier = builder.false
    for key in scale.practice.order:
        step = scale.track(key).first_step_of(form)
        if step is not None:
            reaches = outcomes[key].rows.high[step - 1]
            node = builder.all_of((asked, reaches, builder.negation(earlier)))
            found.append((scale.track(key).form(step), node))
            earlier = builder.any_of((earlier, reaches))
    return found
