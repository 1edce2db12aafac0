"""What the template says to whoever fills it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Language = Literal["zh", "en"]

WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "form": "案件",
        "help": "填写说明",
        "choices": "选项",
        "example": "示例行：读取时自动跳过，可以删去。",
        "wrong": "请从下拉列表中选择；不知道的留空。",
        "number": "请填不小于 0 的整数；不知道的留空。",
        "date": "填 2021、2021-10 或 2021-10-20；只知道年月就只填年月。",
    },
    "en": {
        "form": "cases",
        "help": "how to fill in",
        "choices": "choices",
        "example": "An example: it is skipped when the file is read, and may be deleted.",
        "wrong": "Choose from the list; leave it empty if it is not known.",
        "number": "A whole number from 0; leave it empty if it is not known.",
        "date": "2021, 2021-10 or 2021-10-20; write no more than is known.",
    },
}

INSTRUCTIONS: Mapping[Language, tuple[str, ...]] = {
    "zh": (
        "准绳批量评估填写说明",
        "1. 一行一个行为。同一主体的几个行为写成相邻几行，案件编号、主体编号相同；同一案件的各行排在一起。",
        "2. 案件、事件的事实写在该案第一行，主体、情形的事实写在该主体第一行；后面各行相同或者留空，不能矛盾。",
        "3. 不知道的一律留空或选“不明”。不明既不算有责，也不算无责；不要猜。",
        "4. 日期只知道年或者年月的，就只填 2021 或 2021-10，不要补成 1 日。日期列是文本格式，就是为了不被表格软件补成某一天。",
        "5. 只写编号，不写姓名。编号用字母、数字、.、_、-。",
        "6. 用不着的列可以整列删去，次序也可以调整；标题不要改。案件编号以“示例”开头的行不读取。",
        "7. 有误的行不影响其他行：结果的 error 列写明哪一列、为什么、怎样改。",
        "评估：zhunsheng batch 本文件.xlsx 结果.csv",
        "只提建议，由人决定。",
    ),
    "en": (
        "Zhunsheng: how to fill in the sheet",
        "1. One row a conduct. Further conducts of a subject are the next rows, with the same case and subject id; the rows of a "
        "case stand together.",
        "2. Facts of the case and the incident stand in the first row of the case, those of the subject and its circumstances in "
        "the first row of the subject; later rows repeat them or leave them empty.",
        "3. Leave empty, or 'unknown', whatever is not known. It counts neither as guilt nor as innocence; do not guess.",
        "4. Of a date known to the year or the month write only 2021 or 2021-10. The date columns are texts, so that no program "
        "makes the first of the month of it.",
        "5. Ids only, no names: letters, digits, '.', '_' and '-'.",
        "6. Columns that are not needed may be deleted or moved; leave the headers as they are. Rows whose case id begins with "
        "示例 are not read.",
        "7. A bad row stops no other: the column error of the result says which column, why, and how to mend it.",
        "To evaluate: zhunsheng batch this-file.xlsx results.csv",
        "It suggests. People decide.",
    ),
}
