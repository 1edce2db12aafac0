"""What the pages of a few rules say is what they are known to say."""

from __future__ import annotations

from tests.api.client import Client
from tests.web.rules.golden_pages import FOLDER, KEPT, rendered


def test_the_pages_say_what_they_are_known_to_say(reader: Client) -> None:
    for path, text in rendered(reader):
        assert path.read_text(encoding="utf-8") == text, (
            f"{path.name}: if the change is meant, run `make golden` and read the diff"
        )


def test_no_file_is_left_over() -> None:
    wanted = {f"{rule}.{language}.txt" for rule in KEPT for language in ("zh", "en")}
    assert {path.name for path in FOLDER.iterdir()} == wanted
