"""The roles as choices: what each is called, and what whoever has it may do and may not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zhunsheng.api.web.form_data import Form
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import Chinese, Problem, nearest, refuse
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.roles import Role

#: A value, what it is called, and what that means.
Choice = tuple[str, str, str]

_MEANINGS: Mapping[Role, Text] = {
    Role.HANDLER: Text(
        "立卷、录入事实、提出意见；只看本人承办的案卷",
        "opens cases, enters facts, gives opinions; sees the cases of his own",
    ),
    Role.REVIEWER: Text(
        "审核交来的案卷，不审核本人承办的",
        "reviews cases that are put before him, never one that he handles",
    ),
    Role.SENIOR_REVIEWER: Text(
        "提级审核，查看与建议不同的决定的统计",
        "reviews one level up, and reads how often suggestions were not followed",
    ),
    Role.AUDITOR: Text(
        "查看、核验全部案卷和日志，不经手任何案卷；须是唯一的角色",
        "reads and verifies every case and the log, and works on none; must be the only role",
    ),
    Role.MAINTAINER: Text(
        "维护规则，查看统计，不看案卷", "maintains the rules and reads statistics; sees no case"
    ),
    Role.ADMINISTRATOR: Text(
        "管理账户、移交和删除，不看案卷；须是唯一的角色",
        "manages accounts, hands over and erases; sees no case; must be the only role",
    ),
}


def role_choices(language: Language) -> tuple[Choice, ...]:
    """Every role, in the order of the table of permissions."""
    return tuple((role.value, role.title.get(language), _MEANINGS[role].get(language)) for role in Role)


def chosen_roles(sent: Form) -> tuple[Role, ...]:
    """The roles that were chosen in a form.

    Raises:
        InputError: one of them is none, so that somebody else than our page has made the form.
    """
    given = sent.texts("roles")
    known = {role.value: role for role in Role}
    refuse(_unknown(given, known))
    return tuple(known[name] for name in given)


def _unknown(given: Iterable[str], known: Mapping[str, Role]) -> Iterable[Problem]:
    return (
        Problem(
            "unknown_value",
            f"there is no role '{name}'",
            mend=f"Choose among: {', '.join(known)}.",
            pointer="/roles",
            near=nearest(name, known),
            zh=Chinese(f"没有「{name}」这个角色", f"可选：{'、'.join(known)}"),
        )
        for name in given
        if name not in known
    )
