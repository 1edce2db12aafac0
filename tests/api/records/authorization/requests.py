"""Every address of the service that asks who it is and is about no case on record (those are in `case_requests`), as a real
request for what the table of permissions calls an operation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.api.records.people import PASSWORD, Person
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.operations import Operation

#: For everybody who is signed in, whatever he may do.
OF_EVERYBODY = {("DELETE", "/v1/session")}

#: Operations of the table for which there is no address; who may do them is asked where they are done.
NOT_OVER_HTTP = {Operation.READ_TRACE, Operation.ROTATE_KEY}

#: A handler who can be given a case.
OTHER_HANDLER = "u-another"


@dataclass(frozen=True)
class Request:
    """One request.

    Attributes:
        template: The template of the route.
        url: Where it goes, if that is not the template.
        body: What it takes; None for a GET.
    """

    operation: Operation
    method: str
    template: str
    title: Text
    url: str = ""
    body: Any = None

    def send(self, person: Person) -> Any:
        """Sends it."""
        url = self.url or self.template
        match self.method:
            case "GET":
                return person.get(url)
            case "PUT":
                return person.put(url, self.body)
        return person.post(url, self.body)


def _case_document(case: Mapping[str, Any]) -> tuple[Request, ...]:
    title = Text("不留记录的评估", "evaluate without a record")
    addresses = (
        "/v1/evaluations",
        "/v1/evaluations/explanation",
        "/v1/evaluations/graph",
        "/v1/evaluations/report",
        "/v1/questions",
        "/v1/what-if",
        "/v1/what-if/target",
        "/v1/what-if/comparison",
    )
    query = {
        "/v1/what-if/target": "?to=0",
        "/v1/what-if/comparison": "?set=/subjects/0/conducts/0/intent%3Dnegligence",
    }
    return tuple(
        Request(Operation.EVALUATE_UNRECORDED, "POST", at, title, at + query.get(at, ""), case)
        for at in addresses
    )


def requests(case: Mapping[str, Any]) -> tuple[Request, ...]:
    """Every request that is about no case on record.

    Args:
        case: A case document.
    """
    manage, rules, words = Operation.MANAGE_ACCOUNTS, Operation.READ_RULES, Operation.READ_VOCABULARY
    target = "/v1/accounts/u-target"
    return (
        Request(rules, "GET", "/v1/rules", Text("规则目录", "the list of rules")),
        Request(
            rules, "GET", "/v1/rules/{rule_id}", Text("一条规则", "one rule"), "/v1/rules/shanxi.complacency"
        ),
        Request(words, "GET", "/v1/vocabulary", Text("词汇", "the vocabulary")),
        Request(words, "GET", "/v1/schemas/case", Text("案卷的结构", "the shape of a case")),
        Request(words, "GET", "/v1/schemas/suggestion", Text("答复的结构", "the shape of an answer")),
        Request(
            Operation.READ_OWN_ACCOUNT, "GET", "/v1/session", Text("查看本人账户", "read one's own account")
        ),
        *_case_document(case),
        Request(Operation.OPEN_CASE, "POST", "/v1/cases", Text("立卷", "open a case"), body={}),
        Request(Operation.LIST_CASES, "GET", "/v1/cases", Text("案卷目录", "list cases")),
        Request(Operation.SEARCH_REGISTER, "GET", "/v1/register", Text("检索登记簿", "search the register")),
        Request(Operation.READ_LOG, "GET", "/v1/log/entries", Text("日志记录", "entries of the log")),
        Request(
            Operation.READ_PROOFS,
            "GET",
            "/v1/log/proofs/inclusion",
            Text("记录在日志中的证明", "proof that an entry is in the log"),
            "/v1/log/proofs/inclusion?entry=0&size=1",
        ),
        Request(
            Operation.READ_PROOFS,
            "GET",
            "/v1/log/proofs/consistency",
            Text("日志只增不改的证明", "proof that the log only grew"),
            "/v1/log/proofs/consistency?from=1&to=1",
        ),
        Request(Operation.READ_CHECKPOINT, "GET", "/v1/log/checkpoint", Text("检查点", "the checkpoint")),
        Request(Operation.EXPORT_LOG, "GET", "/v1/log/export", Text("导出日志", "export the log")),
        Request(
            Operation.EXPORT_CONTENT,
            "GET",
            "/v1/log/export",
            Text("连同内容导出", "export it with contents"),
            "/v1/log/export?contents=true",
        ),
        Request(
            Operation.READ_OVERRIDE_STATISTICS,
            "GET",
            "/v1/statistics/overrides",
            Text("不采纳建议的统计", "statistics of overrides"),
        ),
        Request(Operation.READ_METRICS, "GET", "/metrics", Text("运行指标", "metrics")),
        Request(manage, "GET", "/v1/accounts", Text("账户目录", "list accounts")),
        Request(manage, "GET", "/v1/accounts/{account_id}", Text("查看一个账户", "read an account"), target),
        Request(
            manage,
            "POST",
            "/v1/accounts",
            Text("建立账户", "add an account"),
            body={"login": "added", "roles": ["handler"]},
        ),
        Request(
            manage,
            "PUT",
            "/v1/accounts/{account_id}/roles",
            Text("改变账户的角色", "change the roles of an account"),
            f"{target}/roles",
            {"roles": ["reviewer"]},
        ),
        Request(
            manage,
            "PUT",
            "/v1/accounts/{account_id}/active",
            Text("停用账户", "put an account out of use"),
            f"{target}/active",
            {"active": False},
        ),
        Request(
            manage,
            "POST",
            "/v1/accounts/{account_id}/handing-over",
            Text("移交其全部案卷", "hand over all of its cases"),
            f"{target}/handing-over",
            {"to": OTHER_HANDLER},
        ),
        Request(
            manage,
            "POST",
            "/v1/accounts/{account_id}/password",
            Text("为他人设定初始密码", "make a first password for somebody"),
            f"{target}/password",
        ),
        # The last one: it ends the session with which the others were sent.
        Request(
            Operation.CHANGE_OWN_PASSWORD,
            "PUT",
            "/v1/session/password",
            Text("修改本人密码", "change one's own password"),
            body={"current": PASSWORD, "new": "four quiet rivers in winter"},
        ),
    )
