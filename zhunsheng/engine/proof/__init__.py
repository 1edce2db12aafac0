"""The circuits as clauses for a SAT solver: what is exact where the bounds of Kleene's logic are only sound.

====================  ==========================================================================================
clauses               gates as clauses, by Tseitin's encoding
rulebook              what is looked up in a release once, for all subjects
calendar              a day that is not known, as a row of literals
open_days             the dates of a subject, and on which day's law each clock goes
law_choice            which of two laws is the lighter one for a conduct
law_record            whether the articles of a law are on record for a day
completions           a subject's circuits and everything that its unknown facts can still be
horizon               the exact set of outcomes that a case can still have
rails                 a subject's circuits over what is known, and over what could be otherwise
refusal               nothing that a solver finds contradicts itself
cheapest              changes of facts in the order of what they cost, by MaxSAT
change_costs          what a change of a fact costs: few before many, unknown facts before established ones
influence             which nodes of the circuits hang on a fact
shown_outputs         which outputs an answer shows
relevance             which unknown facts can come to matter, and with how few others
reasons               why a thing is so, and what it lacks where it is not
outcome_reasons       the outcomes that can be asked about so, besides rules
====================  ==========================================================================================
"""
