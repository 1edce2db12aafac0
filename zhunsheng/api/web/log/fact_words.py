"""What an entry says besides its kind, time, account and case, in words: what each name stands for, and each code.

The bytes of an entry are the record, and the page shows them; these words are for whoever reads it without knowing how the
log is written. What a later version adds has none here, and is shown by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from zhunsheng.api.web.cases.particular_words import codes_of, words_of
from zhunsheng.api.web.listed_names import listed
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.roles import Role
from zhunsheng.records.case_entries import REPLAYED
from zhunsheng.records.log.erasures import ERASED
from zhunsheng.records.workflow.ground_words import (
    APPEAL_OUTCOMES,
    CHOICES,
    ERASURE_GROUNDS,
    OVERRIDE_GROUNDS,
    CodeWords,
)

#: Of what is filled in nowhere. What is has its words where it is filled in (`particular_words`).
_NAMES: Final[Mapping[str, Text]] = {
    "number": Text("案卷内的序号", "Number in the case"),
    "acting_as": Text("以哪个角色", "Acting as"),
    "subjects": Text("各主体的建议", "What is suggested for each subject"),
    "facts": Text("所依据的事实（序号）", "Facts it rests on (number)"),
    "release": Text("规则版本的摘要", "Digest of the ruleset"),
    "basis": Text("全部依据的摘要", "Digest of all that it was made of"),
    "duties": Text("程序要求", "Duties"),
    "law": Text("适用何时的法", "Whose law was applied"),
    "engines": Text("核对结果的引擎", "Engines that checked it"),
    "evaluation": Text("哪一次评估（序号）", "Which evaluation (number)"),
    "event": Text("哪一步（序号）", "Which event (number)"),
    "opinion": Text("意见", "Opinion"),
    "result": Text("处理结果", "Result"),
    "ground": Text("理由", "Ground"),
    "events": Text("涉及哪些步骤（序号）", "Of which events (numbers)"),
    "erased": Text("被删除内容的摘要", "Digests of what was erased"),
    "roles": Text("角色", "Roles"),
    "external": Text("由外部身份系统登录", "Signs in through an identity provider"),
    "before": Text("原来的角色", "Roles before"),
    "after": Text("现在的角色", "Roles after"),
    "contents": Text("是否含内容", "With contents"),
    "engine": Text("用哪个引擎", "By which engine"),
    "old": Text("原来的公钥", "Key before"),
    "new": Text("现在的公钥", "Key after"),
}
#: What stands within a fact.
_WITHIN: Final[Mapping[str, Text]] = {
    "choice": Text("意见", "Choice"),
    "form": Text("形态", "Form"),
    "measures": Text("措施", "Measures"),
    "reasons": Text("理由", "Reasons"),
    "ground": Text("理由", "Ground"),
    "fact": Text("哪一项事实", "Which fact"),
    "rules": Text("哪些规则", "Which rules"),
    "subject": Text("主体", "Subject"),
    "at_least": Text("法定最低形态", "Lowest form in law"),
    "at_most": Text("法定最高形态", "Highest form in law"),
    "deciding": Text("起决定作用的规则", "Deciding rules"),
    "findings": Text("认定的类别", "Categories established"),
    "duty": Text("程序要求", "Duty"),
    "rule": Text("所依据的规则", "By which rule"),
    "due": Text("期限", "Due"),
    "extended_due": Text("延长后的期限", "Due, if extended"),
    "outcome": Text("处理结果", "Result"),
}
_LAW: Final[Mapping[str, Text]] = {
    "act": Text("行为时的法", "the law of the act"),
    "decision": Text("决定时的法", "the law of the decision"),
    "mixed": Text("逐行为适用", "to each conduct its own"),
}
_ENGINES: Final[Mapping[str, Text]] = {
    "recorded": Text("与记录相同的引擎", "those of the record"),
    "bits": Text("位运算引擎", "the bit engine"),
    "rete": Text("Rete 引擎", "the Rete engine"),
}
_REPLAYED: Final[Mapping[str, Text]] = {
    "identical": Text("完全相同", "identical"),
    "different": Text("有差别", "different"),
    "failed": Text("无法核对", "nothing to compare"),
}
#: The words of codes that mean one thing wherever they stand within a fact.
CODES_WITHIN: Final[Mapping[str, Mapping[str, Text]]] = {
    "choice": {code: of.name for code, of in CHOICES.items()},
    "ground": {code: of.name for code, of in OVERRIDE_GROUNDS.items()},
    "outcome": {code: of.name for code, of in APPEAL_OUTCOMES.items()},
}
_OF_FACTS: Final[Mapping[str, Mapping[str, Text]]] = {
    "law": _LAW,
    "engine": _ENGINES,
    "engines": _ENGINES,
}
_ABOUT: Final[Mapping[str, Text]] = {"account": Text("账户", "Account")}
_ROLES: Final = frozenset({"acting_as", "roles", "before", "after"})


def fact_name(kind: str, name: str, language: str) -> str:
    """What a fact of an entry of a kind is called; "" where nobody has said so."""
    try:
        return words_of(kind, name).label.get(language)
    except KeyError:
        return _NAMES[name].get(language) if name in _NAMES else ""


def name_within(name: str, language: str) -> str:
    """What a part of a fact is called; "" where nobody has said so."""
    return _WITHIN[name].get(language) if name in _WITHIN else ""


def about_name(name: str, language: str) -> str:
    """What that which an entry is about is called; by its name where nobody has said so."""
    return _ABOUT[name].get(language) if name in _ABOUT else name


def said_of_fact(kind: str, name: str, value: Any, language: Language) -> str:
    """The codes in a fact in words; "" where it has none, or one that nobody has words for."""
    words = _words(kind, name)
    codes = value if isinstance(value, list | tuple) else [value]
    if not codes or not all(isinstance(code, str) and code in words for code in codes):
        return ""
    return listed((words[code].get(language) for code in codes), language)


def _words(kind: str, name: str) -> Mapping[str, Text]:
    if name in _ROLES:
        return {role.value: role.title for role in Role}
    if name in _OF_FACTS:
        return _OF_FACTS[name]
    if (kind, name) == (REPLAYED, "result"):
        return _REPLAYED
    coded: Mapping[str, CodeWords] = {}
    if (kind, name) == (ERASED, "ground"):
        coded = ERASURE_GROUNDS
    else:
        with suppress(KeyError):
            coded = codes_of(kind, name)
    return {code: of.name for code, of in coded.items()}
