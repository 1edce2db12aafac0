"""Evaluators of rulesets that answer no more, for whoever looks at what was answered under them.

A record is shown and explained by the rules it was made under. Those that answer now are at hand; older ones are unpacked and
compiled, which takes a second or two, and the last few are kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.evaluating import Answers
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.release_rows import stored_ruleset
from zhunsheng.records.stored_replays import evaluator_of

#: So many old rulesets are kept in memory, some 50 MB each.
_KEPT = 2


class RulesetNotKept(InputError):
    """A record's ruleset is not there, or none that this program can read."""


@dataclass(frozen=True, eq=False)
class KeptEvaluators:
    """Evaluators by the digest of what they answer from. Old ones run one engine: what they say was checked by two before."""

    ledger: Ledger
    answers: Answers
    _old: OrderedDict[str, Evaluator] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def of(self, basis: str) -> Evaluator:
        """The evaluator that answers from this basis.

        Raises:
            RulesetNotKept: it was never kept, or cannot be read.
            StorageUnavailable: the database does not answer.
        """
        if basis == self.answers.basis:
            return self.answers.evaluator
        # Whoever asks for the same one meanwhile waits for it: to compile it twice would take both of them longer.
        with self._lock:
            if basis not in self._old:
                self._old[basis] = self._made(basis)
            self._old.move_to_end(basis)
            while len(self._old) > _KEPT:
                self._old.popitem(last=False)
            return self._old[basis]

    def _made(self, basis: str) -> Evaluator:
        with self.ledger.reading() as log:
            packed = stored_ruleset(log.connection, basis)
        if packed is None:
            raise _not_kept(basis, "it was never stored", "从未保存")
        try:
            with packed.unpacked() as release:
                return evaluator_of(release, "bits")
        except InputError as error:
            what, _ = error.problems[0].say("zh")
            raise _not_kept(basis, error.problems[0].what, what) from None


def _not_kept(basis: str, why: str, zh: str) -> RulesetNotKept:
    return RulesetNotKept(
        [
            Problem(
                "ruleset_not_kept",
                f"the ruleset {basis} of this record cannot be used: {why}",
                why="A record is shown in the words of the rules it was made under.",
                mend="Export the log, or read the record as JSON; tell the operator.",
                zh=Chinese(
                    f"无法使用本记录的规则库 {basis}：{zh}", "请导出日志或读取 JSON，并告知运维人员。"
                ),
            )
        ]
    )
