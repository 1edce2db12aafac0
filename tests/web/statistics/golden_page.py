"""The text of one page of statistics, kept as files: what people read changes only where somebody means it to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from tests.api.client import Client

FOLDER = Path(__file__).parent / "golden"

#: What ends a line of the text.
_BLOCKS = re.compile(r"</(?:h\d|p|li|tr|dd|dt|caption|summary|title|desc|text)>|<br>|<ul>")


def rendered(client: Client) -> Iterator[tuple[Path, str]]:
    """Each file with what it should hold: the published outcomes by level, since 2021, picture and all."""
    for language in ("zh", "en"):
        address = f"/statistics/by/level?since=2021-01&lang={language}"
        answer = client.get(address, headers={"accept": "text/html"})
        assert answer.status_code == 200, answer.text
        yield FOLDER / f"by-level.{language}.txt", _text(answer.text)


def _text(page: str) -> str:
    """What the page says, line by line."""
    main = re.search(r"(?s)<main\b.*?>(.*)</main>", page)
    assert main
    without_forms = re.sub(r"(?s)<form\b.*?</form>", "", main[1])
    text = html.unescape(re.sub(r"<[^>]+>", " ", _BLOCKS.sub("\n", without_forms)))
    shown = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in shown if line) + "\n"
