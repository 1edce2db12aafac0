"""Reads ``rulesets/published_totals.yaml``: every total adds up, cites what is on record, and counts measures that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zhunsheng.engine.language.documents import Document, read_file
from zhunsheng.engine.language.validation import validated
from zhunsheng.engine.problems import Chinese, InputError, Problem, RulesetError, nearest, pointer, refuse
from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.published_totals import Counted, Part, PublishedTotal, faults
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.engine.vocabulary.loading import Key, TextDocument

FILE = "published_totals.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _PartDocument(_Strict):
    key: Key
    name: TextDocument
    count: Annotated[int, Field(ge=0)]
    parts: tuple[_PartDocument, ...] = ()
    stated: bool = True
    percent: Annotated[str, Field(pattern=r"^\d{1,3}(\.\d{1,6})?$")] | None = None
    ladders: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    still_open: bool = False

    def part(self) -> Part:
        return Part(
            self.key,
            self.name.text(),
            self.count,
            tuple(part.part() for part in self.parts),
            self.stated,
            self.percent,
            self.ladders,
            self.measures,
            self.still_open,
        )


class _PublicationDocument(_Strict):
    title: TextDocument
    issuer: str
    issued: str


class _TotalDocument(_Strict):
    key: Key
    counts: Counted
    name: TextDocument
    source: str | None = None
    publication: _PublicationDocument | None = None
    note: TextDocument
    count: Annotated[int, Field(ge=0)]
    parts: Annotated[tuple[_PartDocument, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _cited_once(self) -> Self:
        if (self.source is None) == (self.publication is None):
            raise ValueError("give either a source that is on record or a publication")
        return self

    def whole(self) -> Part:
        return Part(self.key, self.name.text(), self.count, tuple(part.part() for part in self.parts))


class _TotalsDocument(_Strict):
    totals: tuple[_TotalDocument, ...]


def load_published_totals(release: Release) -> tuple[PublishedTotal, ...]:
    """The published totals of a release; none where it has no such file.

    Raises:
        RulesetError: the file is not of its shape, a total does not add up, or names what does not exist.
    """
    path = release.folder / FILE
    return read_totals(read_file(path, f"{release.folder.name}/{FILE}"), release) if path.exists() else ()


def read_totals(document: Document, release: Release) -> tuple[PublishedTotal, ...]:
    """A document as totals; see `load_published_totals`."""
    read = validated(_TotalsDocument, document)
    refuse(document.located(tuple(_problems(read, release))), RulesetError)
    return tuple(
        PublishedTotal(
            total.key,
            total.counts,
            total.name.text(),
            _cited(total, release),
            total.note.text(),
            total.whole(),
        )
        for total in read.totals
    )


def published_total(key: str, release: Release) -> PublishedTotal:
    """The total of that key, to be set beside forms.

    Raises:
        InputError: there is none, or it counts something else than persons.
    """
    totals = {total.key: total for total in load_published_totals(release)}
    usable = [name for name, total in totals.items() if total.counts == "persons"]
    mend, mend_zh = f"Name one of: {', '.join(usable)}.", f"可选：{'、'.join(usable)}"
    if key not in totals:
        raise InputError(
            [
                Problem(
                    "unknown_total",
                    f"there is no published total '{key}'",
                    mend=mend,
                    pointer="--compare",
                    near=nearest(key, totals),
                    zh=Chinese(f"没有公布数“{key}”", mend_zh),
                )
            ]
        )
    if totals[key].counts != "persons":
        raise InputError(
            [
                Problem(
                    "counts_no_persons",
                    f"'{key}' counts problems, not persons by what was done with them",
                    why="Shares of problems say nothing about forms.",
                    mend=mend,
                    pointer="--compare",
                    zh=Chinese(f"“{key}”数的是问题，不是受到处理的人，不能与形态比较", mend_zh),
                )
            ]
        )
    return totals[key]


def _cited(total: _TotalDocument, release: Release) -> Text:
    if total.publication is not None:
        title, when = total.publication.title.text(), total.publication.issued
        return Text(f"《{title.zh}》，{total.publication.issuer}，{when}", f"{title.en}, {when}")
    source = release.sources[total.source or ""]
    return Text(f"{source.named('zh')}，{source.version}", f"{source.named('en')}, {source.version}")


def _problems(read: _TotalsDocument, release: Release) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, total in enumerate(read.totals):
        where = pointer("totals", place)
        if total.key in seen:
            yield Problem(
                "key",
                f"there are two totals '{total.key}'",
                mend="Give each a key of its own.",
                pointer=f"{where}/key",
            )
        seen.add(total.key)
        if total.source is not None and total.source not in release.sources:
            yield Problem(
                "source",
                f"there is no source '{total.source}'",
                mend="Record it in rulesets/sources, or describe it under publication.",
                pointer=f"{where}/source",
                near=nearest(total.source, release.sources),
            )
        yield from faults(total.whole(), where)
        yield from _unknown_measures(total.whole(), total.counts, where, release)


def _unknown_measures(part: Part, counts: Counted, where: str, release: Release) -> Iterator[Problem]:
    tracks = release.scale.tracks
    known = {
        "ladders": [track.key for track in tracks],
        "measures": [step.key for track in tracks for step in track.steps],
    }
    for field, keys in (("ladders", part.ladders), ("measures", part.measures)):
        for place, key in enumerate(keys):
            if key not in known[field]:
                yield Problem(
                    field,
                    f"the scale has no '{key}' among its {field}",
                    mend="Name one of scale.yaml.",
                    pointer=where + pointer(field, place),
                    near=nearest(key, known[field]),
                )
    if counts == "persons" and not (part.parts or part.still_open or part.ladders or part.measures):
        yield Problem(
            "measures",
            f"'{part.key}' does not say which measures it counts",
            why="Its forms follow from them.",
            mend="Name ladders or measures of scale.yaml, or say still_open.",
            pointer=where,
        )
    for place, inner in enumerate(part.parts):
        yield from _unknown_measures(inner, counts, where + pointer("parts", place), release)
