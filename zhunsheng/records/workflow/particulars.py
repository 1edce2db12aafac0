"""The conditions on what a particular move says: which subject, which evaluation, which words.

Whether keys are those of a ruleset is not asked here, where no ruleset is known; `opinion_checks` does that before.
"""

from __future__ import annotations

from collections.abc import Iterable

from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.workflow.appeal_results import Changed
from zhunsheng.records.workflow.condition import Condition, of_move
from zhunsheng.records.workflow.evaluated import Suggested
from zhunsheng.records.workflow.events import (
    AppealDecided,
    AppealFiled,
    DutyDone,
    EvaluationRecorded,
    OpinionGiven,
    OpinionWithdrawn,
    RecusalDeclared,
    RecusalOrdered,
)
from zhunsheng.records.workflow.identifiers import day_of
from zhunsheng.records.workflow.opinions import Adopted, Overridden
from zhunsheng.records.workflow.state import CaseState, Outcome


def _distinct(names: Iterable[str]) -> bool:
    found = tuple(names)
    return len(found) == len(set(found))


def _suggested(state: CaseState, move: OpinionGiven) -> Suggested | None:
    return state.evaluation.suggested(move.subject) if state.evaluation else None


def _same(said: Overridden | Changed, before: Suggested | Outcome | None) -> bool:
    """Whether form and measures are those that stood before; measures have no order."""
    return before is not None and (said.form, set(said.measures)) == (before.form, set(before.measures))


def _overrides_something(state: CaseState, move: OpinionGiven) -> bool:
    return isinstance(move.opinion, Adopted) or not _same(move.opinion, _suggested(state, move))


def _appealed(state: CaseState, move: AppealDecided) -> Outcome | None:
    """The outcome that the appeal is about."""
    subject = next((item.subject for item in state.appeals if item.number == move.appeal), "")
    return state.decision.on(subject) if state.decision else None


def _not_heavier(state: CaseState, move: AppealDecided) -> bool:
    decided = _appealed(state, move)
    return not isinstance(move.result, Changed) or decided is None or move.result.form <= decided.form


def _changes_something(state: CaseState, move: AppealDecided) -> bool:
    return not isinstance(move.result, Changed) or not _same(move.result, _appealed(state, move))


def _duty(move: DutyDone) -> tuple[str, str | None]:
    return move.duty, move.subject


EVALUATES_NEWEST_FACTS = Condition(
    "outdated_facts",
    Text("评估所依据的不是最新登记的事实", "The evaluation is not about the newest facts"),
    Text("请就最新事实重新评估", "Evaluate the newest facts"),
    of_move(EvaluationRecorded, lambda state, move: move.facts == state.facts),
    "/facts",
)
EACH_SUBJECT_ONCE = Condition(
    "subject_twice",
    Text("评估中有主体重复出现", "A subject occurs twice in the evaluation"),
    Text("每个主体只列一次", "List each subject once"),
    of_move(EvaluationRecorded, lambda _state, move: _distinct(item.subject for item in move.subjects)),
    "/subjects",
)
NAMES_NEWEST_EVALUATION = Condition(
    "outdated_evaluation",
    Text("意见针对的不是最新的评估", "The opinion is not on the newest evaluation"),
    Text("请阅读最新评估后再提意见", "Read the newest evaluation, then give the opinion"),
    of_move(
        OpinionGiven,
        lambda state, move: state.evaluation is not None and move.evaluation == state.evaluation.number,
    ),
    "/evaluation",
)
SUBJECT_EVALUATED = Condition(
    "unknown_subject",
    Text("最新评估中没有这个主体", "The newest evaluation has no such subject"),
    Text("请用案卷中的主体编号", "Use the id of a subject of the case document"),
    of_move(OpinionGiven, lambda state, move: _suggested(state, move) is not None),
    "/subject",
)
NO_OPINION_YET = Condition(
    "opinion_stands",
    Text("对该主体已有意见", "An opinion on this subject stands already"),
    Text("请先撤回原意见", "Withdraw it first"),
    of_move(OpinionGiven, lambda state, move: state.opinion_on(move.subject) is None),
    "/subject",
)
OPINION_STANDS = Condition(
    "no_opinion",
    Text("对该主体没有可撤回的意见", "No opinion on this subject stands"),
    Text("请核对主体编号", "Check the id of the subject"),
    of_move(OpinionWithdrawn, lambda state, move: state.opinion_on(move.subject) is not None),
    "/subject",
)
OVERRIDES_SOMETHING = Condition(
    "same_as_suggested",
    Text("所提形态和措施与建议相同", "Form and measures are those suggested"),
    Text("请选择采纳建议", "Adopt the suggestion"),
    of_move(OpinionGiven, _overrides_something),
    "/opinion",
)
SAYS_WHY = Condition(
    "reason_missing",
    Text("不采纳建议须写明理由", "An override needs its reason in words"),
    Text("请填写文字理由", "Write down why"),
    of_move(OpinionGiven, lambda _state, move: isinstance(move.opinion, Adopted) or move.content is not None),
    "/content",
)
SAID = Condition(
    "text_missing",
    Text("这一步须用文字说明", "This move needs words"),
    Text("请填写说明", "Write down why"),
    lambda _state, _actor, event: event is None or event.content is not None,
    "/content",
)
SAYS_WHICH = Condition(
    "text_missing",
    Text("“其他情形”须用文字写明", "Another reason has to be said in words"),
    Text("请在文字说明中写明是什么情形", "Write down what it is"),
    of_move(
        RecusalDeclared, lambda _state, move: move.ground != "other_partiality" or move.content is not None
    ),
    "/content",
)
DOCUMENTED = Condition(
    "document_missing",
    Text("缺少所依据的案卷或者建议全文", "The document that this rests on is missing"),
    Text("请附上全文", "Give it in full"),
    lambda _state, _actor, event: event is None or event.content is not None,
    "/content",
)
SOMEBODY_ELSE = Condition(
    "declare_yourself",
    Text("不能责令自己回避", "You cannot order your own recusal"),
    Text("请自行声明回避", "Declare your recusal"),
    of_move(RecusalOrdered, lambda _state, move: move.person != move.actor),
    "/person",
)
TAKES_PART_STILL = Condition(
    "already_recused",
    Text("此人已回避本案", "That person stands aside already"),
    Text("无需再做", "There is nothing left to do"),
    of_move(RecusalOrdered, lambda state, move: move.person not in state.recused),
    "/person",
)
SUBJECT_DECIDED = Condition(
    "not_decided_on",
    Text("本案没有对该主体作出决定，不能申诉", "Nothing was decided on this subject that could be appealed"),
    Text("请核对主体编号", "Check the id of the subject"),
    of_move(
        AppealFiled,
        lambda state, move: state.decision is not None and state.decision.on(move.subject) is not None,
    ),
    "/subject",
)
NO_OPEN_APPEAL = Condition(
    "appeal_open",
    Text("该主体的申诉还在处理中", "An appeal of this subject is open already"),
    Text("请先处理该申诉", "Decide that one first"),
    of_move(
        AppealFiled, lambda state, move: move.subject not in {item.subject for item in state.open_appeals}
    ),
    "/subject",
)
RECEIVED_BY_NOW = Condition(
    "in_the_future",
    Text("日期在今天之后", "The day has not come yet"),
    Text("请填写实际日期", "Give the day on which it happened"),
    of_move(AppealFiled, lambda _state, move: move.received <= day_of(move.at)),
    "/received",
)
APPEAL_OPEN = Condition(
    "no_open_appeal",
    Text("没有这件待处理的申诉", "No such appeal is open"),
    Text("请核对申诉编号", "Check the number of the appeal"),
    of_move(AppealDecided, lambda state, move: move.appeal in {item.number for item in state.open_appeals}),
    "/appeal",
)
NOT_HEAVIER = Condition(
    "heavier_on_appeal",
    Text("不得因申诉加重处理", "An appeal must not end in a heavier form"),
    Text("请维持、减轻，或者发回重新办理", "Uphold it, change it to a lighter one, or remand it"),
    of_move(AppealDecided, _not_heavier),
    "/result/form",
)
CHANGES_SOMETHING = Condition(
    "same_as_decided",
    Text("改变后的形态和措施与原决定相同", "Form and measures are those decided"),
    Text("请选择维持原决定", "Uphold the decision"),
    of_move(AppealDecided, _changes_something),
    "/result",
)
DUTY_ARISEN = Condition(
    "no_such_duty",
    Text("本案没有这项程序要求", "No such duty has arisen in this case"),
    Text("请核对要求和主体", "Check the duty and the subject"),
    of_move(
        DutyDone, lambda state, move: _duty(move) in {(item.duty, item.subject) for item in state.duties}
    ),
    "/duty",
)
DUTY_NOT_DONE = Condition(
    "duty_done_already",
    Text("这项程序要求已登记为完成", "This duty is recorded as done already"),
    Text("无需再做", "There is nothing left to do"),
    of_move(
        DutyDone,
        lambda state, move: _duty(move) not in {(item.duty, item.subject) for item in state.duties_done},
    ),
    "/duty",
)
DONE_BY_NOW = Condition(
    "in_the_future",
    Text("日期在今天之后", "The day has not come yet"),
    Text("请填写实际日期", "Give the day on which it happened"),
    of_move(DutyDone, lambda _state, move: move.on <= day_of(move.at)),
    "/on",
)

#: What cannot be asked of a record any more, of which contents may have been erased.
ABOUT_CONTENT = frozenset(condition.code for condition in (SAYS_WHY, SAYS_WHICH, SAID, DOCUMENTED))
