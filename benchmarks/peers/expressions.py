"""What expression languages have in common: infix operators, lists of words, numbers. CEL, zen and Cedar differ little else."""

from __future__ import annotations

from benchmarks.peers.conditions import Kind, Language, Test


def infix(
    both: str, either: str, negation: str, membership: str, prefix: str = "", quote: str = '"'
) -> Language[str]:
    """A language with infix operators.

    Args:
        both, either: The operators.
        negation: With a brace for what is negated.
        membership: That a name is among words, with braces for ``name`` and ``words``.
        prefix: What stands before every name.
    """

    def test(of: Test) -> str:
        name = prefix + of.field.name
        match of.field.kind:
            case Kind.FLAG:
                return name
            case Kind.ENUM:
                words = ", ".join(f"{quote}{of.field.values[operand]}{quote}" for operand in of.operands)
                return f"({membership.format(name=name, words=words)})"
            case _:
                return f"({name} {of.operator} {of.operands[0]})"

    return Language(
        test,
        lambda conclusion: prefix + conclusion,
        negation.format,
        lambda parts: f"({f' {both} '.join(parts)})",
        lambda parts: f"({f' {either} '.join(parts)})",
    )
