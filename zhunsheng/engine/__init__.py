"""The engine: a pure, typed library without network or database.

    from zhunsheng import engine

    suggestion = engine.evaluate({"case": {"id": "1"}, "incident": {…}, "subjects": […]})

`evaluate` is made for a first look; a program that evaluates many cases makes one `Evaluator`. `evaluation` is where to start
reading.
"""

from zhunsheng.engine.evaluation import EnginesDiffer, Evaluator, evaluate
from zhunsheng.engine.problems import InputError, Problem
from zhunsheng.engine.release import Release, default_release, load_release
from zhunsheng.engine.suggestion import Suggestion

__all__ = [
    "EnginesDiffer",
    "Evaluator",
    "InputError",
    "Problem",
    "Release",
    "Suggestion",
    "default_release",
    "evaluate",
    "load_release",
]
