"""Millions of cases at once: the circuits on packed words, 64 rows each, over Arrow columns.

====================  ==========================================================================================
case_block            cases as columns, one table for each level: what every reader makes and the evaluator takes
results               what comes out for each subject: the columns of the output
====================  ==========================================================================================
"""
