"""The pictures in the guides are of the pages as they are."""

from __future__ import annotations

import json

from tests.web.every_page import EVERY_PAGE
from tests.web.pictures import FOLDER, MANIFEST, digests, name_of
from tests.web.site import Site


def test_pages_are_called_differently() -> None:
    assert len({name_of(looked) for looked in EVERY_PAGE}) == len(EVERY_PAGE)


def test_every_page_has_a_picture_in_either_language() -> None:
    wanted = {f"{name_of(looked)}.{language}.webp" for looked in EVERY_PAGE for language in ("zh", "en")}
    assert {path.name for path in FOLDER.glob("*.webp")} == wanted, "run `make pictures` and look at them"


def test_no_picture_is_older_than_its_page(site: Site) -> None:
    assert json.loads(MANIFEST.read_text(encoding="utf-8")) == digests(site), (
        "run `make pictures` and look at those that have changed"
    )
