"""How the service runs: what `/readyz` and `/metrics` tell machines, for people who may read it."""
