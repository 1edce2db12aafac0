"""The commands as `zhunsheng --help` lists them: by name, each with the line that its own help begins with.

To list a command is one thing, to load it another (`loading`): the libraries behind all of them take seconds to load, and whoever
asks for one command, or only what there is, needs few of them. The lines are those of the commands (a test compares them).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Listed:
    """A command, or a group of commands, that can be loaded.

    Attributes:
        name: As it is typed; with ``_`` for ``-``, the module in `commands` that has it, and its name there.
        summary: The first line of its help.
    """

    name: str
    summary: str


COMMANDS = (
    Listed("evaluate", "评估案卷，给出建议和依据 · Evaluate a case."),
    Listed("batch", "批量评估：一个文件进，一名主体一行的结果出 · Evaluate a file of cases."),
    Listed("template", "写出批量评估的填写表格 · Write the spreadsheet for zhunsheng batch."),
    Listed(
        "explain",
        "为什么成立，为什么不成立：最少靠哪些事实，最少还差哪些 · Why, and why not: the fewest facts behind it, or lacking.",
    ),
    Listed("report", "写出案件的处理建议报告 · Write the report on a case."),
    Listed("graph", "把决策画成图：事实、规则、措施范围、形态 · Draw the decision as a graph."),
    Listed(
        "questions",
        "列出待查问题：谁来查、要什么证据、各种回答通向哪里 · What is still to be found out, and where each answer leads.",
    ),
    Listed(
        "what-if", "哪些事实若不同，结论会变 · Which facts, if they were otherwise, would change the outcome."
    ),
    Listed("similar", "查找类案：事实相近的公开通报，异同和结果 · Find published notices with like facts."),
    Listed("check", "检查规则集：引用、事实、取值是否都存在 · Check a ruleset and its scenarios."),
    Listed(
        "impact",
        "规则集改动后哪些结论会变 · Which outcomes change from one release of the rulesets to another.",
    ),
    Listed("agreement", "比较建议与公开通报 · Measure suggestions against published notices."),
    Listed(
        "statistics",
        "统计批量评估的结果：四种形态按类别、地区、层级、月份、问题和规则 · Count the results of a batch by form.",
    ),
    Listed("schema", "输出 JSON Schema · Print a JSON Schema."),
    Listed(
        "replay",
        "用当时的事实和规则重新评估，逐字节核对 · Evaluate recorded facts anew under the recorded rules, and compare.",
    ),
    Listed("serve", "启动网页和接口的服务 · Serve the pages and the API."),
    Listed("log", "日志：导出、核验、检查点、密钥 · The log: export it, verify it, its checkpoints and keys"),
    Listed(
        "database", "数据库：迁移、备份、恢复、重新生成 · The database: migrate, back up, restore, rebuild"
    ),
    Listed("account", "账户：建立、列出、角色、停用、密码 · Accounts: add, list, roles, use, password"),
)
