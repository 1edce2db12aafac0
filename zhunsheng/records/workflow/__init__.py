"""The ways of a case: what happened, where it stands because of that, and what may be done next by whom.

A case is never a row that is changed. It is a list of events, and everything else is read off that list:

======================= ========================================================================================
``events``              what can happen, as models; their parts are in ``identifiers``, ``evaluated``, ``opinions``, ``grounds``
``erasure``             which part of an event stays for ever and which may be erased
``state``, ``folding``  where a case stands: a total fold over its events, ``after(state, event)``
``history``             states of a whole list, as of a day, and what in it would not have been allowed
``moves``               the table of moves: in which phase, in which role, on what conditions; a move that is refused says why
``opinion_checks``      whether an opinion speaks of facts, rules and measures that there are
``terms``               until when duties are to be done, which are done, which are overdue
``overrides``           how often suggestions were followed or not, rule by rule
======================= ========================================================================================

Nothing here knows a database, HTTP or a clock: events come in, with their time; states, refusals and figures go out.
"""
