"""The releases of the rules that are known, and two of them side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from zhunsheng.api.web.language import TheLanguage
from zhunsheng.api.web.pages import Page, page
from zhunsheng.api.web.rules.addresses import to_difference
from zhunsheng.api.web.rules.difference_shown import DifferenceShown, difference_shown
from zhunsheng.api.web.rules.known_releases import KnownRelease, KnownReleases, TheReleases
from zhunsheng.api.web.rules.refusing import not_found
from zhunsheng.api.web.rules.release_shown import ReleaseShown, release_shown
from zhunsheng.api.web.rules.shown import Shown
from zhunsheng.engine.evaluation import Language
from zhunsheng.records.access.operations import Operation

router = APIRouter(include_in_schema=False)


class ComparedRelease(Shown):
    """A release in the list.

    Attributes:
        with_one_in_use: Address of what differs between it and the one in use; null for that one itself.
        with_one_before: Address of what differs between the one stored before it and it.
    """

    release: ReleaseShown
    with_one_in_use: str | None
    with_one_before: str | None


class ReleasesShown(Shown):
    """The releases that are known, the one in use first.

    Attributes:
        keeps_records: Whether others are stored here at all.
    """

    keeps_records: bool
    releases: tuple[ComparedRelease, ...]


class DifferencePage(Shown):
    """Two releases side by side."""

    before: ReleaseShown
    after: ReleaseShown
    turned_round: str
    difference: DifferenceShown


@page(router, "/rules/releases", needs=Operation.READ_RULES)
def releases(known: TheReleases) -> Page:
    """The releases that are known."""
    found = known.all()
    return Page(
        "rules/releases.html",
        ReleasesShown(
            keeps_records=known.ledger is not None,
            releases=tuple(_compared(place, found) for place in range(len(found))),
        ),
    )


@page(router, "/rules/releases/{old}..{new}", needs=Operation.READ_RULES)
def difference(
    old: str,
    new: str,
    known: TheReleases,
    language: TheLanguage,
    number: Annotated[int, Query(alias="page", ge=1, le=1000)] = 1,
) -> Page:
    """What differs between two releases."""
    before, after = (_named(digits, known, language) for digits in (old, new))
    address = to_difference(before.short, after.short)
    found = difference_shown(known.difference(before, after), known.book.release, language, address, number)
    return Page(
        "rules/difference.html",
        DifferencePage(
            before=release_shown(before),
            after=release_shown(after),
            turned_round=to_difference(after.short, before.short),
            difference=found,
        ),
    )


def _named(digits: str, known: KnownReleases, language: Language) -> KnownRelease:
    found = known.named(digits)
    if found is None:
        raise not_found("release", digits, [of.short for of in known.all()], language)
    return found


def _compared(place: int, found: tuple[KnownRelease, ...]) -> ComparedRelease:
    own, in_use = found[place], found[0]
    # The one in use stands first whenever it was stored; the others stand in the order of time.
    before = next((of for of in found[place + 1 :]), None)
    return ComparedRelease(
        release=release_shown(own),
        with_one_in_use=None if own.in_use else to_difference(own.short, in_use.short),
        with_one_before=to_difference(before.short, own.short) if before else None,
    )
