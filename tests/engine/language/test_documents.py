"""The strict reader of YAML and JSON: each refusal with its place, and what stays as it was written."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from zhunsheng.engine.language.documents import MAXIMUM_BYTES, read_bytes, read_file, read_text
from zhunsheng.engine.problems import InputError


def problem_of(text: str) -> tuple[str, str]:
    """Code and place of the first problem in a text."""
    with pytest.raises(InputError) as error:
        read_text(text, "f.yaml")
    problem = error.value.problems[0]
    return problem.code, str(problem.span)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate_key", "f.yaml:3:1"),
        ('{"x": {"a": 1, "a": 2}}', "duplicate_key", "f.yaml:1:16"),
        ("a: &here 1\n", "anchor", "f.yaml:1:4"),
        ("a: !mine x\n", "tag", "f.yaml:1:4"),
        ("a:\n  ? [1, 2]\n  : x\n", "key", "f.yaml:2:5"),
        ("a:\n  <<: {b: 1}\n", "key", "f.yaml:2:3"),
        ("", "empty", "f.yaml:1:1"),
        ("# only a comment\n", "empty", "f.yaml:1:1"),
        ("a: [1, 2\n", "malformed", "f.yaml:2:1"),
        ("a: 1\n---\nb: 2\n", "several_documents", "f.yaml:2:1"),
        ("a: \x07\n", "malformed", "f.yaml:1:1"),
        ("[" * 1_000, "too_deep", "f.yaml:1:41"),
        ('{"a":' * 1_000, "too_deep", "f.yaml:1:201"),
        ("- " * 1_000, "too_deep", "f.yaml:1:81"),
        ("\n".join(" " * n + "a:" for n in range(500)), "too_deep", "f.yaml:41:41"),
    ],
)
def test_refusals(text: str, code: str, place: str) -> None:
    assert problem_of(text) == (code, place)


@pytest.mark.parametrize(
    "value", ["!!python/object:os.system x", "!!int '3'", "!!set {b}", "!mine {b: 1}", "!mine [1]"]
)
def test_every_tag_is_refused(value: str) -> None:
    assert problem_of(f"a: {value}\n") == ("tag", "f.yaml:1:4")


def test_an_alias_is_refused_with_its_anchor() -> None:
    with pytest.raises(InputError) as error:
        read_text("a: &x {b: 1}\nc: *x\n", "f.yaml")
    assert {problem.code for problem in error.value.problems} == {"anchor"}


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    with pytest.raises(InputError) as error:
        read_bytes(b" " * (MAXIMUM_BYTES + 1), "f.yaml")
    assert error.value.problems[0].code == "too_large"


def test_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(InputError) as error:
        read_bytes("a: 1\nb: 山西\n".encode("gbk"), "f.yaml")
    problem = error.value.problems[0]
    assert (problem.code, str(problem.span)) == ("not_utf8", "f.yaml:2:1")
    assert "GBK" in problem.mend


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read_bytes(b"\xef\xbb\xbf" + "甲: 1".encode(), "f").value == {"甲": 1}


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_file(tmp_path / "none.yaml", "none.yaml")
    assert error.value.problems[0].code == "unreadable"


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "n", "y", "No", "2021-10-20", "1_000", "0x10", "0o7", "1:30"]
)
def test_words_that_older_yaml_turns_into_something_else_stay_words(word: str) -> None:
    assert read_text(f"a: {word}", "f").value == {"a": word}


@pytest.mark.parametrize("word", [".nan", ".NaN", "NaN", "Infinity", "-.inf", ".inf"])
def test_numbers_that_are_no_numbers_stay_words(word: str) -> None:
    """They then fail as the wrong type wherever a number is wanted."""
    assert read_text(f'{{"a": {word}}}', "f").value == {"a": word}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("-3", -3),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'3'", "3"),
        ('"true"', "true"),
        ("山西", "山西"),
    ],
)
def test_scalars(text: str, value: object) -> None:
    found = read_text(f"a: {text}", "f").value
    assert found == {"a": value}
    assert isinstance(found, dict)
    assert type(found["a"]) is type(value)
    assert not isinstance(found["a"], float) or not math.isnan(found["a"])


def test_spans_of_nested_values() -> None:
    document = read_text(
        "case:\n  id: K1\nsubjects:\n  - id: S1\n    conducts: [{id: C1, 甲: 1}]\n", "f.yaml"
    )
    assert str(document.span("/case")) == "f.yaml:1:1"
    assert str(document.span("/subjects/0/id")) == "f.yaml:4:5"
    assert str(document.span("/subjects/0/conducts/0/甲")) == "f.yaml:5:25"
    assert str(document.span("/subjects/0/conducts/0/missing")) == str(
        document.span("/subjects/0/conducts/0")
    )


def test_pointers_escape_what_they_must() -> None:
    assert str(read_text('{"a/b": {"c~d": 1}}', "f").span("/a~1b/c~0d")) == "f:1:10"
