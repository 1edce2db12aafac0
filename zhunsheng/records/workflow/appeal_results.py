"""What an appeal can come to.

Nobody fares worse for having appealed: 公职人员政务处分法 (2020) art. 56 and 公务员法 (2018) art. 95 say so for
their appeals, and `moves` holds every changed decision to it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhunsheng.records.workflow.identifiers import FormNumber, Key, Part


class Upheld(Part):
    """The decision stays."""

    outcome: Literal["upheld"] = "upheld"


class Changed(Part):
    """Another outcome takes its place, never of a heavier form."""

    outcome: Literal["changed"] = "changed"
    form: FormNumber
    measures: Annotated[tuple[Key, ...], Field(max_length=20)] = ()


class Remanded(Part):
    """The decision is void and the case goes back to its handler, to facts."""

    outcome: Literal["remanded"] = "remanded"


AppealResult = Annotated[Upheld | Changed | Remanded, Field(discriminator="outcome")]
