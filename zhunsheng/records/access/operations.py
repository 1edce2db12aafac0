"""Every operation of the service, by a name that is a promise to programs and to the log.

Reading "one's own case" and reading "any case" are one operation: how far it reaches is what the table in `permissions` says.
Listing and searching are about no one case; they show those that the account may read, and nothing of the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from zhunsheng.engine.vocabulary.facts import Text


class Operation(Enum):
    """Something that the service does for somebody who is signed in."""

    # For everybody: what the rules are, and one's own account.
    READ_RULES = "read_rules"
    READ_VOCABULARY = "read_vocabulary"
    READ_OWN_ACCOUNT = "read_own_account"
    CHANGE_OWN_PASSWORD = "change_own_password"
    # Evaluating what is kept nowhere.
    EVALUATE_UNRECORDED = "evaluate_unrecorded"
    # Cases.
    OPEN_CASE = "open_case"
    LIST_CASES = "list_cases"
    SEARCH_REGISTER = "search_register"
    READ_CASE = "read_case"
    READ_RECORD = "read_record"
    READ_TRACE = "read_trace"
    REPLAY = "replay"
    EVALUATE_CASE = "evaluate_case"
    GIVE_OPINION = "give_opinion"
    REVIEW = "review"
    REVIEW_AT_HIGHER_LEVEL = "review_at_higher_level"
    RECUSE = "recuse"
    HAND_OVER = "hand_over"
    CLOSE = "close"
    APPEAL = "appeal"
    CORRECT = "correct"
    ERASE_CONTENT = "erase_content"
    EXPORT_CONTENT = "export_content"
    # The log as a whole.
    READ_LOG = "read_log"
    READ_PROOFS = "read_proofs"
    READ_CHECKPOINT = "read_checkpoint"
    EXPORT_LOG = "export_log"
    # The service as a whole.
    READ_OVERRIDE_STATISTICS = "read_override_statistics"
    READ_METRICS = "read_metrics"
    MANAGE_ACCOUNTS = "manage_accounts"
    ROTATE_KEY = "rotate_key"

    @property
    def title(self) -> Text:
        """The operation in words."""
        return _TITLES[self]

    @property
    def about_a_case(self) -> bool:
        """Whether it is about one case, so that it matters what the account is to that case."""
        return self in _ABOUT_A_CASE


_TITLES: Mapping[Operation, Text] = {
    Operation.READ_RULES: Text("查看规则", "read the rules"),
    Operation.READ_VOCABULARY: Text("查看词汇", "read the vocabulary"),
    Operation.READ_OWN_ACCOUNT: Text("查看本人账户", "read one's own account"),
    Operation.CHANGE_OWN_PASSWORD: Text("修改本人密码", "change one's own password"),
    Operation.EVALUATE_UNRECORDED: Text("不留记录的评估", "evaluate without a record"),
    Operation.OPEN_CASE: Text("立卷", "open a case"),
    Operation.LIST_CASES: Text("列出案卷", "list cases"),
    Operation.SEARCH_REGISTER: Text("检索登记簿", "search the register"),
    Operation.READ_CASE: Text("查看案卷", "read a case"),
    Operation.READ_RECORD: Text("查看办理记录", "read the record of a case"),
    Operation.READ_TRACE: Text("查看推导过程", "read the trace of an evaluation"),
    Operation.REPLAY: Text("重算核对", "replay an evaluation"),
    Operation.EVALUATE_CASE: Text("评估案卷", "evaluate a case"),
    Operation.GIVE_OPINION: Text("提出承办意见", "give the handler's opinion"),
    Operation.REVIEW: Text("审核", "review"),
    Operation.REVIEW_AT_HIGHER_LEVEL: Text("提级审核", "review one level up"),
    Operation.RECUSE: Text("回避", "recuse oneself"),
    Operation.HAND_OVER: Text("移交", "hand over"),
    Operation.CLOSE: Text("结案", "close a case"),
    Operation.APPEAL: Text("登记申诉", "register an appeal"),
    Operation.CORRECT: Text("更正", "correct a record"),
    Operation.ERASE_CONTENT: Text("删除内容", "erase content"),
    Operation.EXPORT_CONTENT: Text("导出内容", "export content"),
    Operation.READ_LOG: Text("查看日志", "read the log"),
    Operation.READ_PROOFS: Text("取得证明", "get proofs"),
    Operation.READ_CHECKPOINT: Text("取得检查点", "get the checkpoint"),
    Operation.EXPORT_LOG: Text("导出日志", "export the log"),
    Operation.READ_OVERRIDE_STATISTICS: Text(
        "查看与建议不同的决定的统计", "read the statistics of overrides"
    ),
    Operation.READ_METRICS: Text("查看运行指标", "read metrics"),
    Operation.MANAGE_ACCOUNTS: Text("管理账户", "manage accounts"),
    Operation.ROTATE_KEY: Text("更换签名密钥", "rotate the signing key"),
}

_ABOUT_A_CASE = frozenset(
    {
        Operation.READ_CASE,
        Operation.READ_RECORD,
        Operation.READ_TRACE,
        Operation.REPLAY,
        Operation.EVALUATE_CASE,
        Operation.GIVE_OPINION,
        Operation.REVIEW,
        Operation.REVIEW_AT_HIGHER_LEVEL,
        Operation.RECUSE,
        Operation.HAND_OVER,
        Operation.CLOSE,
        Operation.APPEAL,
        Operation.CORRECT,
        Operation.ERASE_CONTENT,
        Operation.EXPORT_CONTENT,
    }
)
