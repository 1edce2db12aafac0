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
    # Where a part is wrong, the whole is too; only the part is worth reporting.
    return tuple(
        problem
        for where, problem in found.items()
        if problem.code == "unknown_field" or not any(other.startswith(where + "/") for other in found)
    )


def _problem(item: Any, model: type[BaseModel], value: Value, synonyms: Mapping[str, str]) -> Problem:
    kind = str(item["type"])
    steps = _real_steps(item["loc"], value)
    where = pointer(*steps)
    code, mend = _KNOWN.get(kind, ("invalid", ""))
    last = str(steps[-1]) if steps else ""
    given = str(item["input"])[:80]
    match kind:
        case "extra_forbidden":
            names = _field_names(model, steps[:-1])
            near = synonyms[last] if synonyms.get(last) in names else nearest(last, names)
            return Problem(code, f"'{last}' is not a field here", mend=mend, pointer=where, near=near)
        case "missing":
            return Problem(code, f"'{last}' is missing", mend=mend, pointer=where)
        case "enum" | "literal_error":
            return _unknown_value(given, str(item.get("ctx", {}).get("expected", "")), synonyms, mend, where)
        case "bool_type" | "bool_parsing":
            return Problem(code, f"'{given}' is neither true nor false", mend=mend, pointer=where)
        case "int_type":
            return Problem(code, f"'{given}' is not a whole number", mend=mend, pointer=where)
        case "string_type":
            return Problem(code, f"'{given}' is not a text", mend=mend, pointer=where)
        case "string_pattern_mismatch":
            return Problem(
                "invalid",
                f"'{given}' is not of the form that is asked for here",
                mend="Ids are letters, digits, dots, underscores and hyphens, at most 64, and begin with a letter or digit."
                if last == "id"
                else f"It must match {item['ctx']['pattern']}.",
                pointer=where,
            )
    message = str(item["msg"]).removeprefix("Value error, ")
    return Problem(code, message[:1].lower() + message[1:], mend=mend or "Correct this value.", pointer=where)


#: More values than these are not listed in a message; the nearest one, and the schema, help more.
_LISTED = 8


def _unknown_value(given: str, expected: str, synonyms: Mapping[str, str], mend: str, where: str) -> Problem:
    words = [word.strip(" '\"") for word in expected.replace(" or ", ",").split(",")]
    if synonyms.get(given) in words:
        what = f"'{given}' is the name of a value, not its key"
        return Problem("unknown_value", what, mend=mend, pointer=where, near=synonyms[given])
    if len(words) > _LISTED:
        what, mend = f"'{given}' is none of the {len(words)} values", "`zhunsheng schema case` lists them."
    else:
        what = f"'{given}' is not one of {', '.join(words)}"
    return Problem("unknown_value", what, mend=mend, pointer=where, near=nearest(given, words))


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
