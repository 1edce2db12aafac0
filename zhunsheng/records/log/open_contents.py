"""The contents of the entry that is being read: which it names, and which of them were there.

A content that is not there is no error where an entry says that it was erased, or where contents were left out of the export.
One that is gone without a word is, because somebody made it disappear; so is one that no entry names, because it could be
anything, and one that is not what its entry says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zhunsheng.engine.problems import Problem
from zhunsheng.records.log import verification_problems as say
from zhunsheng.records.log.base64_text import decoded
from zhunsheng.records.log.contents import Content
from zhunsheng.records.log.export import ContentLine
from zhunsheng.records.log.refusals import LogRefused


class OpenContents:
    """What the last entry names and was not read yet.

    Attributes:
        present: How many contents were there and are what their entries say.
        absent: How many were named and not there.
    """

    def __init__(self) -> None:
        self.present = self.absent = 0
        self._unsaid: dict[str, int] = {}
        self._erased: set[str] = set()
        self._number: int | None = None
        self._named: dict[str, str] | None = None

    def open(self, number: int, named: Mapping[str, str] | None) -> None:
        """The next entry has this number and names these contents; None where it cannot be told which."""
        self.close()
        self._number, self._named = number, None if named is None else dict(named)

    def close(self) -> None:
        """No content of the last entry comes any more."""
        self.absent += len(self._named or ())
        if self._number is not None:
            self._unsaid.update(dict.fromkeys((self._named or {}).values(), self._number))
        self._named = {}

    def erased(self, digests: Iterable[str]) -> None:
        """An entry says that the contents of these digests were erased."""
        self._erased.update(digests)

    def unsaid(self) -> tuple[int, ...]:
        """The numbers of the entries of which a content is not there, and no entry says that it was erased."""
        return tuple(
            sorted({number for digest, number in self._unsaid.items() if digest not in self._erased})
        )

    def take(self, line: ContentLine, *, included: bool) -> tuple[Problem, ...]:
        """What is wrong with a content; `included` is whether the file says that it holds contents."""
        if not included:
            return (say.content_unexpected(),)
        if line.number != self._number:
            return (say.content_misplaced(line.name, line.number),)
        if self._named is None:
            # The entry cannot be read or stands twice, which was said; nothing tells what the content should be.
            return ()
        commitment = self._named.pop(line.name, None)
        if commitment is None:
            return (say.content_unknown(line.name, line.number),)
        return self._compared(line, commitment)

    def _compared(self, line: ContentLine, commitment: str) -> tuple[Problem, ...]:
        salt, data = decoded(line.salt), decoded(line.data)
        if salt is None or data is None:
            return (say.base64_wrong("salt" if salt is None else "data"),)
        try:
            Content(salt, data).verify(commitment)
        except LogRefused as refusal:
            return refusal.problems
        self.present += 1
        return ()
