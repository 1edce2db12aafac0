"""Hypothesis draws the same examples in every run: of a test alone, beside others, and after an unrelated change.

It is told to (derandomize), but it also tries constants that it finds in the code of whatever modules happen to be loaded, so
what a test was given hung on which tests had run before it in the same process. There is no setting for it, so what it looks
them up by is replaced here; the versions are locked, and one that calls it otherwise is refused.
"""

from __future__ import annotations

from hypothesis.internal.conjecture import providers

_WHERE_THEY_ARE = "_local_constants"


def without_constants_of_loaded_code() -> None:
    """Leaves only the constants that Hypothesis brings along.

    Raises:
        RuntimeError: this version of Hypothesis keeps them elsewhere.
    """
    if not hasattr(providers.HypothesisProvider, _WHERE_THEY_ARE):
        raise RuntimeError(
            "Hypothesis keeps the constants of loaded code elsewhere now: see tests/same_examples.py"
        )
    setattr(providers.HypothesisProvider, _WHERE_THEY_ARE, providers.Constants())
