"""What the search form of the register was sent with: the parameters of the API, without those that were left empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request
from pydantic import ValidationError

from zhunsheng.api.handlers import parameter_problem
from zhunsheng.api.register_query import RegisterQuery
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.language import page_language

#: The fields of the form; a link takes them along, or what it changes of them.
FIELDS = tuple(name for name in RegisterQuery.model_fields if name not in ("lang", "cursor", "limit"))


@dataclass(frozen=True)
class AskedOfPage:
    """What was asked.

    Attributes:
        query: None where something of it cannot be searched for; `filled` then says what.
        filled: The form as it was filled in.
    """

    query: RegisterQuery | None
    filled: Filled

    @property
    def written(self) -> Mapping[str, str]:
        """The fields that were filled in."""
        return {name: self.filled.text(name) for name in FIELDS if self.filled.text(name)}

    def address(self, path: str = "/register", **changed: str | None) -> str:
        """The address of the same search with something changed; None takes a field out."""
        kept = {**self.written, **changed}
        said = urlencode({name: value for name, value in kept.items() if value is not None})
        return f"{path}?{said}" if said else path


def asked_of_page(request: Request) -> AskedOfPage:
    """What a request of the page asks."""
    given = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    filled = Filled.fresh(
        **{name: value for name, value in given.items() if name in RegisterQuery.model_fields}
    )
    language = page_language(request)
    try:
        return AskedOfPage(RegisterQuery.model_validate({**given, "lang": language}), filled)
    except ValidationError as error:
        problems = tuple(
            parameter_problem({**item, "loc": ("query", *item["loc"])}, FIELDS, language)
            for item in error.errors()
        )
        return AskedOfPage(None, filled.model_copy(update={"problems": problems}))


TheAsked = Annotated[AskedOfPage, Depends(asked_of_page)]
