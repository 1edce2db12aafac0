"""The text of the pages of a few rules, kept as files: what a lawyer reads changes only where somebody means it to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from tests.api.client import Client

FOLDER = Path(__file__).parent / "golden"
#: A finding with an exception, a provision in several versions, a duty with a time limit.
KEPT = ("shanxi.complacency", "disciplinary_2018.121.major", "procedure.accountability_appeal")

#: What ends a line of the text.
_BLOCKS = re.compile(r"</(?:h\d|p|li|tr|dd|dt|caption|summary|pre)>|<br>|<ul>")


def rendered(client: Client) -> Iterator[tuple[Path, str]]:
    """Each file with what it should hold."""
    for rule in KEPT:
        for language in ("zh", "en"):
            answer = client.get(f"/rules/{rule}?lang={language}", headers={"accept": "text/html"})
            assert answer.status_code == 200, answer.text
            yield FOLDER / f"{rule}.{language}.txt", _text(answer.text)


def _text(page: str) -> str:
    """What the page says, line by line, but for the pictures, and for how often it was used, which any new scenario changes."""
    main = re.search(r"(?s)<main\b.*?>(.*)</main>", page)
    assert main
    within = re.sub(
        r'(?s)<h2 id="uses">.*?(?=<h2 id="written">)|<svg\b.*?</svg>|<form\b.*?</form>', "", main[1]
    )
    lines = _BLOCKS.sub("\n", within)
    text = html.unescape(re.sub(r"<[^>]+>", " ", lines))
    shown = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in shown if line) + "\n"
