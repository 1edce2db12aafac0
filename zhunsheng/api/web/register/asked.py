"""What the search form of the register was sent with: the parameters of the API, without those that were left empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Depends, Request
from pydantic import ValidationError

from zhunsheng.api.problems import ProblemItem
from zhunsheng.api.records import TheRecords
from zhunsheng.api.register_query import RegisterQuery
from zhunsheng.api.security.current import TheSigned
from zhunsheng.api.web.form_data import Filled
from zhunsheng.api.web.language import page_language
from zhunsheng.api.web.parameter_words import parameter_for_people
from zhunsheng.api.web.people import People
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.colleagues import people_to_ask_for

#: The fields of the form; a link takes them along, or what it changes of them.
FIELDS = tuple(name for name in RegisterQuery.model_fields if name not in ("lang", "cursor", "limit"))

#: Those of them that name somebody.
PEOPLE: Final = ("owner", "actor")

_DAY = Text("请写作 2024-03-01 这样的日期。", "Write a day as 2024-03-01.")
_ACCOUNT = Text(
    "请从列表中选一个人，或者填账户编号。",
    "Choose somebody from the list, or write the id of an account.",
)
#: How what is typed is written.
_WRITTEN: Final[Mapping[str, Text]] = {
    "case": Text(
        "请填案卷编号或其开头，只含字母、数字和 . _ -。",
        "Write the id of a case, or how it begins: letters, digits and . _ -",
    ),
    "since": _DAY,
    "until": _DAY,
    "owner": _ACCOUNT,
    "actor": _ACCOUNT,
    "rule": Text(
        "请填规则编号，例如 shanxi.complacency。", "Write the id of a rule, such as shanxi.complacency."
    ),
    "release": Text(
        "请填完整的摘要：sha256: 及 64 位十六进制数字。",
        "Write the whole digest: sha256: and 64 hexadecimal digits.",
    ),
}


@dataclass(frozen=True)
class AskedOfPage:
    """What was asked.

    Attributes:
        query: None where something of it cannot be searched for; `filled` then says what.
        filled: The form as it was filled in, people by their ids.
        people: Whom one can ask for.
    """

    query: RegisterQuery | None
    filled: Filled
    people: People

    @property
    def written(self) -> Mapping[str, str]:
        """The fields that were filled in."""
        return {name: self.filled.text(name) for name in FIELDS if self.filled.text(name)}

    @property
    def shown(self) -> Filled:
        """The form as it is shown: people by what they are called."""
        named = {
            name: (self.people.written(self.filled.text(name)),) for name in PEOPLE if name in self.written
        }
        return self.filled.model_copy(update={"values": {**self.filled.values, **named}})

    def address(self, path: str = "/register", **changed: str | None) -> str:
        """The address of the same search with something changed; None takes a field out."""
        kept = {**self.written, **changed}
        said = urlencode({name: value for name, value in kept.items() if value is not None})
        return f"{path}?{said}" if said else path


def asked_of_page(request: Request, records: TheRecords, signed: TheSigned) -> AskedOfPage:
    """What a request of the page asks."""
    people = People(people_to_ask_for(records.ledger, signed.account))
    given = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    given |= {name: people.meant(given[name]) for name in PEOPLE if name in given}
    filled = Filled.fresh(
        **{name: value for name, value in given.items() if name in RegisterQuery.model_fields}
    )
    language = page_language(request)
    several = {
        name: problem
        for name in PEOPLE
        if name in given and (problem := people.problem(given[name], name, language))
    }
    problems = list(several.values())
    query = None
    try:
        query = RegisterQuery.model_validate({**given, "lang": language})
    except ValidationError as error:
        problems += [_problem(item, language) for item in error.errors() if item["loc"][0] not in several]
    if problems:
        return AskedOfPage(None, filled.model_copy(update={"problems": tuple(problems)}), people)
    return AskedOfPage(query, filled, people)


def _problem(item: Mapping[str, Any], language: Language) -> ProblemItem:
    """What is wrong with a field, and how it is written, where people write it themselves."""
    found = parameter_for_people({**item, "loc": ("query", *item["loc"])}, FIELDS, language)
    written = _WRITTEN.get(str(item["loc"][0]))
    if written is None or found.code != "invalid":
        return found
    return found.model_copy(update={"help": written.get(language)})


TheAsked = Annotated[AskedOfPage, Depends(asked_of_page)]
