"""durable-rules, held so that it does what it does well and nothing else.

The library has sharp edges, each found by experiment and each avoided here: its timers walk freed memory
(`_run` starts none); joins, `none` and arrays misbehave (a production is one rule over one fact, all its
keys joined by *and*); more than 64 matches at once are an error and hundreds of rules loop or crash (a
*shard* holds at most 48); a session in which no rule fired cannot be deleted safely (a *sentinel* rule
always fires); live sessions run out (one at a time, deleted after each evaluation); an exception in an
action is swallowed (the returned state is looked at).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from durable.engine import Host

from zhunsheng.engine.engines.rete.naming import Names
from zhunsheng.engine.engines.rete.program import Production

#: So many rules in one durable-rules ruleset. Whatever matches, no more alternatives than rules can then be
#: pending at once (its limit is 64) or stand beside each other. Its time for an evaluation grows with the
#: rules of a ruleset, matching or not, so small ones lose nothing.
SHARD_RULES = 48
#: So many fields in one fact; durable-rules refuses 253.
SHARD_FIELDS = 250

#: The field that is always there, and the id of the one fact of a session.
_SENTINEL = "always"
_FACT = "f"
_YES = "y"


class ReteError(Exception):
    """durable-rules failed; its host has been built anew."""


@dataclass(frozen=True)
class Shard:
    """Some productions that durable-rules holds in one ruleset.

    Attributes:
        fields: The keys that any of them reads.
    """

    name: str
    productions: tuple[Production, ...]
    fields: frozenset[str]


def shards(productions: Sequence[Production], prefix: str) -> tuple[Shard, ...]:
    """The productions, in order, in as few shards as the limits allow."""
    found: list[Shard] = []
    waiting: list[Production] = []
    fields: set[str] = set()

    def close() -> None:
        if waiting:
            found.append(Shard(f"{prefix}x{len(found)}", tuple(waiting), frozenset(fields)))

    for production in productions:
        if len(production.keys) > SHARD_FIELDS:
            needed = len(production.keys)
            raise ReteError(f"a rule needs {needed} keys at once; durable-rules takes {SHARD_FIELDS}")
        if len(waiting) == SHARD_RULES or len(fields.union(production.keys)) > SHARD_FIELDS:
            close()
            waiting, fields = [], set()
        waiting.append(production)
        fields.update(production.keys)
    close()
    return tuple(found)


class _Host(Host):  # type: ignore[misc]  # durable-rules has no types
    """A host without timers: stock ones dispatch from threads of their own."""

    def _run(self) -> None:
        """Starts nothing."""


class ReteHost:
    """All shards of an engine. Not for several threads at once."""

    def __init__(self, held: Iterable[Shard]) -> None:
        self._shards = tuple(held)
        self._fired: dict[str, None] = {}
        self._session = 0
        self._host = self._build()

    def fire(self, shard: Shard, present: set[str]) -> Iterable[str]:
        """The results that the shard's productions give on the keys that are present.

        Raises:
            ReteError: durable-rules failed.
        """
        self._fired.clear()
        self._session += 1
        sid = f"s{self._session}"
        fact = {"id": _FACT, "sid": sid, _SENTINEL: _YES, **dict.fromkeys(shard.fields & present, _YES)}
        try:
            state = self._host.assert_fact(shard.name, fact)
            self._host.delete_state(shard.name, sid)
        except Exception as error:
            self._host = self._build()
            raise ReteError(f"durable-rules failed: {type(error).__name__}: {error}") from error
        finished = _SENTINEL in self._fired
        self._fired.pop(_SENTINEL, None)
        if not finished or not isinstance(state, Mapping) or "exception" in state:
            self._host = self._build()
            raise ReteError(f"durable-rules did not finish an evaluation: {state}")
        return tuple(self._fired)

    def _build(self) -> _Host:
        return _Host({shard.name: self._definition(shard) for shard in self._shards})

    def _definition(self, shard: Shard) -> dict[str, object]:
        names = Names()
        rules: dict[str, object] = {names.fresh(): self._rule(_SENTINEL, ())}
        for production in shard.productions:
            rules[names.fresh()] = self._rule(production.result, production.keys)
        return rules

    def _rule(self, result: str, keys: tuple[str, ...]) -> dict[str, object]:
        terms = [{key: _YES} for key in keys or (_SENTINEL,)]
        condition = {"$and": terms} if len(terms) > 1 else terms[0]
        return {"all": [{"m": condition}], "run": self._action(result)}

    def _action(self, result: str) -> Callable[[object], None]:
        def fired(_: object) -> None:
            self._fired[result] = None

        return fired
