"""The rules for OpenFisca, and the program beside it that runs them (`openfisca_program`).

A field and a rule are each a variable; a formula asks for other variables, which OpenFisca works out once. Enums are their
places, days numbers. OpenFisca knows no unknown: an input that is not given has a default, 0 or no. On partly known cases it
is run with these, so that the check shows what becomes of them.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers.batch import APPLIES, READINGS, Answers, BatchPeer
from benchmarks.peers.cases import Cases
from benchmarks.peers.conditions import Kind, Language, Test
from benchmarks.peers.ruleset import RuleSet

ROOT = Path(__file__).resolve().parents[2]
#: The Python of OpenFisca's own environment.
PYTHON = ROOT / ".venv-openfisca" / "bin" / "python"


class Program:
    """The program, started. Its time is what it says it took: handing the arrays over is outside the clock."""

    def __init__(self, rules: RuleSet, cases: Cases) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)
        (self.folder / "rules.json").write_text(json.dumps(_described(rules)), encoding="utf-8")
        self.cases = cases
        values = {name: values * cases.known.get(name, True) for name, values in cases.values.items()}
        np.savez(self.folder / "cases.npz", **values)
        self._process = subprocess.Popen(
            [str(PYTHON), "-I", str(Path(__file__).with_name("openfisca_program.py")), str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("OpenFisca's program ended")
        return line.strip()

    def ask(self, what: str) -> str:
        """Sends a line and reads the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()
        return self._answer()

    def peak(self) -> int:
        """The most memory that it has had, in bytes."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        return 1024 * int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


class Took(float):
    """What a run returned: the seconds that it took, and the program that keeps the verdicts."""

    program: Program


def installed_version() -> str:
    """The version in OpenFisca's environment."""
    asked = "from importlib.metadata import version; print(version('openfisca-core'))"
    return subprocess.run(
        [str(PYTHON), "-I", "-c", asked], check=True, capture_output=True, text=True
    ).stdout.strip()


def openfisca(rules: RuleSet) -> BatchPeer:
    """The contestant."""

    def prepared(cases: Cases, _threads: int) -> Callable[[], Any]:
        program = Program(rules, cases)

        def run() -> Took:
            took = Took(program.ask("run"))
            took.program = program
            return took

        return run

    def answers(took: Took) -> Answers:
        took.program.ask("keep")
        applies = np.load(took.program.folder / "verdicts.npy")
        cases = took.program.cases
        if cases.complete:
            return {APPLIES[0]: applies}
        every = np.packbits(np.ones(cases.rows, np.bool_), bitorder="little")
        return dict(zip(READINGS, (applies, applies, applies ^ every), strict=True))

    return BatchPeer("openfisca", "OpenFisca", prepared, answers, unknown=False)


def _described(rules: RuleSet) -> dict[str, Any]:
    language = Language[str](
        _test,
        lambda conclusion: _either([f'case("{id}", period)' for id in _names(rules.concluding[conclusion])]),
        lambda part: f"numpy.logical_not({part})",
        lambda parts: f"({' * '.join(parts)})",
        _either,
    )
    described = []
    for rule in rules.rules:
        spared = [f'numpy.logical_not(case("{id}", period))' for id in _names(rules.overriding[rule.id])]
        described.append((rule.variable, " * ".join([language.say(rule.premise), *spared])))
    fields = [(field.name, "bool" if field.kind is Kind.FLAG else "int") for field in rules.fields]
    return {"fields": fields, "rules": described}


def _test(test: Test) -> str:
    value = f'case("{test.field.name}", period)'
    match test.field.kind:
        case Kind.FLAG:
            return value
        case Kind.ENUM:
            return _either([f"({value} == {operand})" for operand in test.operands])
        case _:
            return f"({value} {test.operator} {test.operands[0]})"


def _either(parts: list[str]) -> str:
    return f"({' + '.join(parts)})"


def _names(ids: tuple[str, ...]) -> list[str]:
    return [id.replace(".", "_") for id in ids]
