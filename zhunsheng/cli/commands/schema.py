"""``zhunsheng schema``: the JSON Schema of a case, of a suggestion, or of a file of rules (for editors)."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, TypeAlias

import typer

from zhunsheng.cli.exits import told
from zhunsheng.engine.language.rule_documents import RulesetDocument
from zhunsheng.engine.release import default_release
from zhunsheng.engine.suggestion import Suggestion
from zhunsheng.engine.vocabulary.models import case_model

Which: TypeAlias = Literal["case", "suggestion", "rules"]


def schema(
    which: Annotated[
        Which,
        typer.Argument(help="案卷、建议或规则文件 · Of a case, a suggestion or a file of rules"),
    ] = "case",
) -> None:
    """输出 JSON Schema · Print a JSON Schema."""
    with told():
        text = json.dumps(_schema(which), ensure_ascii=False, indent=2)
        typer.echo(text.encode())


def _schema(which: Which) -> dict[str, Any]:
    match which:
        case "case":
            found = case_model(default_release().vocabulary).model_json_schema()
        case "suggestion":
            found = Suggestion.model_json_schema(by_alias=True, mode="serialization")
        case "rules":
            found = RulesetDocument.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
