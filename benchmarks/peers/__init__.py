"""The engine beside what a user would pick instead: the same 150 rules and the same cases, in the language of each peer.

`ruleset` makes the rules, `cases` the cases, `release_folder` writes the rules in our own language; every other peer has a file
that translates them into its own. `python -m benchmarks.peers` checks first that all say the same, and measures only then.
"""
