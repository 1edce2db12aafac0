"""The log, for people who do not have to trust it: its entries, its checkpoints, and proofs to take away."""
