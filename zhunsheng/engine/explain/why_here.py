"""Why one rule applies to one place of a case, or why it does not: what an auditor asks about a node of the trace."""

from __future__ import annotations

from zhunsheng.engine.answer_reasons import Reason
from zhunsheng.engine.case import Case
from zhunsheng.engine.evaluation import Evaluator, Language
from zhunsheng.engine.explain.lacking import Lacking
from zhunsheng.engine.explain.trace import instance_pointer
from zhunsheng.engine.explain.why import as_it_is
from zhunsheng.engine.explain.why_rules import RuleReasons


def why_here(evaluator: Evaluator, case: Case, language: Language, rule: str, pointer: str) -> Reason | None:
    """Why a rule applies to a subject or a conduct, or why not; None where there is no such rule for such a place.

    Args:
        rule: Its id.
        pointer: The JSON pointer of the place.

    Raises:
        EnginesDiffer: the engines do not agree.
    """
    found = evaluator.release.rules.get(rule)
    if found is None:
        return None
    _, subjects = as_it_is(evaluator, case, language)
    for now in subjects:
        for place in (now.subject, *now.subject.parts):
            if instance_pointer(place) == pointer and place.level == found.level:
                reasons = RuleReasons(evaluator, now, language, Lacking(evaluator.compiled, now.subject))
                return reasons.reason(reasons.candidate(found, place))
    return None
