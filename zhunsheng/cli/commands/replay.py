"""``zhunsheng replay``: what was answered then, answered again from what was recorded; it must be the same to the byte."""

from __future__ import annotations

from typing import Annotated

import typer

from zhunsheng.cli.exits import FOUND, told
from zhunsheng.cli.records_opening import opened_ledger
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.recorded_evaluations import Erased, find, located
from zhunsheng.records.replaying import Engine, Parting, Replayed
from zhunsheng.records.stored_replays import replay as replayed


def replay(
    evaluation: Annotated[
        str | None,
        typer.Argument(metavar="CASE~NUMBER", help="评估编号，例如 case-1~3 · The evaluation's name"),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="重算全部评估 · Replay every evaluation")] = False,
    engine: Annotated[
        Engine,
        typer.Option(
            help="照原样用两个引擎，或只凭一个 · Both engines as it was recorded, or the word of one"
        ),
    ] = "recorded",
    lang: Annotated[Language, typer.Option(help="输出语言 · Language of the answer")] = "zh",
) -> None:
    """用当时的事实和规则重新评估，逐字节核对 · Evaluate recorded facts anew under the recorded rules, and compare.

    退出码 0 完全相同，1 有不同（指明第一处），2 输入有误 · Exit code: 0 identical, 1 not (the first place is said), 2 bad input.
    """
    with told(lang):
        if (evaluation is None) is not all_:
            raise InputError([_ONE_OR_ALL])
        same = erased = differing = 0
        with opened_ledger() as ledger, ledger.reading() as log:
            wanted = located(log) if evaluation is None else (find(log, evaluation),)
            for found in replayed(log, wanted, engine):
                erased += isinstance(found, Erased)
                same += isinstance(found, Replayed) and found.identical
                differing += isinstance(found, Replayed) and not found.identical
                typer.echo(_told(found, lang))
        typer.echo(_SAY[lang]["figures"].format(same=same, differing=differing, erased=erased))
        if differing:
            raise typer.Exit(FOUND)


def _told(found: Replayed | Erased, lang: Language) -> str:
    say = _SAY[lang]
    if isinstance(found, Erased):
        return say["erased"].format(id=found.id)
    if found.failure is not None:
        return say["failed"].format(id=found.id, failure=found.failure)
    if found.parting is None:
        return say["same"].format(id=found.id)
    return "\n".join(_parted(found.id, found.parting, lang))


def _parted(id: str, parting: Parting, lang: Language) -> list[str]:
    say = _SAY[lang]
    nothing = say["nothing"]
    lines = [
        say["parted"].format(id=id, pointer=parting.pointer),
        say["recorded"].format(value=parting.recorded or nothing),
        say["replayed"].format(value=parting.replayed or nothing),
    ]
    if parting.node is not None and parting.node.path:
        lines.append(say["node"].format(node=parting.node.path[-1].model_dump_json()))
    return lines


_SAY = {
    "zh": {
        "same": "{id}：完全相同",
        "erased": "{id}：内容已删除，无法重算",
        "failed": "{id}：不能核对：{failure}",
        "parted": "{id}：不同，第一处在 {pointer}",
        "recorded": "  当时：{value}",
        "replayed": "  现在：{value}",
        "node": "  推导中第一个不同的节点：{node}",
        "nothing": "（没有）",
        "figures": "相同 {same}，不同 {differing}，已删除 {erased}",
    },
    "en": {
        "same": "{id}: identical",
        "erased": "{id}: its contents were erased; it cannot be replayed",
        "failed": "{id}: cannot be compared: {failure}",
        "parted": "{id}: not identical; the first place is {pointer}",
        "recorded": "  recorded: {value}",
        "replayed": "  now:      {value}",
        "node": "  the first node of the derivation that differs: {node}",
        "nothing": "(nothing)",
        "figures": "identical: {same}, differing: {differing}, erased: {erased}",
    },
}

_ONE_OR_ALL = Problem(
    "one_or_all",
    "name one evaluation, or say --all",
    mend="For example: zhunsheng replay case-1~3",
    zh=Chinese("请写一个评估编号，或者 --all", "例如：zhunsheng replay case-1~3"),
)
