"""What was found in an export, and the report of it: what, where, and whether it is an error, in Chinese and English.

An auditor does not trust a verdict, he follows a finding. So each says the line of the file and the number of the entry. What
comes of one and the same cause is said once: when an entry was changed, every later root is another, and the first one tells
where.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from zhunsheng.engine.problems import Problem
from zhunsheng.records.log.verifier_keys import VerifierKey

#: More findings than these are counted and not kept.
MOST = 500


class Severity(Enum):
    """Whether the log can be relied on in spite of a finding."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    Attributes:
        problem: What it is, why it matters, what to do.
        line: The line of the file, from 1; None where it is about no single one.
        entry: The number of the entry, from 0; None where it is about no single one.
        severity: An error, or something to know.
    """

    problem: Problem
    line: int | None = None
    entry: int | None = None
    severity: Severity = Severity.ERROR

    def place(self, language: str = "en") -> str:
        """Where it is, in words."""
        if language == "zh":
            parts = [
                f"第 {self.line} 行" if self.line is not None else "",
                f"记录 {self.entry}" if self.entry is not None else "",
            ]
            return "，".join(part for part in parts if part) or "整个文件"
        parts = [
            f"line {self.line}" if self.line is not None else "",
            f"entry {self.entry}" if self.entry is not None else "",
        ]
        return ", ".join(part for part in parts if part) or "the file"

    def render(self, language: str = "en") -> str:
        """One or two lines of text."""
        what, mend = self.problem.say(language)
        words = _WORDS["zh" if language == "zh" else "en"]
        first = f"{words[self.severity.value]} {self.place(language)}: {what}"
        return f"{first}\n  {words['help']}: {mend}" if mend else first


@dataclass(frozen=True)
class Report:
    """What the verification of an export came to.

    Attributes:
        origin: The name of the log; None where the file does not say it.
        entries: How many entries were read.
        root: The root of the log as it was computed; None where entries are missing or out of order, so that there is none.
        checkpoints: How many checkpoints fit: the root was computed anew, and they are signed as they must be.
        keys: Every verifier key that the log ever had; none where it is not signed.
        contents: How many contents are there and are what their entries say.
        absent: How many contents entries name that are not in the file: erased, or left out.
        held: How many of the checkpoints that the auditor brought along are part of this log.
        findings: What was found, in the order of the file.
        left_off: How many more findings there were.
    """

    origin: str | None
    entries: int
    root: bytes | None
    checkpoints: int
    keys: tuple[VerifierKey, ...]
    contents: int
    absent: int
    held: int
    findings: tuple[Finding, ...]
    left_off: int = 0

    @property
    def sound(self) -> bool:
        """Whether no error was found. It means as much as the keys are trusted and the held checkpoints are old."""
        return not self.left_off and not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that are errors."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    def render(self, language: str = "en") -> str:
        """The report as text."""
        words = _WORDS["zh" if language == "zh" else "en"]
        lines = [
            words["sound" if self.sound else "unsound"].format(report=self),
            words["counts"].format(report=self),
        ]
        lines += [f"  {key}" for key in self.keys] or [f"  {words['unsigned']}"]
        lines += [finding.render(language) for finding in self.findings]
        if self.left_off:
            lines.append(words["more"].format(report=self))
        return "\n".join(lines)


_WORDS = {
    "zh": {
        "error": "错误",
        "note": "提示",
        "help": "处理",
        "sound": "日志 {report.origin} 核验通过：没有发现改动",
        "unsound": "日志 {report.origin} 核验未通过",
        "counts": (
            "记录 {report.entries} 条，相符的检查点 {report.checkpoints} 个，相符的内容 {report.contents} 项，"
            "不在文件中的内容 {report.absent} 项，与自带检查点相符 {report.held} 个；密钥："
        ),
        "unsigned": "（无）",
        "more": "另有 {report.left_off} 项发现未列出",
    },
    "en": {
        "error": "error",
        "note": "note",
        "help": "help",
        "sound": "the log {report.origin} is sound: no change was found",
        "unsound": "the log {report.origin} is not sound",
        "counts": (
            "{report.entries} entries, {report.checkpoints} checkpoints that fit, {report.contents} contents that fit, "
            "{report.absent} contents not in the file, {report.held} held checkpoints that fit; keys:"
        ),
        "unsigned": "(none)",
        "more": "{report.left_off} more findings are not listed",
    },
}
