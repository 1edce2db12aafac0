"""What ``from zhunsheng import engine`` offers."""

from __future__ import annotations

from zhunsheng import engine


def test_every_exported_name_is_there() -> None:
    assert sorted(engine.__all__) == engine.__all__
    assert all(hasattr(engine, name) for name in engine.__all__)


def test_evaluate_takes_a_plain_document() -> None:
    subjects = [{"id": "S1", "conducts": [{"id": "C1"}]}]
    suggestion = engine.evaluate({"case": {"id": "a"}, "incident": {}, "subjects": subjects}, "en")
    assert isinstance(suggestion, engine.Suggestion)
    assert suggestion.subjects[0].warnings[0].key == "nothing_established"


def test_a_bad_document_is_refused_with_its_pointer() -> None:
    try:
        engine.evaluate({"case": {"id": "a"}, "incident": {}, "subjects": [{"id": "S1", "knid": "person"}]})
    except engine.InputError as error:
        (problem,) = error.problems
        assert (problem.pointer, problem.near) == ("/subjects/0/knid", "kind")
    else:
        raise AssertionError("a misspelt fact was taken")
