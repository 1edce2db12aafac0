"""Turns pydantic's validation errors into problems that say where in the file, and what word was probably meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from zhunsheng.engine.language.documents import Document, Value
from zhunsheng.engine.problems import Chinese, Problem, RulesetError, nearest, pointer

Model = TypeVar("Model", bound=BaseModel)

#: pydantic's types of error → our code and a sentence on how to mend it. Others are passed on with pydantic's own words.
_KNOWN = {
    "missing": ("missing", "Add it.", "请补上"),
    "extra_forbidden": ("unknown_field", "Remove it, or correct its spelling.", "请删去，或改正写法"),
    "bool_type": (
        "wrong_type",
        "Write true or false; leave it out if it is not known.",
        "填 true 或 false，不知道的不填",
    ),
    "bool_parsing": (
        "wrong_type",
        "Write true or false; leave it out if it is not known.",
        "填 true 或 false，不知道的不填",
    ),
    "int_type": (
        "wrong_type",
        "Write a whole number without quotes; leave it out if unknown.",
        "填整数，不加引号，不知道的不填",
    ),
    "string_type": ("wrong_type", "Write a text; a date in quotes.", "填文字；日期加引号"),
    "enum": ("unknown_value", "Use one of the listed values.", "请用所列的值"),
    "literal_error": ("unknown_value", "Use one of the listed values.", "请用所列的值"),
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
    code, mend, mend_zh = _KNOWN.get(kind, ("invalid", "", ""))
    last = str(steps[-1]) if steps else ""
    given = str(item["input"])[:80]

    def told(what: str, what_zh: str, near: str | None = None) -> Problem:
        return Problem(code, what, mend=mend, pointer=where, near=near, zh=Chinese(what_zh, mend_zh))

    match kind:
        case "extra_forbidden":
            names = _field_names(model, steps[:-1])
            near = synonyms[last] if synonyms.get(last) in names else nearest(last, names)
            return told(f"'{last}' is not a field here", f"这里没有“{last}”这一项", near)
        case "missing":
            return told(f"'{last}' is missing", f"缺少“{last}”")
        case "enum" | "literal_error":
            return _unknown_value(given, str(item.get("ctx", {}).get("expected", "")), synonyms, where)
        case "bool_type" | "bool_parsing":
            return told(f"'{given}' is neither true nor false", f"“{given}”不是 true 或 false")
        case "int_type":
            return told(f"'{given}' is not a whole number", f"“{given}”不是整数")
        case "string_type":
            return told(f"'{given}' is not a text", f"“{given}”不是文字")
        case "string_pattern_mismatch":
            return _unfit(given, last, str(item["ctx"]["pattern"]), where)
    message = str(item["msg"]).removeprefix("Value error, ")
    what = message[:1].lower() + message[1:]
    return Problem(
        code,
        what,
        mend=mend or "Correct this value.",
        pointer=where,
        zh=Chinese(f"“{given}”不是有效的日期" if "is not a date" in what else f"不合要求：{what}", "请改正"),
    )


def _unfit(given: str, field: str, pattern: str, where: str) -> Problem:
    """The complaint about a text of another form than the one asked for, which mostly is an id."""
    if field == "id":
        mend = "Ids are letters, digits, dots, underscores and hyphens, at most 64, and begin with a letter or digit."
        mend_zh = "编号由字母、数字、点、下划线和连字符组成，至多64位，以字母或数字开头"
    else:
        mend, mend_zh = f"It must match {pattern}.", f"应符合 {pattern}"
    what = f"'{given}' is not of the form that is asked for here"
    return Problem("invalid", what, mend=mend, pointer=where, zh=Chinese(f"“{given}”的写法不合要求", mend_zh))


#: More values than these are not listed in a message; the nearest one, and the schema, help more.
_LISTED = 8


def _unknown_value(given: str, expected: str, synonyms: Mapping[str, str], where: str) -> Problem:
    words = [word.strip(" '\"") for word in expected.replace(" or ", ",").split(",")]
    _, mend, mend_zh = _KNOWN["enum"]
    near = nearest(given, words)
    if synonyms.get(given) in words:
        near = synonyms[given]
        what, zh = (
            f"'{given}' is the name of a value, not its key",
            f"“{given}”是取值的名称，这里要填它的代码",
        )
    elif len(words) > _LISTED:
        what, zh = f"'{given}' is none of the {len(words)} values", f"“{given}”不在 {len(words)} 个取值之内"
        mend, mend_zh = "`zhunsheng schema case` lists them.", "全部取值见 zhunsheng schema case"
    else:
        what, zh = f"'{given}' is not one of {', '.join(words)}", f"“{given}”不在取值之内：{'、'.join(words)}"
    return Problem("unknown_value", what, mend=mend, pointer=where, near=near, zh=Chinese(zh, mend_zh))


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
