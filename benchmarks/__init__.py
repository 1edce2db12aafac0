"""What the engine costs, against the same rules written by hand. `make bench` or `python -m benchmarks`."""
