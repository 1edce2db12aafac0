"""How the log says no: in the five parts of every complaint of the project, in English and Chinese.

A refusal of the log is read by two people: by whoever runs the service, at night, and by an auditor who did not write it. So
each says what is wrong and where, never only that "verification failed", and each has a code that a program can tell apart.
"""

from __future__ import annotations

from zhunsheng.engine.problems import Chinese, InputError, Problem


class LogRefused(InputError):
    """Something of the log is not as it must be; ``problems`` says what, and what to do about it."""

    @property
    def problem(self) -> Problem:
        """The first problem; mostly there is one only."""
        return self.problems[0]


def problem(
    code: str, what: str, zh: str, *, why: str = "", mend: str = "", mend_zh: str = "", pointer: str = ""
) -> Problem:
    """A complaint in both languages.

    Args:
        code: A stable ASCII identifier.
        what: One English sentence on what is wrong.
        zh: The same in Chinese.
        why: Why it is refused.
        mend: What to do about it.
        mend_zh: The same in Chinese.
        pointer: RFC 6901 JSON pointer into the document, where there is one.
    """
    return Problem(code, what, why, mend, pointer, zh=Chinese(zh, mend_zh))


def refused(
    code: str, what: str, zh: str, *, why: str = "", mend: str = "", mend_zh: str = "", pointer: str = ""
) -> LogRefused:
    """An error with one such complaint, to be raised."""
    return LogRefused([problem(code, what, zh, why=why, mend=mend, mend_zh=mend_zh, pointer=pointer)])
