"""Writes a circuit as one Python function of straight-line `&` and `|`.

Each node has two rails: `t` (known true) and `f` (known false); neither set means unknown. Kleene's operators need nothing
else: *and* is ``t = t1 & t2, f = f1 | f2``, *or* the reverse, *not* swaps the rails and costs nothing. The rails are whole
numbers whose bit i belongs to case i, so the same function evaluates one case, or a thousand hypothetical variants of one
case, or (on numpy arrays, which know `&`, `|` and `^` as well) a column of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from zhunsheng.engine.circuit.nodes import And, Atom, Circuit, Constant, Known, Negation, Or, Parts, needed

Rail: TypeAlias = int
Rails: TypeAlias = tuple[Rail, Rail]
#: (rails of the inputs, all bits set) → rails of the wanted nodes, in the order asked for.
Function: TypeAlias = Callable[[Sequence[Rails], Rail], Sequence[Rails]]


def inputs(circuit: Circuit, wanted: Iterable[int]) -> tuple[int, ...]:
    """The numbers of the atoms and of the questions about parts that the wanted nodes depend on, in order."""
    return tuple(n for n in needed(circuit, wanted) if isinstance(circuit.nodes[n], Atom | Parts))


def generate(circuit: Circuit, wanted: Sequence[int]) -> Function:
    """The function from the inputs' rails (in the order of `inputs`) to the wanted nodes' rails."""
    order = needed(circuit, wanted)
    given = inputs(circuit, wanted)
    lines = ["def evaluate(inputs, full):"]
    lines += [f"    ({', '.join(f'(t{n}, f{n})' for n in given)},) = inputs"] if given else []
    names: dict[int, tuple[str, str]] = {n: (f"t{n}", f"f{n}") for n in given}
    for n in order:
        match circuit.nodes[n]:
            case Constant(value):
                names[n] = ("full", "zero") if value else ("zero", "full")
            case Negation(part):
                true, false = names[part]
                names[n] = (false, true)
            case Known(part):
                lines.append(f"    f{n} = full ^ {names[part][0]}")
                names[n] = (names[part][0], f"f{n}")
            case And(parts):
                lines.append(f"    t{n} = {' & '.join(names[p][0] for p in parts)}")
                lines.append(f"    f{n} = {' | '.join(names[p][1] for p in parts)}")
                names[n] = (f"t{n}", f"f{n}")
            case Or(parts):
                lines.append(f"    t{n} = {' | '.join(names[p][0] for p in parts)}")
                lines.append(f"    f{n} = {' & '.join(names[p][1] for p in parts)}")
                names[n] = (f"t{n}", f"f{n}")
            case Atom() | Parts():
                pass
    lines.insert(1, "    zero = full ^ full")
    lines.append("    return (" + "".join(f"({names[n][0]}, {names[n][1]}), " for n in wanted) + ")")
    scope: dict[str, Function] = {}
    exec(compile("\n".join(lines), f"<circuit {circuit.level}>", "exec"), scope)  # our own text, made above
    return scope["evaluate"]
