"""Which outcomes change from one release of the rulesets to another, over as many cases as there are, and why.

====================  ==========================================================================================
common_vocabulary     one vocabulary that reads what either release reads, so that a file is read once
seen_blocks           a block of cases as one release sees it: its own codes, without what it does not know
alike                 where two columns of results say the same
compared_block        both releases' results for the subjects of a block, side by side, and what differs in each
tally                 what is counted over all blocks; the totals add up
rule_tally            the rules that begin to decide, cease to, or decide as before in subjects that changed
ruleset_changes       what is written differently in the two releases
streaming             files in, compared blocks out, in order and in bounded memory
answer, summary       the report, as a frozen value, and how it is made from the counts
impact_text           the report in words; rule_lines: what was changed in the rules
drill                 one case under both releases, interactively; drill_text: in words
first_difference      the first node in which two derivations part, and the way to it from the outcome
====================  ==========================================================================================
"""
