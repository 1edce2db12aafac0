"""What the routes share: the one evaluator that the application was made with."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import Release


def evaluator_of(request: Request) -> Evaluator:
    """The evaluator of the application that got a request."""
    evaluator = request.app.state.evaluator
    if not isinstance(evaluator, Evaluator):
        raise TypeError("the application was not made by create_app")
    return evaluator


def release_of(request: Request) -> Release:
    """The release that the application answers from."""
    return evaluator_of(request).release


TheEvaluator = Annotated[Evaluator, Depends(evaluator_of)]
TheRelease = Annotated[Release, Depends(release_of)]
