"""The trace of a suggestion, for people who have to follow it: a tree of what was tried where, what it came to, and why."""
