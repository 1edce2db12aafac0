"""Records that can be trusted: who evaluated what with which rules, what was decided and why, unchanged since.

Everything that happens is one entry of one log (`log`); what may follow on what is a fold over the entries of a case; rows that
are only looked up are derived from entries and can be derived anew. docs/decisions/0022-records.md says why it is built so.
"""
