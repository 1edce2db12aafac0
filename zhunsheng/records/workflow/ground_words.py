"""What the codes of reasons are called where people choose among them: in forms, in histories, in reports.

A name is what stands beside a box to tick. Where two codes are easily taken for each other, the explanation tells them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhunsheng.engine.vocabulary.facts import Text


@dataclass(frozen=True)
class CodeWords:
    """A code in words: its name, and what tells it from others; None where the name says it all."""

    name: Text
    explained: Text | None = None


#: Why somebody stands aside (`grounds.RecusalGround`).
RECUSAL_GROUNDS: Mapping[str, CodeWords] = {
    "close_relative": CodeWords(
        Text("近亲属", "Close relative"),
        Text("是被审查调查人、检举人的近亲属", "of the person examined, or of whoever informed against him"),
    ),
    "witness": CodeWords(
        Text("证人", "Witness"), Text("担任过本案的证人", "has been a witness in this case")
    ),
    "interest": CodeWords(
        Text("利害关系", "Interest"),
        Text("本人或者近亲属与本案有利害关系", "himself, or a close relative, has an interest in the case"),
    ),
    "other_partiality": CodeWords(
        Text("其他可能影响公正的情形", "Another reason to doubt impartiality"),
        Text("请在文字说明中写明", "say which in words"),
    ),
}

#: Why a reviewer gives a case back (`grounds.ReturnGround`).
RETURN_GROUNDS: Mapping[str, CodeWords] = {
    "facts_incomplete": CodeWords(
        Text("事实不清", "Facts incomplete"),
        Text(
            "还有能改变结果的事实没有查明", "facts that could change the outcome are still to be established"
        ),
    ),
    "evidence_insufficient": CodeWords(
        Text("证据不足", "Evidence insufficient"),
        Text("事实已填写，证据不足以认定", "the facts are stated, and the evidence does not carry them"),
    ),
    "reasons_insufficient": CodeWords(
        Text("理由不充分", "Reasons insufficient"),
        Text("不采纳建议的理由没有说清", "why the suggestion is not followed is not clear"),
    ),
    "law_misapplied": CodeWords(Text("适用条款不当", "Law misapplied")),
    "procedure": CodeWords(Text("程序不符合要求", "Procedure not kept")),
    "disproportionate": CodeWords(Text("处理畸轻畸重", "Out of proportion")),
}

#: Why a case ends without an opinion on anybody (`grounds.DiscontinuanceGround`).
DISCONTINUANCE_GROUNDS: Mapping[str, CodeWords] = {
    "unfounded": CodeWords(
        Text("反映的问题不属实", "Unfounded"), Text("经查没有发生", "it was found not to have happened")
    ),
    "out_of_scope": CodeWords(
        Text("不属于本办法范围", "Out of scope"),
        Text("不是疫情防控问责事项", "it is no matter of accountability in epidemic control"),
    ),
    "transferred": CodeWords(Text("已移送其他机关", "Transferred to another organ")),
    "duplicate": CodeWords(
        Text("重复立卷", "Duplicate"),
        Text("同一事项已有另一案卷", "there is another case on the same matter"),
    ),
    "opened_by_mistake": CodeWords(Text("立卷有误", "Opened by mistake")),
}

#: What a clerical error is about (`grounds.ClericalPart`).
CLERICAL_PARTS: Mapping[str, CodeWords] = {
    "name": CodeWords(Text("名称", "Name")),
    "date": CodeWords(Text("日期", "Date")),
    "number": CodeWords(Text("数字或者文号", "Number")),
    "reference": CodeWords(Text("引用的条款", "Reference to an article")),
    "wording": CodeWords(Text("文字", "Wording")),
}

#: Why contents are erased (`grounds.ErasureGround`).
ERASURE_GROUNDS: Mapping[str, CodeWords] = {
    "retention_expired": CodeWords(Text("保管期满", "Retention is over")),
    "collected_unlawfully": CodeWords(Text("超范围收集", "Collected unlawfully")),
    "asked_for_by_subject": CodeWords(Text("当事人要求", "Asked for by the subject")),
    "ordered": CodeWords(Text("上级或者法院要求", "Ordered from above or by a court")),
    "recorded_by_mistake": CodeWords(Text("误录", "Recorded by mistake")),
}

#: Why a suggestion is not followed (`opinions.Reason`).
OVERRIDE_GROUNDS: Mapping[str, CodeWords] = {
    "fact_disputed": CodeWords(
        Text("对事实有异议", "A fact is disputed"),
        Text("登记的事实与实际不符", "a fact is recorded as it was not"),
    ),
    "open_norm": CodeWords(
        Text("裁量事项应另作判断", "An open norm reads otherwise"),
        Text("只能由人判断的事项，判断应当不同", "what only a person can judge should be judged otherwise"),
    ),
    "proportionality": CodeWords(
        Text("与行为不相当", "Out of proportion"),
        Text("结果与所做的事明显不相当", "the outcome does not fit what was done"),
    ),
    "rule_wrong": CodeWords(
        Text("规则有误", "A rule is wrong"),
        Text(
            "规则写的与法规不符，或者遗漏了法规的内容",
            "a rule says what the law does not, or misses what it says",
        ),
    ),
    "new_facts": CodeWords(
        Text("有案卷不能表达的新情况", "New facts that a case cannot state"),
        Text("请在文字理由中写明", "say which in words"),
    ),
}

#: What an opinion does (`opinions.Choice`).
CHOICES: Mapping[str, CodeWords] = {
    "adopted": CodeWords(Text("采纳建议", "Adopt the suggestion")),
    "overridden": CodeWords(Text("不采纳，另提处理意见", "Put another outcome in its place")),
}

#: What an appeal comes to (`appeal_results.AppealResult`); the last is what the fold says of one that a reopening overtook.
APPEAL_OUTCOMES: Mapping[str, CodeWords] = {
    "upheld": CodeWords(Text("维持原决定", "Uphold the decision")),
    "changed": CodeWords(
        Text("改变原决定", "Change the decision"),
        Text("不得加重；措施由您选择", "never to a heavier one; you choose the measures"),
    ),
    "remanded": CodeWords(
        Text("撤销并发回重新办理", "Void it and send it back"),
        Text("决定失效，案卷回到查明事实", "the decision is void and the case goes back to its facts"),
    ),
    "overtaken": CodeWords(Text("原决定已失效", "Overtaken: the decision became void")),
}

#: How a term stands (`terms.TermStatus`).
TERM_STATUSES: Mapping[str, CodeWords] = {
    "done": CodeWords(Text("已完成", "Done")),
    "done_late": CodeWords(Text("已完成，但超过期限", "Done, after its time limit")),
    "open": CodeWords(Text("待办", "To be done")),
    "late_unless_extended": CodeWords(Text("已过期限，除非已延长", "Overdue unless extended")),
    "late": CodeWords(Text("已逾期", "Overdue")),
}
