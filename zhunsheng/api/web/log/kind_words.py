"""What the kinds of entries are called, in groups of what they are about: cases as they are worked, then the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from zhunsheng.engine.vocabulary.facts import Text


@dataclass(frozen=True)
class KindGroup:
    """Kinds of entries that are about one thing, in the order in which they come to pass."""

    title: Text
    kinds: Mapping[str, Text]


GROUPS: Final = (
    KindGroup(
        Text("案卷和承办", "Cases and their handlers"),
        {
            "case.opened": Text("立卷", "Case opened"),
            "case.handed_over": Text("移交", "Case handed over"),
            "case.reassigned": Text("改派承办人", "Case reassigned"),
            "recusal.declared": Text("声明回避", "Recusal declared"),
            "recusal.ordered": Text("责令回避", "Recusal ordered"),
        },
    ),
    KindGroup(
        Text("事实和评估", "Facts and evaluations"),
        {
            "facts.recorded": Text("登记事实", "Facts recorded"),
            "evaluation.recorded": Text("评估", "Evaluation recorded"),
        },
    ),
    KindGroup(
        Text("意见和审核", "Opinions and reviews"),
        {
            "opinion.given": Text("提出意见", "Opinion given"),
            "opinion.withdrawn": Text("撤回意见", "Opinion withdrawn"),
            "discontinuance.proposed": Text("建议了结", "Discontinuance proposed"),
            "discontinuance.withdrawn": Text("撤回了结建议", "Proposal to discontinue withdrawn"),
            "review.approved": Text("审核通过", "Review approved"),
            "review.returned": Text("退回", "Review returned"),
        },
    ),
    KindGroup(
        Text("结案及其后", "Closing, and after it"),
        {
            "case.closed": Text("结案", "Case closed"),
            "case.closed_without_accountability": Text(
                "以不予问责结案", "Case closed without accountability"
            ),
            "duty.done": Text("程序要求已完成", "Duty done"),
            "terms.computed": Text("重新计算期限", "Time limits computed"),
            "appeal.filed": Text("登记申诉", "Appeal filed"),
            "appeal.decided": Text("处理申诉", "Appeal decided"),
            "correction.clerical": Text("更正笔误", "Clerical correction"),
            "correction.reopened": Text("因事实有误重新办理", "Reopened for a fact"),
        },
    ),
    KindGroup(
        Text("查看、核对和删除", "Reading, checking and erasing"),
        {
            "case.read": Text("查看案卷", "Case read"),
            "evaluation.replayed": Text("重算核对", "Evaluation replayed"),
            "content.erased": Text("删除内容", "Content erased"),
        },
    ),
    KindGroup(
        Text("账户和登录", "Accounts and sign-ins"),
        {
            "account.added": Text("建立账户", "Account added"),
            "account.roles_changed": Text("更改角色", "Roles changed"),
            "account.put_out_of_use": Text("停用账户", "Account put out of use"),
            "account.put_back_in_use": Text("重新启用账户", "Account put back in use"),
            "account.password_set": Text("设定初始密码", "First password set"),
            "account.password_changed": Text("修改密码", "Password changed"),
            "session.began": Text("登录", "Session began"),
            "session.ended": Text("退出", "Session ended"),
        },
    ),
    KindGroup(
        Text("日志本身", "The log itself"),
        {
            "log.exported": Text("导出日志", "Log exported"),
            "key.rotated": Text("更换签名密钥", "Signing key rotated"),
        },
    ),
)
KINDS: Final[Mapping[str, Text]] = {kind: name for group in GROUPS for kind, name in group.kinds.items()}


def kind_name(kind: str, language: str) -> str:
    """What a kind is called; one that a later version adds is called by its code."""
    return KINDS[kind].get(language) if kind in KINDS else kind
