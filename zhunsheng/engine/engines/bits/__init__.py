"""The first engine: the circuit as generated code on whole numbers, one bit a hypothetical case."""
