"""Reports: what is in them, and that every way of showing them shows the same."""
