"""What the fields of moves are called in forms and in histories, and what helps to fill them in.

By the name of the field in the model; where two kinds of moves mean different things by one name, by kind and name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.workflow.ground_words import (
    CLERICAL_PARTS,
    DISCONTINUANCE_GROUNDS,
    RECUSAL_GROUNDS,
    RETURN_GROUNDS,
    CodeWords,
)


@dataclass(frozen=True)
class FieldWords:
    """What a field is called, and what helps with it."""

    label: Text
    help: Text


_RECUSED_FOR = FieldWords(
    Text("回避理由", "Ground of the recusal"),
    Text(
        "依据监察法第五十八条、监督执纪工作规则第六十五条",
        "Supervision Law art. 58; Rules on Supervision and Discipline Enforcement art. 65",
    ),
)
_NEW_OWNER = FieldWords(
    Text("新承办人", "New handler"),
    Text(
        "只列在用的承办人；已回避、审核过本案或者处理过其申诉的人不能承办，未列入",
        "Handlers in use. Whoever stands aside, has reviewed the case or decided an appeal in it cannot have it",
    ),
)
_SUBJECT = FieldWords(
    Text("主体", "Subject"), Text("按案卷中的主体编号", "By the id that the case document gives")
)
MEASURES = FieldWords(
    Text("措施", "Measures"),
    Text(
        "形态由所选措施中最重的一项得出，不必另填；一项也不选即不予问责",
        "The form follows from the heaviest measure chosen; none chosen means: not held accountable",
    ),
)

_FIELDS: Mapping[str, FieldWords] = {
    "to": _NEW_OWNER,
    "person": FieldWords(
        Text("责令谁回避", "Who is to be recused"),
        Text(
            "只列参与过本案而尚未回避的人", "Those who have taken part in the case and do not stand aside yet"
        ),
    ),
    "subject": _SUBJECT,
    "received": FieldWords(
        Text("收到日期", "Received on"), Text("收到申诉的那一天", "The day on which the appeal came in")
    ),
    "appeal": FieldWords(
        Text("哪一件申诉", "Which appeal"), Text("只列尚未处理的申诉", "Appeals that are not decided yet")
    ),
    "outcome": FieldWords(
        Text("处理结果", "Result"),
        Text(
            "不得因申诉加重处理（政务处分法第五十六条）",
            "Nobody fares worse for having appealed (Law on Administrative Sanctions art. 56)",
        ),
    ),
    "measures": MEASURES,
    "part": FieldWords(
        Text("更正什么", "What is corrected"),
        Text("只更正笔误，决定的内容不变", "A slip of the pen alone; what was decided stays"),
    ),
    "fact": FieldWords(
        Text("哪一项事实有误", "Which fact was wrong"),
        Text("决定所依据的评估中填写的事实", "The facts that the decision rests on"),
    ),
    "duty": FieldWords(
        Text("哪一项程序要求", "Which duty"),
        Text("只列尚未登记完成的", "Those that are not recorded as done"),
    ),
    "on": FieldWords(
        Text("完成日期", "Done on"), Text("实际完成的那一天", "The day on which it was really done")
    ),
}
_OF_KIND: Mapping[tuple[str, str], FieldWords] = {
    ("recusal.declared", "ground"): _RECUSED_FOR,
    ("recusal.ordered", "ground"): _RECUSED_FOR,
    ("discontinuance.proposed", "ground"): FieldWords(
        Text("了结理由", "Ground"),
        Text(
            "审核人按此判断；详情写在文字说明里",
            "What the reviewer goes by; write the particulars in words",
        ),
    ),
    ("review.returned", "grounds"): FieldWords(
        Text("退回理由", "Grounds"),
        Text("可选几项；详情写在文字说明里", "One or several; write the particulars in words"),
    ),
}

#: The words of the codes that a field takes.
_CODES: Mapping[tuple[str, str], Mapping[str, CodeWords]] = {
    ("recusal.declared", "ground"): RECUSAL_GROUNDS,
    ("recusal.ordered", "ground"): RECUSAL_GROUNDS,
    ("discontinuance.proposed", "ground"): DISCONTINUANCE_GROUNDS,
    ("review.returned", "grounds"): RETURN_GROUNDS,
    ("correction.clerical", "part"): CLERICAL_PARTS,
}


def words_of(kind: str, field: str) -> FieldWords:
    """What a field of a kind of move is called.

    Raises:
        KeyError: it has no words.
    """
    return _OF_KIND.get((kind, field)) or _FIELDS[field]


def codes_of(kind: str, field: str) -> Mapping[str, CodeWords]:
    """The words of the codes that a field takes.

    Raises:
        KeyError: they have none.
    """
    return _CODES[kind, field]
