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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from zhunsheng.engine.circuit.nodes import And, Circuit, Constant, Known, Negation, Or
from zhunsheng.engine.engines.bits.generation import Rail, Rails
from zhunsheng.engine.engines.bits.reused_names import with_reused_names

#: One rail of a node: its number, and 0 for "known true" or 1 for "known false".
Side: TypeAlias = tuple[int, int]

#: The two rails of each input, one behind the other, in groups → the rails of wanted nodes, each once.
Function: TypeAlias = Callable[[Sequence[Sequence[Rail]]], Sequence[Rail]]

#: So deep expressions are nested at most; Python's parser ends at two hundred brackets.
DEPTH = 30


@dataclass(frozen=True)
class ForOne:
    """A circuit for a single case.

    Attributes:
        places: By wanted node, where its two rails stand among what the function gives; None for a false rail that is only
            the opposite of the true one, as those of the established reading are.
    """

    function: Function
    places: Mapping[int, tuple[int, int | None]]

    def __call__(self, groups: Sequence[Sequence[Rail]]) -> RailsOfOne:
        """The rails of the wanted nodes, from those of the inputs."""
        return RailsOfOne(self.places, self.function(groups))


def generate_for_one(circuit: Circuit, wanted: Sequence[int], groups: Sequence[Sequence[int]]) -> ForOne:
    """The circuit as a function.

    Args:
        groups: The numbers of the inputs, in the groups in which their rails are handed over.
    """
    plain = [n for n in wanted if not isinstance(circuit.nodes[n], Known)]
    sides = [*((n, 0) for n in wanted), *((n, 1) for n in plain)]
    writer = _Writer(circuit, _uses(circuit, sides))
    said = {side: writer.said(side) for side in sides}
    given = {text: place for place, text in enumerate(dict.fromkeys(said.values()))}
    taken = [f"({' '.join(f't{n}, f{n},' for n in group)})," if group else "_," for group in groups]
    gives = f"({' '.join(f'{text},' for text in given)})"
    *lines, gives = with_reused_names([f"({' '.join(taken)}) = groups", *writer.lines, gives])
    lines = ["def evaluate(groups):", *(f"    {line}" for line in lines), f"    return {gives}"]
    scope: dict[str, Function] = {}
    exec(compile("\n".join(lines), f"<one {circuit.level}>", "exec"), scope)  # our own text, made above
    places = {n: (given[said[n, 0]], given[said[n, 1]] if (n, 1) in said else None) for n in wanted}
    return ForOne(scope["evaluate"], places)


@dataclass(frozen=True, eq=False)
class RailsOfOne(Mapping[int, Rails]):
    """What the function gave, by node. Of hundreds of nodes few are read, so pairs are made when they are."""

    places: Mapping[int, tuple[int, int | None]]
    given: Sequence[Rail]

    def __getitem__(self, number: int) -> Rails:
        """The rails of a node."""
        true, false = self.places[number]
        return self.given[true], not self.given[true] if false is None else self.given[false]

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


def _uses(circuit: Circuit, wanted: Iterable[Side]) -> Counter[Side]:
    """How often each rail is asked for."""
    waiting = [_resolved(circuit, side) for side in wanted]
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
