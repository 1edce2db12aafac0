"""Millions of cases at once: the circuits on packed words, 64 rows each, over Arrow columns.

====================  ==========================================================================================
case_block            cases as columns, one table for each level: what every reader makes and the evaluator takes
results               what comes out for each subject: the columns of the output
evaluator             from a block to its results
reading               a file as blocks of whole cases, and the bad rows between them
run                   reading, evaluating and writing, so that a stop loses nothing
====================  ==========================================================================================

A flat table becomes a block in four steps: `headers` (what its columns hold), `flat_columns` (texts to values, by column),
`flat_groups` (which rows belong together) and `flat_cases` (whole cases, window by window).
"""
