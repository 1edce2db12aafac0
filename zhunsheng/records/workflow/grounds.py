"""The codes in which people say why: few enough to be counted, close enough to the law to be argued with.

A code never stands alone where it matters. The text beside it is content and may be erased one day; the code stays, and with it
what an auditor or a statistician needs.
"""

from __future__ import annotations

from typing import Literal

#: Why somebody stands aside: 监察法 (2018) art. 58 and 监督执纪工作规则 (2018) art. 65 name these four.
RecusalGround = Literal["close_relative", "witness", "interest", "other_partiality"]

#: Why a reviewer gives a case back to its handler.
ReturnGround = Literal[
    "facts_incomplete",
    "evidence_insufficient",
    "reasons_insufficient",
    "law_misapplied",
    "procedure",
    "disproportionate",
]

#: Why a case ends without an opinion on anybody.
DiscontinuanceGround = Literal["unfounded", "out_of_scope", "transferred", "duplicate", "opened_by_mistake"]

#: What a clerical error is about. What the decision says does not change by its correction.
ClericalPart = Literal["name", "date", "number", "reference", "wording"]

#: Why contents of a case are erased. The rules of each organization say when which holds; the entry says which was relied on.
ErasureGround = Literal[
    "retention_expired", "collected_unlawfully", "asked_for_by_subject", "ordered", "recorded_by_mistake"
]
