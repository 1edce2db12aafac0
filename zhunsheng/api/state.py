"""What the routes share: the one evaluator that the application was made with, and how it is run."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from zhunsheng.api.operation import Operation
from zhunsheng.api.readiness import Readiness
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


def operation_of(request: Request) -> Operation:
    """How the application that got a request is run."""
    operation = request.app.state.operation
    if not isinstance(operation, Operation):
        raise TypeError("the application was not made by create_app")
    return operation


def readiness_of(request: Request) -> Readiness:
    """The checks of the application that got a request."""
    readiness = request.app.state.readiness
    if not isinstance(readiness, Readiness):
        raise TypeError("the application was not made by create_app")
    return readiness


TheEvaluator = Annotated[Evaluator, Depends(evaluator_of)]
TheOperation = Annotated[Operation, Depends(operation_of)]
TheReadiness = Annotated[Readiness, Depends(readiness_of)]
TheRelease = Annotated[Release, Depends(release_of)]
