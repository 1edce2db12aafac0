"""Why the service does not do what it was asked: somebody may not, there is no such thing, or it is gone.

What the workflow refuses is another matter (`case_files.MoveRefused`).
"""

from __future__ import annotations

from datetime import datetime

from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.access.refusals import Refusal


class NotAllowed(InputError):
    """An account may not do this, or not with this case."""


class NotFound(InputError):
    """There is no such case, or no such evaluation in it."""


class ContentErased(InputError):
    """What was written down has been erased; that it was there, and until when, the log says for ever."""


def refuse_operation(refusal: Refusal | None) -> None:
    """Ends an operation that is not allowed.

    Raises:
        NotAllowed: there is a refusal.
    """
    if refusal is not None:
        raise NotAllowed([refusal.problem()])


def no_such_case() -> NotFound:
    """No case has this id."""
    return NotFound(
        [
            Problem(
                "unknown_case",
                "there is no such case",
                mend="GET /v1/cases lists those that you may read.",
                zh=Chinese("没有这个案卷", "GET /v1/cases 列出了您可以查看的案卷。"),
            )
        ]
    )


def no_such_evaluation() -> NotFound:
    """No event of the case with this number is an evaluation."""
    return NotFound(
        [
            Problem(
                "unknown_evaluation",
                "the case has no evaluation of this number",
                mend="The history of the case names its evaluations.",
                zh=Chinese("案卷中没有这个编号的评估", "案卷的办理过程列出了各次评估的编号。"),
            )
        ]
    )


def no_such_handler() -> InputError:
    """A case was to be given to somebody who cannot have one."""
    return InputError(
        [
            Problem(
                "no_such_handler",
                "no account in use with the role of a handler has this id",
                why="A case that belongs to nobody is handled by nobody.",
                mend="Name the id of a handler's account.",
                pointer="/to",
                zh=Chinese("没有这个编号的在用承办人账户", "请填写承办人的账户编号。"),
            )
        ]
    )


def erased(at: datetime) -> ContentErased:
    """What was asked for was erased then."""
    day = at.date().isoformat()
    return ContentErased(
        [
            Problem(
                "content_erased",
                f"what was recorded here was erased on {day}",
                why="Contents are erased when they may no longer be kept; the log still proves that they were there.",
                zh=Chinese(f"这里的内容已于 {day} 删除", "日志仍可证明曾有此记录，内容无法恢复。"),
            )
        ]
    )
