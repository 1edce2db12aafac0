"""What a kind of move is for and what it means, told before it is made; and where its form is.

The title of a move is the workflow's own word for it (`move_words`). What stands here is what somebody has to know who has not
made such a move before: above all, what cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access import roles as access_roles
from zhunsheng.records.workflow.events import Kind
from zhunsheng.records.workflow.identifiers import Role
from zhunsheng.records.workflow.move_words import PHASE_TITLES, TITLES
from zhunsheng.records.workflow.state import Phase

#: The engine makes these of a case document; they have pages of their own.
BY_THE_ENGINE: Final[Mapping[str, str]] = {
    "facts.recorded": "facts",
    "evaluation.recorded": "facts",
    "terms.computed": "terms",
}

#: What an address says after terms were computed anew, as it says the kind of a move that was made.
TERMS_DONE: Final = "terms-computed"

#: What the moves mean that the engine makes.
OF_THE_ENGINE: Final[Mapping[Kind, Text]] = {
    "facts.recorded": Text(
        "填写或者补充事实并评估；已提的意见和审核随之失效。",
        "Facts are filled in or amended, and evaluated; opinions and approvals given are void.",
    ),
    "terms.computed": Text(
        "填写送达、收到申诉等日期，重新计算程序要求和期限；决定不变。",
        "With the days of service or appeal, duties and terms are computed anew; the decision stands.",
    ),
}

MEANING: Final[Mapping[Kind, Text]] = {
    "case.handed_over": Text(
        "案卷交给另一名承办人，由其继续办理。移交后您不再能查看和办理本案，已提的意见保留。",
        "Another handler goes on with the case. You can neither read it nor work on it afterwards; opinions given stay.",
    ),
    "case.reassigned": Text(
        "承办人回避或者离任时，把案卷交给另一名承办人。",
        "When its handler stands aside or has left, the case goes to another one.",
    ),
    "recusal.declared": Text(
        "声明后不能撤回：您不能再查看、办理或者审核本案。您承办的，须由审核人改派；您已提的意见和已作的审核一并失效。",
        "It cannot be taken back: you can neither read the case nor work on it or review it any more. If you handle it, a "
        "reviewer gives it to somebody else; your opinions, and approvals if one is yours, are void.",
    ),
    "recusal.ordered": Text(
        "被责令的人不能再查看和办理本案，其意见和审核一并失效；不能撤回。",
        "Whoever is recused can neither read the case nor work on it any more; his opinions and approvals are "
        "void. It cannot be taken back.",
    ),
    "opinion.given": Text(
        "对每个主体采纳建议，或者另提处理意见并说明理由。全部主体都有意见后，案件即待审核。",
        "For each subject the suggestion is adopted, or another outcome put in its place with reasons. When every subject has an "
        "opinion, the case waits for review.",
    ),
    "opinion.withdrawn": Text(
        "撤回后可以重新提出；已有的审核随之失效。",
        "It can be given anew afterwards; approvals are void with it.",
    ),
    "discontinuance.proposed": Text(
        "不对任何主体提意见而了结本案；与意见一样须经审核。已提的意见随之失效。",
        "The case ends without an opinion on anybody; that is reviewed like opinions are. Opinions given are void.",
    ),
    "discontinuance.withdrawn": Text(
        "撤回后案件回到待提意见或者查明事实。",
        "The case waits for opinions again, or for its facts.",
    ),
    "review.approved": Text(
        "通过的是下面所列的内容。须提级审核的，还要另一名上级审核人通过。",
        "What is approved is what stands below. Where the review is raised, another, senior reviewer has to approve as well.",
    ),
    "review.returned": Text(
        "案件退回承办人：意见和已有的审核失效，承办人补充后重新提出。",
        "The case goes back to its handler: opinions and approvals are void, and he gives them anew.",
    ),
    "case.closed": Text(
        "按审核通过的内容作出决定。结案后只有申诉和更正可以触及决定。",
        "The decision is what was approved. After the closing only appeals and corrections touch it.",
    ),
    "case.closed_without_accountability": Text(
        "以不予问责结案，或者了结本案。结案后只有申诉和更正可以触及决定。",
        "The case is closed with nobody held accountable, or discontinued. Afterwards only appeals and corrections touch it.",
    ),
    "appeal.filed": Text(
        "登记主体提出的申诉；由没有参与过本案的人处理。",
        "A subject's appeal is recorded; somebody who has taken no part in the case decides it.",
    ),
    "appeal.decided": Text(
        "维持、改变或者发回。改变的不得加重；发回的，决定失效，案件重新办理。",
        "Upheld, changed or sent back. A change is never to a heavier form; sent back, the decision is void.",
    ),
    "correction.clerical": Text(
        "更正决定中的笔误并留下记录；决定的内容不变。",
        "A slip of the pen in the decision is put right and recorded; what was decided stays.",
    ),
    "correction.reopened": Text(
        "决定所依据的事实有误：决定失效，案件从查明事实重新办理。",
        "A fact that the decision rests on was wrong: the decision is void and the case begins again at its facts.",
    ),
    "duty.done": Text(
        "登记一项程序要求（如送达）实际完成的日期，期限随之结束。",
        "The day on which a duty (such as serving the decision) was done is recorded, and its term ends.",
    ),
}

#: Those that cannot be undone by another move: the button says so by its colour and the text beside it.
GRAVE: Final[frozenset[Kind]] = frozenset(
    {"recusal.declared", "recusal.ordered", "correction.reopened", "case.handed_over"}
)

#: In which order what can be done is offered: what brings the case on comes first.
_FORWARD: Final[tuple[Kind, ...]] = (
    "opinion.given",
    "review.approved",
    "review.returned",
    "case.closed",
    "case.closed_without_accountability",
    "appeal.decided",
    "facts.recorded",
    "duty.done",
)


def move_name(kind: Kind, language: str) -> str:
    """What a kind of move is called where it stands alone, as a title or on a button."""
    return TITLES[kind].get(language)


def phase_name(phase: Phase, language: str) -> str:
    """What a phase is called where it stands alone."""
    return PHASE_TITLES[phase].get(language)


def role_name(role: Role, language: str) -> str:
    """What a role is called."""
    return access_roles.Role(role).title.get(language)


def goes_forward(kind: Kind, phase: Phase) -> bool:
    """Whether a move brings the case on; the others are for when something is amiss. New facts void what is under review."""
    return kind in _FORWARD and not (kind == "facts.recorded" and phase is Phase.REVIEW)


def order_of(kind: Kind) -> tuple[int, str]:
    """Where a move is offered among others."""
    return (_FORWARD.index(kind) if kind in _FORWARD else len(_FORWARD), kind)


def address_of(case_id: str, kind: Kind) -> str:
    """Where a move is made."""
    if kind in BY_THE_ENGINE:
        return f"/cases/{case_id}/{BY_THE_ENGINE[kind]}"
    return f"/cases/{case_id}/moves/{slug_of(kind)}"


def slug_of(kind: Kind) -> str:
    """A kind of move as a step of an address: dots are for the endings of addresses."""
    return kind.replace(".", "-").replace("_", "-")


def kind_of_slug(slug: str) -> Kind | None:
    """The kind of move with this step of an address, that has a form; None where there is none."""
    return next((kind for kind in get_args(Kind) if kind in MEANING and slug_of(kind) == slug), None)
