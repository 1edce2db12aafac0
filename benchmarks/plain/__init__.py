"""The rules of benchmarks/workload/, written by hand: the peer that the engine is measured against.

No rule language, no circuit, no tables read from files: functions over plain values, as a careful programmer would write
them on reading the law. They compute one reading, the *established* one, with ordinary two-valued control flow. Unknown is
``None``, and three habits keep it from becoming guilt or innocence:

- a yes-or-no fact is compared with ``is True`` or ``is False``, never tested bare;
- a value is looked up in a set of keys, of which ``None`` is never a member;
- what an earlier rule concluded is a set of ids: in it or not, nothing between.

It is also a third opinion. The engines share the parsed rules; this shares nothing with them but the case (`Case`), so that
an error in the parser or in the meaning of an expression shows here and nowhere else (tests/benchmarks/test_plain.py). It does
not follow rulesets/, whose rules change with the law, while a measure has to stay. What it cannot do is everything else that
the engine does: say what is still possible, what it hangs on, or where a rule stands.
"""

from benchmarks.plain.evaluate import CaseResult, SubjectResult, evaluate

__all__ = ["CaseResult", "SubjectResult", "evaluate"]
