"""The conditions on where a case stands and on who makes a move in it."""

from __future__ import annotations

from collections.abc import Callable

from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.workflow.condition import Condition, Test, of_actor, of_case
from zhunsheng.records.workflow.events import HandedOver, Reassigned
from zhunsheng.records.workflow.state import CaseState


def of_owner(holds: Callable[[CaseState, str], bool]) -> Test:
    """A test of the state and of whoever is to own the case."""
    return lambda state, _actor, event: (
        not isinstance(event, HandedOver | Reassigned) or holds(state, event.to)
    )


def _barred(state: CaseState) -> frozenset[str]:
    """Who cannot own a case: to review one's own work later is as bad as to handle what one has reviewed."""
    return state.recused | state.reviewed_by | state.appeals_decided_by


PARTICIPANT = Condition(
    "recused",
    Text("您已回避本案", "You are recused from this case"),
    Text("回避不能撤回，请由其他人员办理", "A recusal cannot be taken back; somebody else has to do it"),
    of_actor(lambda state, person: person not in state.recused),
)
OWNER = Condition(
    "not_the_owner",
    Text(
        "只有承办人可以这样做，您不是本案承办人",
        "Only the owner of the case may do this, and that is not you",
    ),
    Text("请承办人办理，或者先移交案件", "Ask the owner, or have the case handed over first"),
    of_actor(lambda state, person: person == state.owner),
)
FOUR_EYES = Condition(
    "four_eyes",
    Text("您办理过本案，不能审核自己的工作", "You have worked on this case and cannot review your own work"),
    Text("请由没有承办过本案的审核人审核", "Have it reviewed by somebody who never handled the case"),
    of_actor(lambda state, person: person not in state.handled_by),
)
ANOTHER_REVIEWER = Condition(
    "same_reviewer",
    Text(
        "提级审核须由另一人进行，您已审核通过本案",
        "The raised review takes another person; you have approved once",
    ),
    Text("请由另一名上级审核人审核", "Have it reviewed by another senior reviewer"),
    of_actor(lambda state, person: all(approval.by != person for approval in state.approvals)),
)
TOOK_NO_PART = Condition(
    "took_part",
    Text(
        "您承办、审核过本案或者处理过本案的申诉，不能再处理申诉",
        "You handled or reviewed this case, or decided an appeal in it, and cannot decide this one",
    ),
    Text("请由没有参与过本案的人员处理", "Have it decided by somebody who has taken no part in the case"),
    of_actor(lambda state, person: person not in state.took_part),
)
NOT_YET_RECUSED = Condition(
    "already_recused",
    Text("您已回避本案，不必再次声明", "You are recused already"),
    Text("无需再做", "There is nothing left to do"),
    of_actor(lambda state, person: person not in state.recused),
)
FACTS_RECORDED = Condition(
    "no_facts",
    Text("还没有登记事实，无从评估", "No facts are recorded that could be evaluated"),
    Text("请先登记案件事实", "Record the facts of the case first"),
    of_case(lambda state: state.facts is not None),
)
FACTS_EVALUATED = Condition(
    "facts_not_evaluated",
    Text(
        "已登记的事实还没有评估，不知道规则对审核有何要求",
        "The facts recorded are not evaluated; what the rules ask of the review is not known",
    ),
    Text("请先评估，再建议了结", "Evaluate them, then propose to discontinue"),
    of_case(lambda state: state.facts is None or state.evaluated),
)
OPINIONS_PROPOSED = Condition(
    "discontinuance_stands",
    Text("本案已建议了结，没有意见可以撤回", "It is proposed to discontinue the case; no opinion stands"),
    Text("请撤回了结建议", "Withdraw that proposal instead"),
    of_case(lambda state: state.discontinuance is None),
)
DISCONTINUANCE_PROPOSED = Condition(
    "no_discontinuance",
    Text("本案没有待审核的了结建议", "No proposal to discontinue the case stands"),
    Text("如要撤回意见，请用撤回意见", "To take back an opinion, withdraw the opinion"),
    of_case(lambda state: state.discontinuance is not None),
)
SOMEBODY_ACCOUNTABLE = Condition(
    "nobody_accountable",
    Text("审核通过的意见没有对任何主体问责", "What was approved holds nobody accountable"),
    Text("请以“不予问责”结案", "Close the case without accountability"),
    of_case(lambda state: any(outcome.accountable for outcome in state.outcomes())),
)
NOBODY_ACCOUNTABLE = Condition(
    "somebody_accountable",
    Text("审核通过的意见对主体作出了问责", "What was approved holds somebody accountable"),
    Text(
        "请按审核通过的决定结案；要改变它，请审核人退回",
        "Close it with the decision; to change that, have a reviewer return it",
    ),
    of_case(lambda state: not any(outcome.accountable for outcome in state.outcomes())),
)
NEW_OWNER = Condition(
    "same_owner",
    Text("此人已是本案承办人", "That person owns the case already"),
    Text("请选择另一名承办人", "Name another handler"),
    of_owner(lambda state, person: person != state.owner),
    "/to",
)
OWNER_UNBIASED = Condition(
    "cannot_own",
    Text(
        "此人已回避、审核过本案或者处理过本案的申诉，不能承办",
        "That person stands aside, has reviewed the case or decided an appeal in it, and cannot handle it",
    ),
    Text("请选择没有参与过审核的承办人", "Name a handler who has taken no part in reviews"),
    of_owner(lambda state, person: person not in _barred(state)),
    "/to",
)
