"""The shape of a case document, generated from the vocabulary.

There is no second list of facts: pydantic models (and through them the JSON Schema, the API's description and its examples) are
made from the dictionary when it is loaded. Every fact is optional, since every fact may be unknown; null says the same as
leaving it out.

    {"case": {"id": "…", facts}, "incident": {facts},
     "subjects": [{"id": "S1", facts, "circumstances": {facts}, "conducts": [{"id": "C1", facts}]}],
     "evidence": [{"id": "E1", "title": "…", "supports": ["/incident/consequence"]}]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    ValidationError,
    WithJsonSchema,
    create_model,
)

from zhunsheng.engine.case import Case, Conduct, Subject
from zhunsheng.engine.language.documents import Document, Value
from zhunsheng.engine.language.validation import problems_of
from zhunsheng.engine.problems import Chinese, InputError, Problem, pointer, refuse
from zhunsheng.engine.vocabulary.dates import PartialDate
from zhunsheng.engine.vocabulary.facts import Fact, FactRef, FactType, FactValue, Vocabulary

#: Opaque identifiers: no spaces, no Chinese characters, so that no name slips in.
Identifier = Annotated[StrictStr, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", examples=["S1"])]

MAXIMUM_SUBJECTS = 200
MAXIMUM_CONDUCTS = 50
#: Conducts of all subjects together.
MAXIMUM_TOTAL = 300
#: Larger numbers of people, days or yuan are slips of the keyboard.
MAXIMUM_INTEGER = 10**12

_STRICT = ConfigDict(extra="forbid", frozen=True)


def _date(text: str) -> str:
    PartialDate.parse(text)
    return text


class EvidenceDocument(BaseModel):
    """One piece of evidence and the facts it supports."""

    model_config = _STRICT
    id: Identifier
    title: Annotated[StrictStr, Field(max_length=200)]
    supports: Annotated[
        tuple[Annotated[StrictStr, Field(pattern=r"^/")], ...],
        Field(description="JSON pointers of the facts it supports", examples=[["/incident/consequence"]]),
    ] = ()


def case_model(vocabulary: Vocabulary) -> type[BaseModel]:
    """The pydantic model of a case document."""

    def facts(entity: str) -> dict[str, Any]:
        return {fact.key: (_annotation(fact), None) for fact in vocabulary.entity(entity).facts}

    def model(name: str, entity: str, **others: Any) -> type[BaseModel]:
        title = vocabulary.entity(entity).name
        fields: dict[str, Any] = {**others, **facts(entity)}
        return create_model(
            name,
            __config__=ConfigDict(**_STRICT, title=title.zh),
            __doc__=f"{title.zh} ({title.en})",
            **fields,
        )

    conduct = model("ConductDocument", "conduct", id=(Identifier, ...))
    circumstances = model("CircumstancesDocument", "circumstance")
    subject = model(
        "SubjectDocument",
        "subject",
        id=(Identifier, ...),
        circumstances=(circumstances, circumstances()),
        conducts=(_several(conduct, 0, MAXIMUM_CONDUCTS), ()),
    )
    return create_model(
        "CaseDocument",
        __config__=ConfigDict(**_STRICT, title="案卷"),
        __doc__="案卷：已知的事实；不知道的不填 (a case: the facts that are known)",
        case=(model("CaseFactsDocument", "case", id=(Identifier, ...)), ...),
        incident=(model("IncidentDocument", "incident"), ...),
        subjects=(_several(subject, 1, MAXIMUM_SUBJECTS), ...),
        evidence=(tuple[EvidenceDocument, ...], ()),
    )


def _several(model: Any, least: int, most: int) -> Any:
    """A tuple of so many of a model that was made just now (which is why its type is no static one)."""
    return Annotated[tuple[model, ...], Field(min_length=least, max_length=most)]


def _annotation(fact: Fact) -> Any:
    description = f"{fact.question.zh} {fact.question.en}"
    match fact.type:
        case FactType.BOOL:
            kind: Any = StrictBool
        case FactType.ENUM | FactType.ORDERED:
            kind = Literal[fact.value_keys()]
        case FactType.SET:
            member: Any = Literal[fact.value_keys()]
            kind = tuple[member, ...] | dict[member, StrictBool]
        case FactType.INT:
            kind = Annotated[StrictInt, Field(ge=0, le=MAXIMUM_INTEGER)]
        case FactType.DATE:
            # The pattern is for the schema's readers; `_date` says better what is wrong. YAML reads a bare year as a number.
            kind = Annotated[
                StrictStr,
                BeforeValidator(lambda value: str(value) if type(value) is int else value),
                AfterValidator(_date),
                WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
            ]
    return Annotated[kind | None, Field(title=fact.name.zh, description=description)]


def read_case(document: Document, model: type[BaseModel], vocabulary: Vocabulary) -> Case:
    """A case document as the engine's case.

    Raises:
        InputError: with every place where it is not of the model's shape, an id is taken, or evidence points nowhere.
    """
    if not isinstance(document.value, dict):
        raise InputError(
            document.located(
                (
                    Problem(
                        "not_a_case",
                        "a case is an object with case, incident and subjects",
                        mend="See `zhunsheng schema`.",
                        zh=Chinese("案卷应是含 case、incident、subjects 的对象", "见 zhunsheng schema"),
                    ),
                )
            )
        )
    try:
        read = model.model_validate(document.value)
    except ValidationError as error:
        problems = problems_of(error, model, document.value, _synonyms(vocabulary))
        raise InputError(document.located(problems)) from None
    refuse(document.located(tuple(_relations(read, document.value))))
    return _case(read, vocabulary)


def _synonyms(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Chinese names of facts and values → their keys, for did-you-mean."""
    found: dict[str, str] = {}
    for _, fact in vocabulary.all_facts():
        found.setdefault(fact.name.zh, fact.key)
        for value in fact.values:
            found.setdefault(value.name.zh, value.key)
    return found


def _relations(read: Any, value: dict[str, Value]) -> Iterator[Problem]:
    """What a shape cannot say: ids are unique, evidence supports facts that are stated."""
    lists = [("subjects", read.subjects), ("evidence", read.evidence)]
    lists += [(f"subjects/{n}/conducts", subject.conducts) for n, subject in enumerate(read.subjects)]
    for path, items in lists:
        seen: set[str] = set()
        for n, item in enumerate(items):
            if item.id in seen:
                yield Problem(
                    "duplicate_id",
                    f"the id '{item.id}' is taken",
                    pointer=f"/{path}/{n}/id",
                    why="Answers refer to ids; two of the same could not be told apart.",
                    mend="Choose another id.",
                    zh=Chinese(f"编号“{item.id}”已被使用", "请换一个编号"),
                )
            seen.add(item.id)
    conducts = sum(len(subject.conducts) for subject in read.subjects)
    if conducts > MAXIMUM_TOTAL:
        yield Problem(
            "too_many",
            f"the case has {conducts} conducts, more than {MAXIMUM_TOTAL}",
            why="Each is evaluated and explained by itself; so many would keep everybody waiting.",
            pointer="/subjects",
            mend="Split the case by incident.",
            zh=Chinese(f"全案有 {conducts} 个行为，超过 {MAXIMUM_TOTAL} 个", "请按事件分案"),
        )
    for n, item in enumerate(read.evidence):
        for m, place in enumerate(item.supports):
            if not _stated(value, place):
                yield Problem(
                    "evidence",
                    f"'{place}' is no stated fact",
                    pointer=pointer("evidence", n, "supports", m),
                    mend="Point to a fact of this document, such as /incident/consequence.",
                    zh=Chinese(
                        f"“{place}”不是本案卷填写的事实", "请指向已填写的事实，例如 /incident/consequence"
                    ),
                )


def _stated(value: Value, place: str) -> bool:
    here: Value = value
    for written in place.split("/")[1:]:
        step = written.replace("~1", "/").replace("~0", "~")
        if isinstance(here, dict) and step in here:
            here = here[step]
        elif isinstance(here, list) and step.isdecimal() and int(step) < len(here):
            here = here[int(step)]
        else:
            return False
    return here is not None and not isinstance(here, dict)


def _case(read: Any, vocabulary: Vocabulary) -> Case:
    def facts(entity: str, item: BaseModel) -> dict[FactRef, FactValue]:
        stated = ((fact, getattr(item, fact.key)) for fact in vocabulary.entity(entity).facts)
        return {FactRef(entity, fact.key): _value(fact, value) for fact, value in stated if value is not None}

    evidence: dict[str, tuple[str, ...]] = {}
    for item in read.evidence:
        for place in item.supports:
            evidence[place] = (*evidence.get(place, ()), item.id)
    return Case(
        read.case.id,
        {**facts("case", read.case), **facts("incident", read.incident)},
        tuple(
            Subject(
                subject.id,
                {**facts("subject", subject), **facts("circumstance", subject.circumstances)},
                tuple(Conduct(conduct.id, facts("conduct", conduct)) for conduct in subject.conducts),
            )
            for subject in read.subjects
        ),
        evidence,
    )


def _value(fact: Fact, value: Any) -> FactValue:
    if fact.type is FactType.DATE:
        return PartialDate.parse(value)
    if fact.type is FactType.SET:
        return dict(value) if isinstance(value, dict) else dict.fromkeys(value, True)
    return value  # type: ignore[no-any-return]  # validated by the model
