"""The kinds of problems of a service that keeps records: who may do what, where a case stands, what was said of it.

The codes of the workflow's refusals are here by what they are about, for that is what the status tells: a person (403), the
case (409), or the move itself (422).
"""

from __future__ import annotations

from zhunsheng.api.problem_kind import Kind
from zhunsheng.engine.vocabulary.facts import Text

OF_RECORDS = (
    # There is none, or no more.
    Kind("unknown_case", 404, Text("没有这个案卷", "There is no such case")),
    Kind("unknown_evaluation", 404, Text("没有这次评估", "There is no such evaluation")),
    Kind("unknown_account", 404, Text("没有这个账户", "There is no such account")),
    Kind("unknown_entry", 404, Text("日志没有这条记录", "The log has no such entry")),
    Kind("unknown_node", 404, Text("推导中没有这一处", "The derivation has no such place")),
    Kind("unknown_event", 404, Text("案卷没有这一步", "The case has no such step")),
    Kind("unknown_place", 404, Text("没有这一部分", "The facts have no such part")),
    Kind("unknown_evidence", 404, Text("没有这份证据", "There is no such evidence")),
    Kind("content_erased", 410, Text("内容已删除", "The content was erased")),
    # About who.
    Kind("recused", 403, Text("已回避本案", "Somebody who stands aside cannot do this")),
    Kind("not_the_owner", 403, Text("不是本案承办人", "Only the owner of the case may do this")),
    Kind("four_eyes", 403, Text("不能审核自己的工作", "Nobody reviews his own work")),
    Kind("same_reviewer", 403, Text("提级审核须由另一人进行", "The raised review takes another person")),
    Kind("took_part", 403, Text("参与过本案的人员不能处理申诉", "Who took part decides no appeal")),
    Kind("wrong_role", 403, Text("没有可以这样做的角色", "None of the roles may do this")),
    Kind("role_not_held", 403, Text("没有所称的角色", "The role is not held")),
    Kind("in_anothers_name", 403, Text("不能以他人名义办理", "Nobody acts in another's name")),
    # About an account.
    Kind("last_administrator", 409, Text("最后一个账户管理员", "The last administrator")),
    Kind("roles_elsewhere", 409, Text("角色由身份提供方决定", "The identity provider gives the roles")),
    Kind("password_elsewhere", 409, Text("密码不由本服务保存", "The password is kept elsewhere")),
    Kind("own_password", 409, Text("本人密码须自行修改", "One's own password is changed otherwise")),
    Kind("unacceptable_roles", 422, Text("角色不合要求", "The roles are not acceptable")),
    # About where the case stands.
    Kind(
        "move_refused",
        409,
        Text("案件目前不能这样办理", "The case does not allow this move, for several reasons"),
    ),
    Kind("case_moved_on", 409, Text("案件已有变化", "The case has moved on")),
    Kind("wrong_phase", 409, Text("案件不在可以这样办理的阶段", "The case is not where this can be done")),
    Kind("other_case", 409, Text("属于另一案件", "The move belongs to another case")),
    Kind("already_recused", 409, Text("已经回避", "That person stands aside already")),
    Kind("no_facts", 409, Text("没有登记事实", "No facts are recorded")),
    Kind("facts_not_evaluated", 409, Text("事实还没有评估", "The facts are not evaluated")),
    Kind("discontinuance_stands", 409, Text("已建议了结", "It is proposed to discontinue the case")),
    Kind("no_discontinuance", 409, Text("没有了结建议", "No proposal to discontinue the case stands")),
    Kind("nobody_accountable", 409, Text("没有对任何主体问责", "Nobody is held accountable")),
    Kind("somebody_accountable", 409, Text("对主体作出了问责", "Somebody is held accountable")),
    Kind("same_owner", 409, Text("已是承办人", "That person owns the case")),
    Kind("cannot_own", 409, Text("此人不能承办本案", "That person cannot handle the case")),
    Kind("outdated_facts", 409, Text("不是最新的事实", "The facts are not the newest")),
    Kind("outdated_evaluation", 409, Text("不是最新的评估", "The evaluation is not the newest")),
    Kind(
        "evaluated_under_another_ruleset",
        409,
        Text("建议出自另一版规则库", "The suggestion is of another ruleset"),
    ),
    Kind("opinion_stands", 409, Text("已有意见", "An opinion stands")),
    Kind("no_opinion", 409, Text("没有可撤回的意见", "No opinion stands")),
    Kind("not_decided_on", 409, Text("没有对该主体作出决定", "Nothing was decided on the subject")),
    Kind("appeal_open", 409, Text("已有未处理的申诉", "An appeal is open")),
    Kind("no_open_appeal", 409, Text("没有未处理的申诉", "No such appeal is open")),
    Kind("nothing_to_erase", 409, Text("没有可删除的内容", "There is nothing to erase")),
    Kind("last_subject", 409, Text("只有这一个主体", "It is the only subject")),
    Kind("duty_done_already", 409, Text("程序要求已完成", "The duty is done")),
    # About what is said.
    Kind("wrong_role_named", 422, Text("不是以该角色作出", "The move is not made in that role")),
    Kind("subject_twice", 422, Text("主体重复", "A subject occurs twice")),
    Kind("same_as_suggested", 422, Text("与建议相同", "It is what was suggested")),
    Kind("reason_missing", 422, Text("缺少文字理由", "The reason in words is missing")),
    Kind("text_missing", 422, Text("缺少文字说明", "A text is missing")),
    Kind("document_missing", 422, Text("缺少文书", "A document is missing")),
    Kind("declare_yourself", 422, Text("本人回避请自行声明", "One's own recusal is declared")),
    Kind("in_the_future", 422, Text("日期在将来", "A day lies in the future")),
    Kind("heavier_on_appeal", 422, Text("申诉不得加重", "An appeal makes nothing heavier")),
    Kind("same_as_decided", 422, Text("与原决定相同", "It is what was decided")),
    Kind("no_such_duty", 422, Text("没有这项程序要求", "There is no such duty")),
    Kind("no_such_handler", 422, Text("没有这名承办人", "There is no such handler")),
    Kind("form_not_of_measures", 422, Text("形态与措施不符", "The form is not that of the measures")),
    Kind("no_measures", 422, Text("没有写明措施", "The measures are missing")),
    Kind("no_open_norm", 422, Text("不是裁量事项", "The fact is no open norm")),
    Kind("unknown_measure", 422, Text("没有这项措施", "There is no such measure")),
    Kind("unknown_fact", 422, Text("没有这项事实", "There is no such fact")),
    Kind("entry_too_large", 422, Text("记录过大", "The record is too large")),
    Kind("entry_invalid", 422, Text("记录不合要求", "The record is not acceptable")),
    Kind("proof_entry", 422, Text("日志中没有这条记录", "The log has no such entry")),
    Kind("proof_sizes", 422, Text("日志没有这样的大小", "The log was not of this size")),
    Kind("page_altered", 422, Text("页面内容不完整", "The page is not whole")),
    # For the operator to mend.
    Kind("ruleset_not_kept", 500, Text("规则库未保存", "The ruleset is not kept")),
    Kind("answer_unreadable", 500, Text("无法读取建议", "The suggestion cannot be read")),
    Kind("storage_unavailable", 503, Text("数据库暂时不可用", "The database is not available")),
    Kind("log_unavailable", 503, Text("日志不能确认写入", "The log cannot vouch for what is written")),
    Kind(
        "not_acknowledged",
        503,
        Text("已写入，尚未确认", "It is written, and not acknowledged yet"),
    ),
    Kind("log_damaged", 503, Text("日志的哈希树不完整", "The tree of the log is not whole")),
    Kind("export_under_way", 503, Text("日志正在导出", "The log is being exported")),
    Kind("content_sealed", 503, Text("内容无法解密", "The content cannot be opened")),
)
