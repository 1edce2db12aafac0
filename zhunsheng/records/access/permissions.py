"""Who may do what: one table, read by people and by the program alike.

``all``: every case, or the operation as such; ``own``: cases that he handles; ``assigned``: cases that he is to review; ``-``:
not. Whoever is barred from a case does nothing in it, whatever the table says. An account with several roles may do what one
of them may.

Three cells deserve their reason. An *administrator hands over* cases, because those of a handler who has left would otherwise
be nobody's; he names two people and sees nothing (`records.handing_over`). An *administrator erases*, because handlers and
reviewers have an interest in what is gone; the act is in the log for ever, the content is not shown to him. *Checkpoints and
proofs* are for everybody: the more people have taken one home, the fewer can change the past.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.access.operations import Operation
from zhunsheng.records.access.refusals import Refusal
from zhunsheng.records.access.relations import Relation
from zhunsheng.records.access.roles import Role

TABLE = """
operation                 handler  reviewer  senior_reviewer  auditor  maintainer  administrator
read_rules                all      all       all              all      all         all
read_vocabulary           all      all       all              all      all         all
read_own_account          all      all       all              all      all         all
change_own_password       all      all       all              all      all         all
evaluate_unrecorded       all      all       all              all      all         -
open_case                 all      -         -                -        -           -
list_cases                all      all       all              all      -           -
search_register           all      all       all              all      -           -
read_case                 own      assigned  assigned         all      -           -
read_record               own      assigned  assigned         all      -           -
read_trace                own      assigned  assigned         all      -           -
replay                    own      assigned  assigned         all      -           -
evaluate_case             own      -         -                -        -           -
give_opinion              own      -         -                -        -           -
review                    -        assigned  assigned         -        -           -
review_at_higher_level    -        -         assigned         -        -           -
recuse                    own      assigned  assigned         -        -           -
hand_over                 own      assigned  assigned         -        -           all
close                     own      -         assigned         -        -           -
appeal                    own      -         assigned         -        -           -
correct                   own      -         -                -        -           -
erase_content             -        -         -                -        -           all
export_content            -        -         -                all      -           -
read_log                  -        -         -                all      -           -
read_proofs               all      all       all              all      all         all
read_checkpoint           all      all       all              all      all         all
export_log                -        -         -                all      -           all
read_override_statistics  -        -         all              all      all         -
read_metrics              -        -         -                all      all         all
manage_accounts           -        -         -                -        -           all
rotate_key                -        -         -                -        -           all
"""


class Reach(Enum):
    """How far an operation reaches for a role."""

    ALL = "all"
    OWN = "own"
    ASSIGNED = "assigned"
    NOT = "-"


def read_table(text: str) -> Mapping[tuple[Role, Operation], Reach]:
    """The cells of a table like `TABLE`.

    Raises:
        ValueError: a word is unknown, a row is twice or missing, or an operation about no case has a reach among cases.
    """
    head, *rows = (line.split() for line in text.strip().splitlines())
    roles = [Role(word) for word in head[1:]]
    found: dict[tuple[Role, Operation], Reach] = {}
    for name, *cells in rows:
        operation = Operation(name)
        for role, cell in zip(roles, cells, strict=True):
            reach = Reach(cell)
            if (role, operation) in found:
                raise ValueError(f"{name} is in the table twice")
            if reach in (Reach.OWN, Reach.ASSIGNED) and not operation.about_a_case:
                raise ValueError(f"{name} is about no case, so it cannot reach '{cell}'")
            found[role, operation] = reach
    missing = {(role, operation) for role in Role for operation in Operation} - set(found)
    if missing:
        raise ValueError(f"not in the table: {sorted(operation.value for _, operation in missing)}")
    return found


REACHES: Mapping[tuple[Role, Operation], Reach] = read_table(TABLE)

#: What an account must be to a case for a reach to reach it.
_REACHED: Mapping[Reach, frozenset[Relation]] = {
    Reach.ALL: frozenset({Relation.OWN, Relation.ASSIGNED, Relation.OTHER}),
    Reach.OWN: frozenset({Relation.OWN}),
    Reach.ASSIGNED: frozenset({Relation.ASSIGNED}),
    Reach.NOT: frozenset(),
}


def reached(account: Account, operation: Operation) -> frozenset[Relation]:
    """What an account must be to a case to do this with it: what a list of cases is filtered by."""
    if _held_back(account, operation) is not None:
        return frozenset()
    return frozenset[Relation]().union(*(_REACHED[REACHES[role, operation]] for role in account.roles))


def ever_allowed(account: Account, operation: Operation) -> Refusal | None:
    """Whether there is any case with which the account may do this; None is yes. Asked before a case has been looked up."""
    held_back = _held_back(account, operation)
    if held_back is not None:
        return held_back
    if any(REACHES[role, operation] is not Reach.NOT for role in account.roles):
        return None
    return _no_role(account, operation)


def allowed(account: Account, operation: Operation, relation: Relation | None = None) -> Refusal | None:
    """Whether an account may do something; None is yes.

    Args:
        relation: What the account is to the case; None exactly when the operation is about no case.

    Raises:
        ValueError: the relation is missing, or is one too many. To forget it must never mean yes.
    """
    if (relation is None) is operation.about_a_case:
        raise ValueError(
            f"{operation.value}: a relation to a case is {'needed' if relation is None else 'meaningless'}"
        )
    refusal = ever_allowed(account, operation)
    if refusal is not None or relation is None:
        return refusal
    if relation is Relation.BARRED:
        return Refusal(operation, _BARRED, _OTHERS)
    if relation in reached(account, operation):
        return None
    return Refusal(
        operation,
        Text(
            f"「{operation.title.zh}」限于{_cases(account, operation, 'zh')}，这是{relation.title.zh}",
            f"you may {operation.title.en} only with {_cases(account, operation, 'en')}, and this is {relation.title.en}",
        ),
        _OTHERS,
    )


#: What somebody may do whose password another person knows as well.
_WITH_A_PASSWORD_TO_CHANGE = frozenset({Operation.READ_OWN_ACCOUNT, Operation.CHANGE_OWN_PASSWORD})

_MUST_CHANGE = Text("须先修改初始密码", "your first password has to be changed before anything else")
_CHANGE_IT = Text("请先修改密码。", "Change your password first.")
_INACTIVE = Text("账户已停用", "the account is not in use any more")
_ASK_AN_ADMINISTRATOR = Text("请联系账户管理员。", "Ask an administrator.")
_BARRED = Text("您在此案中须回避，不得参与", "you are barred from this case and take no part in it")
_OTHERS = Text("请由承办人或交其审核的人办理。", "Leave it to its handler or to those who are to review it.")


def _held_back(account: Account, operation: Operation) -> Refusal | None:
    """What keeps an account from an operation whatever its roles are."""
    if not account.active:
        return Refusal(operation, _INACTIVE, _ASK_AN_ADMINISTRATOR)
    if account.must_change and operation not in _WITH_A_PASSWORD_TO_CHANGE:
        return Refusal(operation, _MUST_CHANGE, _CHANGE_IT)
    return None


def _no_role(account: Account, operation: Operation) -> Refusal:
    mine = _ordered(account.roles)
    able = _ordered(frozenset(role for role in Role if REACHES[role, operation] is not Reach.NOT))
    return Refusal(
        operation,
        Text(
            f"「{operation.title.zh}」不属于您的角色（{'、'.join(role.title.zh for role in mine)}）",
            f"to {operation.title.en} is not for your role ({', '.join(role.title.en for role in mine)})",
        ),
        Text(
            f"可由以下角色办理：{'、'.join(role.title.zh for role in able)}。",
            f"It is for: {', '.join(role.title.en for role in able)}.",
        ),
    )


def _cases(account: Account, operation: Operation, language: str) -> str:
    """The cases that an operation reaches, in words."""
    reached_here = reached(account, operation)
    names = [relation.title.get(language) for relation in Relation if relation in reached_here]
    return ("或" if language == "zh" else " or ").join(names)


def _ordered(roles: frozenset[Role]) -> tuple[Role, ...]:
    return tuple(role for role in Role if role in roles)
