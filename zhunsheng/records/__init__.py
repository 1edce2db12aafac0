"""Records that can be trusted: what was evaluated, what people decided, and the proof that nobody changed it since.

docs/decisions/0022-records.md says how the parts hang together. Nothing in here speaks HTTP, and the engine knows nothing of it.
"""
