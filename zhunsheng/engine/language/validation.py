"""Turns pydantic's validation errors into problems that say where in the file, and what word was probably meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from zhunsheng.engine.language.documents import Document, Value
from zhunsheng.engine.problems import Problem, RulesetError, nearest, pointer

Model = TypeVar("Model", bound=BaseModel)

#: pydantic's types of error → our code and a sentence on how to mend it. Others are passed on with pydantic's own words.
_KNOWN = {
    "missing": ("missing", "Add it."),
    "extra_forbidden": ("unknown_field", "Remove it, or correct its spelling."),
    "bool_type": ("wrong_type", "Write true or false; leave it out if it is not known."),
    "bool_parsing": ("wrong_type", "Write true or false; leave it out if it is not known."),
    "int_type": ("wrong_type", "Write a whole number without quotes; leave it out if it is not known."),
    "string_type": ("wrong_type", "Write a text in quotes."),
    "enum": ("unknown_value", "Use one of the listed values."),
    "literal_error": ("unknown_value", "Use one of the listed values."),
}


def validated(model: type[Model], document: Document) -> Model:
    """The document as a model.

    Raises:
        RulesetError: with every place where it is not of the model's shape.
    """
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        raise RulesetError(document.located(problems_of(error, model, document.value))) from None


def problems_of(
    error: ValidationError, model: type[BaseModel], value: Value, synonyms: Mapping[str, str] | None = None
) -> tuple[Problem, ...]:
    """The problems in a pydantic error, each place once.

    Args:
        value: What was validated; it tells real steps from the labels of a union's branches.
        synonyms: Other words for fields and values (their Chinese names, say), for did-you-mean.
    """
    found: dict[str, Problem] = {}
    for item in error.errors(include_url=False, include_context=True):
        problem = _problem(item, model, value, synonyms or {})
        found.setdefault(problem.pointer, problem)
    return tuple(found.values())


def _problem(item: Any, model: type[BaseModel], value: Value, synonyms: Mapping[str, str]) -> Problem:
    kind = str(item["type"])
    steps = _real_steps(item["loc"], value)
    where = pointer(*steps)
    code, mend = _KNOWN.get(kind, ("invalid", ""))
    last = str(steps[-1]) if steps else ""
    if kind == "extra_forbidden":
        names = _field_names(model, steps[:-1])
        near = synonyms[last] if synonyms.get(last) in names else nearest(last, names)
        return Problem(code, f"'{last}' is not a field here", mend=mend, pointer=where, near=near)
    if kind == "missing":
        return Problem(code, f"'{last}' is missing", mend=mend, pointer=where)
    if kind in ("enum", "literal_error"):
        expected = str(item.get("ctx", {}).get("expected", ""))
        words = [word.strip(" '\"") for word in expected.replace(" or ", ",").split(",")]
        given = str(item["input"])
        if synonyms.get(given) in words:
            return Problem(
                code,
                f"'{given}' is the name of a value, not its key",
                mend=mend,
                pointer=where,
                near=synonyms[given],
            )
        return Problem(
            code,
            f"'{given[:80]}' is not one of {expected}",
            mend=mend,
            pointer=where,
            near=nearest(given[:80], words),
        )
    message = str(item["msg"]).removeprefix("Value error, ")
    return Problem(code, message[:1].lower() + message[1:], mend=mend or "Correct this value.", pointer=where)


def _real_steps(location: tuple[str | int, ...], value: Value) -> tuple[str | int, ...]:
    """pydantic names the branch of a union in the location; only steps that exist in the value are real.

    The last step may be missing from the value (a missing field).
    """
    steps: list[str | int] = []
    here: Value = value
    for position, step in enumerate(location):
        if isinstance(here, dict) and step in here:
            here = here[str(step)]
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        elif not (position == len(location) - 1 and isinstance(here, dict)):
            continue
        steps.append(step)
    return tuple(steps)


def _field_names(model: type[BaseModel], steps: tuple[str | int, ...]) -> list[str]:
    """The field names of the model that sits at these steps, as far as annotations tell."""
    models: list[type[BaseModel]] = [model]
    for step in steps:
        if isinstance(step, int):
            continue
        models = [
            inner
            for outer in models
            if step in outer.model_fields
            for inner in _models_in(outer.model_fields[step].annotation)
        ]
    return [name for found in models for name in found.model_fields]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in get_args(annotation) for found in _models_in(argument)]
