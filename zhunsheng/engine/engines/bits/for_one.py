"""Writes a circuit as one Python function for a single case, where every rail is True or False.

For a thousand variants at once a rail is a whole number and each operator works on all of them (`generation`). For one case that
is more than is asked for. Python's own `and` and `or` stop at the first part that decides, so a rule of which one fact says "no"
costs that one look; a node that only one other asks for is written into it and is skipped with it; and a rail that nobody asks
for (of most established readings the false one) is never worked out. The result is the same: tests hold that.

    generation:   t7 = t1 & t2;  f7 = f1 | f2;  t9 = t7 | t3;  f9 = f7 & f3
    here:         t9 = (t1 and t2) or t3;  f9 = (f1 or f2) and f3
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from zhunsheng.engine.circuit.nodes import And, Circuit, Constant, Known, Negation, Or
from zhunsheng.engine.engines.bits.generation import Rail, Rails

#: One rail of a node: its number, and 0 for "known true" or 1 for "known false".
Side: TypeAlias = tuple[int, int]

#: Groups of rails of inputs → the two rails of each wanted node, one behind the other, in the order asked for.
FunctionForOne: TypeAlias = Callable[[Sequence[Sequence[Rails]]], Sequence[Rail]]

#: So deep expressions are nested at most; Python's parser ends at two hundred brackets.
DEPTH = 30


def generate_for_one(
    circuit: Circuit, wanted: Sequence[int], groups: Sequence[Sequence[int]]
) -> FunctionForOne:
    """The function from the rails of the inputs to the wanted nodes' rails.

    Args:
        groups: The numbers of the inputs, in the groups in which their rails are handed over.
    """
    writer = _Writer(circuit, _uses(circuit, wanted))
    rails = [f"{writer.said((n, rail))}," for n in wanted for rail in (0, 1)]
    taken = [f"({' '.join(f'(t{n}, f{n}),' for n in group)})," if group else "_," for group in groups]
    lines = ["def evaluate(groups):", f"    ({' '.join(taken)}) = groups"]
    lines += [f"    {line}" for line in writer.lines]
    lines.append(f"    return ({' '.join(rails)})")
    scope: dict[str, FunctionForOne] = {}
    exec(compile("\n".join(lines), f"<one {circuit.level}>", "exec"), scope)  # our own text, made above
    return scope["evaluate"]


@dataclass(frozen=True, eq=False)
class RailsOfOne(Mapping[int, Rails]):
    """What the function gave, by node. Of hundreds of nodes few are read, so pairs are made when they are.

    Attributes:
        places: By node, where its first rail stands among `flat`.
    """

    places: Mapping[int, int]
    flat: Sequence[Rail]

    def __getitem__(self, number: int) -> Rails:
        """The rails of a node."""
        place = self.places[number]
        return self.flat[place], self.flat[place + 1]

    def __iter__(self) -> Iterator[int]:
        """The numbers of the nodes."""
        return iter(self.places)

    def __len__(self) -> int:
        """How many nodes there are."""
        return len(self.places)


def _resolved(circuit: Circuit, side: Side) -> Side:
    """The rail that a rail is only another name for: *not* swaps rails, and what is known to be true is so."""
    while True:
        number, rail = side
        match circuit.nodes[number]:
            case Negation(part):
                side = (part, 1 - rail)
            case Known(part) if rail == 0:
                side = (part, 0)
            case _:
                return side


def _parts(circuit: Circuit, side: Side) -> Iterator[Side]:
    """The rails that a rail is worked out from."""
    number, rail = side
    match circuit.nodes[number]:
        case And(parts) | Or(parts):
            yield from (_resolved(circuit, (part, rail)) for part in parts)
        case Known(part):
            yield _resolved(circuit, (part, 0))
        case _:
            return


def _uses(circuit: Circuit, wanted: Sequence[int]) -> Counter[Side]:
    """How often each rail is asked for."""
    waiting = [_resolved(circuit, (number, rail)) for number in wanted for rail in (0, 1)]
    uses: Counter[Side] = Counter()
    while waiting:
        side = waiting.pop()
        uses[side] += 1
        if uses[side] == 1:
            waiting.extend(_parts(circuit, side))
    return uses


@dataclass
class _Writer:
    """Writes rails; those that are asked for more than once become lines of their own.

    Attributes:
        lines: The variables that were written, in order.
    """

    circuit: Circuit
    uses: Counter[Side]
    lines: list[str] = field(default_factory=list)
    _names: dict[Side, str] = field(default_factory=dict)
    _depths: dict[Side, int] = field(default_factory=dict)

    def said(self, side: Side) -> str:
        """A rail as an expression."""
        side = _resolved(self.circuit, side)
        for part in self._unwritten(side):
            self._write(part)
        return self._names[side]

    def _unwritten(self, side: Side) -> Iterator[Side]:
        """The rails behind one that have not been written, parts before wholes; without recursion, circuits are deep."""
        waiting = [(side, False)]
        while waiting:
            here, ready = waiting.pop()
            if here in self._names:
                continue
            if ready:
                yield here
            else:
                waiting.append((here, True))
                waiting.extend((part, False) for part in _parts(self.circuit, here))

    def _write(self, side: Side) -> None:
        number, rail = side
        parts = list(_parts(self.circuit, side))
        depth = 1 + max((self._depths[part] for part in parts), default=0)
        names = [self._names[part] for part in parts]
        match self.circuit.nodes[number]:
            case Constant(value):
                text = str(value if rail == 0 else not value)
            case And():
                text = f"({(' or ' if rail else ' and ').join(names)})"
            case Or():
                text = f"({(' and ' if rail else ' or ').join(names)})"
            case Known():
                text = f"(not {names[0]})"
            case _:
                text = f"{'tf'[rail]}{number}"
        if parts and (self.uses[side] > 1 or depth > DEPTH):
            name = f"{'tf'[rail]}{number}"
            self.lines.append(f"{name} = {text}")
            text, depth = name, 0
        self._names[side], self._depths[side] = text, depth
