"""What phases, moves and roles are called: when a refusal speaks of them, and where they stand alone as titles and on buttons."""

from __future__ import annotations

from collections.abc import Mapping

from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.identifiers import Role
from zhunsheng.records.workflow.state import Phase

#: After 案件 and after "the case".
PHASES: Mapping[Phase, Text] = {
    Phase.UNOPENED: Text("尚未建立", "is not opened"),
    Phase.FACTS: Text("正在查明事实", "waits for its facts and their evaluation"),
    Phase.EVALUATED: Text("已评估、待提意见", "is evaluated and waits for opinions"),
    Phase.REVIEW: Text("待审核", "waits for review"),
    Phase.SECOND_REVIEW: Text("待提级审核", "waits for review one level up"),
    Phase.APPROVED: Text("已审核通过、待结案", "is approved and waits to be closed"),
    Phase.CLOSED: Text("已结案", "is closed"),
    Phase.APPEAL: Text("正在处理申诉", "is under appeal"),
}

#: After 不能 and after "to".
KINDS: Mapping[Kind, Text] = {
    "case.opened": Text("立卷", "open it"),
    "case.handed_over": Text("移交案件", "hand it over"),
    "case.reassigned": Text("改派承办人", "reassign it"),
    "recusal.declared": Text("声明回避", "declare a recusal"),
    "recusal.ordered": Text("责令回避", "order a recusal"),
    "facts.recorded": Text("登记事实", "record facts"),
    "evaluation.recorded": Text("评估", "evaluate it"),
    "opinion.given": Text("提出意见", "give an opinion"),
    "opinion.withdrawn": Text("撤回意见", "withdraw an opinion"),
    "discontinuance.proposed": Text("建议了结", "propose to discontinue it"),
    "discontinuance.withdrawn": Text("撤回了结建议", "withdraw the proposal to discontinue it"),
    "review.approved": Text("审核通过", "approve it"),
    "review.returned": Text("退回", "return it"),
    "case.closed": Text("按决定结案", "close it with the decision"),
    "case.closed_without_accountability": Text("以不予问责结案", "close it without accountability"),
    "appeal.filed": Text("登记申诉", "record an appeal"),
    "appeal.decided": Text("处理申诉", "decide an appeal"),
    "correction.clerical": Text("更正笔误", "correct a clerical error"),
    "correction.reopened": Text("因事实有误重新办理", "reopen it for a fact"),
    "duty.done": Text("登记程序要求已完成", "record that a duty is done"),
    "terms.computed": Text("重新计算期限", "compute its time limits anew"),
}

#: Standing alone.
PHASE_TITLES: Mapping[Phase, Text] = {
    Phase.UNOPENED: Text("尚未建立", "Not opened"),
    Phase.FACTS: Text("正在查明事实", "Waiting for facts"),
    Phase.EVALUATED: Text("已评估、待提意见", "Evaluated, waiting for opinions"),
    Phase.REVIEW: Text("待审核", "Waiting for review"),
    Phase.SECOND_REVIEW: Text("待提级审核", "Waiting for review one level up"),
    Phase.APPROVED: Text("已审核通过、待结案", "Approved, to be closed"),
    Phase.CLOSED: Text("已结案", "Closed"),
    Phase.APPEAL: Text("正在处理申诉", "Under appeal"),
}

#: Standing alone.
TITLES: Mapping[Kind, Text] = {
    "case.opened": Text("立卷", "Open the case"),
    "case.handed_over": Text("移交案件", "Hand the case over"),
    "case.reassigned": Text("改派承办人", "Reassign the case"),
    "recusal.declared": Text("声明回避", "Declare a recusal"),
    "recusal.ordered": Text("责令回避", "Order a recusal"),
    "facts.recorded": Text("登记事实", "Record facts"),
    "evaluation.recorded": Text("评估", "Evaluate"),
    "opinion.given": Text("提出意见", "Give an opinion"),
    "opinion.withdrawn": Text("撤回意见", "Withdraw an opinion"),
    "discontinuance.proposed": Text("建议了结", "Propose to discontinue"),
    "discontinuance.withdrawn": Text("撤回了结建议", "Withdraw the proposal to discontinue"),
    "review.approved": Text("审核通过", "Approve"),
    "review.returned": Text("退回承办人", "Return to the handler"),
    "case.closed": Text("按决定结案", "Close with the decision"),
    "case.closed_without_accountability": Text("以不予问责结案", "Close without accountability"),
    "appeal.filed": Text("登记申诉", "Record an appeal"),
    "appeal.decided": Text("处理申诉", "Decide an appeal"),
    "correction.clerical": Text("更正笔误", "Correct a clerical error"),
    "correction.reopened": Text("因事实有误重新办理", "Reopen for a fact"),
    "duty.done": Text("登记程序要求已完成", "Record a duty as done"),
    "terms.computed": Text("重新计算期限", "Compute the time limits anew"),
}

#: In a refusal. Standing alone, roles are called by `access.roles.Role.title`.
ROLES: Mapping[Role, Text] = {
    "handler": Text("承办人", "a handler"),
    "reviewer": Text("审核人", "a reviewer"),
    "senior_reviewer": Text("上级审核人", "a senior reviewer"),
    "administrator": Text("账户管理员", "an administrator"),
}
