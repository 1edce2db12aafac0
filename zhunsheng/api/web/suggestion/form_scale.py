"""The four forms as a scale: what is shown so far, where to start, what can still come, and what is excluded.

Each step of the scale says in a word how it stands, so that it reads the same in colour, in black and white, and aloud.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from zhunsheng.api.web.suggestion.form_words import FormWords
from zhunsheng.engine.answer_parts import Answer, FormNumber
from zhunsheng.engine.scale import FORMS
from zhunsheng.engine.suggestion import Bounds, Form, Possible

#: recommended: where to start; within: in the range that is shown; possible: only if facts that are unknown come to it;
#: excluded: whatever they come to.
Standing: TypeAlias = Literal["recommended", "within", "possible", "excluded"]


class ScaleStep(Answer):
    """One form."""

    form: FormNumber
    name: str
    standing: Standing
    suggested: Annotated[
        bool, Field(description="Whether it is recommended in some way of filling in what is unknown")
    ]


class FormScale(Answer):
    """Where a subject stands among the forms.

    Attributes:
        steps: "Not held accountable" and the four forms.
        range, horizon: The same in a sentence each.
        hangs_on: On how many unknown facts it can hang at most which form it comes to; some of them may not matter.
        asked: How many facts are worth asking, where no more is known than that; 0 elsewhere.
        certain: Whether nothing that is unknown changes the form.
        exact: Whether a solver went through everything that is possible; else the bounds hold, and may be too wide.
    """

    steps: tuple[ScaleStep, ...]
    range: str
    horizon: str
    hangs_on: int
    asked: int
    certain: bool
    exact: bool


def form_scale(form: Form, possible: Possible, names: FormWords, *, only_asked: bool = False) -> FormScale:
    """The scale of a subject.

    Args:
        form: What is shown so far.
        possible: Between which forms it can still end.
        only_asked: Whether it names the facts that are asked, and not all that it can hang on.
    """
    bounds, horizon = horizon_of(possible), possible.horizon
    suggested = horizon.recommended if horizon else ()
    # What open rules read is of no weight where all of them come to the same form.
    hanging = 0 if bounds.lowest == bounds.highest else len(possible.contingent_on)
    return FormScale(
        steps=tuple(
            ScaleStep(
                form=number,
                name=names.form(number),
                standing=standing(number, form, bounds),
                suggested=number in suggested,
            )
            for number in (0, *FORMS)
        ),
        range=names.say["form_sentence"].format(
            range=names.forms(form.at_least, form.at_most), recommended=names.form(form.recommended)
        ),
        horizon=names.say["possible_sentence"].format(range=names.forms(bounds.lowest, bounds.highest)),
        hangs_on=0 if only_asked else hanging,
        asked=hanging if only_asked else 0,
        certain=bounds.lowest == bounds.highest,
        exact=horizon is not None and horizon.exact,
    )


def horizon_of(possible: Possible) -> Bounds:
    """The narrowest bounds that are proved."""
    proved = possible.horizon or possible
    return Bounds(lowest=proved.lowest, highest=proved.highest)


def standing(number: int, form: Form, bounds: Bounds) -> Standing:
    """How a form stands."""
    if number == form.recommended:
        return "recommended"
    if form.at_least <= number <= form.at_most:
        return "within"
    return "possible" if bounds.lowest <= number <= bounds.highest else "excluded"
