"""An entry: the part of a happening that may be known for ever, as one canonical JSON document.

    {"actor":"u-7","at":"2026-03-01T08:00:00.000000Z","contents":{"reason":"sha256:…"},"facts":{"release":"sha256:…"},
     "kind":"decision.recorded","subjects":{"case":"c-12"},"v":1}

An entry is never erased, so nothing may get into it that has to be. Its facts are ids, digests and whole numbers; ids and texts
are *tokens*: ASCII, short, without blanks, so that no sentence and no name in Chinese fits in by mistake. What people wrote
goes into `contents`. Numbers are whole ones, because only they have one spelling in every language. A time is always in UTC
with microseconds, because two spellings of one moment would be two entries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from zhunsheng.engine.problems import Problem, pointer
from zhunsheng.records.log.canonical import canonical_bytes, read_canonical
from zhunsheng.records.log.contents import DIGEST
from zhunsheng.records.log.refusals import LogRefused, problem, refused

#: The largest entry, in bytes; what is larger holds something that belongs into a content.
LARGEST = 65_536

#: How deep facts may be nested: an opinion (1) has reasons (2), each (3) may name rules (4), by their ids (5).
DEEPEST = 5

#: The largest whole number that every JSON reader reads exactly: 2^53 - 1 (RFC 8785, section 3.2.2.3).
LARGEST_NUMBER = 2**53 - 1

_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}(?:\.[a-z][a-z0-9_]{0,39}){1,3}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_TOKEN = re.compile(r"[!-~]{1,256}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def _of_form(form: re.Pattern[str], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if not form.fullmatch(value):
            raise ValueError(f"'{value[:80]}' is not {what}")
        return value

    return AfterValidator(check)


def _moment(value: str) -> str:
    if not _MOMENT.fullmatch(value):
        raise ValueError(f"'{value[:80]}' is not a time in UTC like 2026-03-01T08:00:00.000000Z")
    datetime.fromisoformat(value)
    return value


def _plain(value: Any, depth: int = 0) -> Any:
    """Facts as they may be: numbers, tokens, truth values and nothing, in lists and under names, not deeper than allowed."""
    if depth > DEEPEST:
        raise ValueError(f"facts are nested deeper than {DEEPEST}")
    match value:
        case bool() | None:
            return value
        case int():
            if abs(value) > LARGEST_NUMBER:
                raise ValueError(f"{value} is beyond 2^53 - 1, which not every reader reads exactly")
            return value
        case str():
            if not _TOKEN.fullmatch(value):
                raise ValueError(f"'{value[:80]}' is not an id or a digest; texts belong into contents")
            return value
        case list() | tuple():
            return tuple(_plain(item, depth + 1) for item in value)
        case Mapping():
            for name in value:
                if not (isinstance(name, str) and _NAME.fullmatch(name)):
                    raise ValueError(f"'{name}' is not a name: small letters, digits and _")
            return {name: _plain(item, depth + 1) for name, item in value.items()}
    raise ValueError(f"facts hold no {type(value).__name__}; whole numbers, ids and digests only")


Kind = Annotated[str, _of_form(_KIND, "a kind like case.opened")]
Name = Annotated[str, _of_form(_NAME, "a name: small letters, digits and _")]
Token = Annotated[str, _of_form(_TOKEN, "an id: 1 to 256 visible ASCII characters")]
Digest = Annotated[str, _of_form(DIGEST, "a digest: sha256: and 64 hexadecimal digits")]
Moment = Annotated[str, AfterValidator(_moment)]
Facts = Annotated[Mapping[str, Any], AfterValidator(_plain)]


class Entry(BaseModel):
    """One entry of the log.

    Attributes:
        v: The version of this form.
        kind: What happened, such as ``case.opened``.
        at: When, in UTC with microseconds (RFC 3339).
        actor: The opaque id of the account that did it; None where the system itself did.
        subjects: What it is about: the kind of thing, its opaque id.
        contents: What was written down beside it: a name, the digest of the salted content.
        facts: What a program has to know of it: ids, digests and whole numbers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    # Not Literal[1]: that is also true of `true`.
    v: Annotated[int, Field(ge=1, le=1)] = 1
    kind: Kind
    at: Moment
    actor: Token | None
    subjects: Mapping[Name, Token] = Field(default_factory=dict)
    contents: Mapping[Name, Digest] = Field(default_factory=dict)
    facts: Facts = Field(default_factory=dict)

    @property
    def time(self) -> datetime:
        """When it happened, with its time zone, UTC."""
        return datetime.fromisoformat(self.at)

    def to_bytes(self) -> bytes:
        """The canonical bytes: what is stored, hashed and exported.

        Raises:
            LogRefused: it is larger than an entry may be.
        """
        data = canonical_bytes(self.model_dump(mode="python"))
        _not_too_large(data)
        return data


def moment(time: datetime) -> str:
    """A time as entries write it.

    Raises:
        ValueError: it has no time zone, so it is not known which moment it is.
    """
    if time.tzinfo is None:
        raise ValueError("a time without a time zone is no moment")
    return time.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def parse(data: bytes) -> Entry:
    """The entry of which these are the canonical bytes.

    Raises:
        LogRefused: they are too many (``entry_too_large``), not JSON (``not_json``), JSON of another spelling
            (``not_canonical``), or no entry (``entry_invalid``, each place with its pointer).
    """
    _not_too_large(data)
    document = read_canonical(data)
    try:
        return Entry.model_validate(document)
    except ValidationError as error:
        raise LogRefused(_problems(error)) from None


def entry(
    kind: str,
    at: datetime,
    actor: str | None,
    *,
    subjects: Mapping[str, str] | None = None,
    contents: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Entry:
    """A new entry.

    Raises:
        LogRefused: something in it is not as it must be; each place is said.
        ValueError: the time has no time zone.
    """
    try:
        return Entry(
            kind=kind,
            at=moment(at),
            actor=actor,
            subjects=subjects or {},
            contents=contents or {},
            facts=facts or {},
        )
    except ValidationError as error:
        raise LogRefused(_problems(error)) from None


def _not_too_large(data: bytes) -> None:
    if len(data) > LARGEST:
        raise refused(
            "entry_too_large",
            f"the entry has {len(data)} bytes, more than {LARGEST}",
            f"记录有 {len(data)} 字节，超过上限 {LARGEST}",
            mend="What is long belongs into a content; the entry holds its digest.",
            mend_zh="较长的内容应放在 contents 里，记录中只写摘要",
        )


def _problems(error: ValidationError) -> tuple[Problem, ...]:
    return tuple(_problem(item["loc"], str(item["msg"])) for item in error.errors(include_url=False))


def _problem(location: tuple[str | int, ...], message: str) -> Problem:
    told = message.removeprefix("Value error, ")
    where = pointer(*location)
    return problem(
        "entry_invalid",
        f"{where or 'the entry'}: {told[:1].lower()}{told[1:]}",
        f"记录的 {where or '整体'} 不合要求：{told}",
        why="An entry is never erased; only what may be known for ever fits into it.",
        mend="Texts belong into contents; ids, digests and whole numbers into the entry.",
        mend_zh="文字放进 contents；记录里只放编号、摘要和整数",
        pointer=where,
    )
