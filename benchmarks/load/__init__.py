"""The service under load: evaluations that are recorded beside those that are not, and beside an echo (docs/load.md)."""
