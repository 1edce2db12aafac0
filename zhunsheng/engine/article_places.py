"""Where in an instrument something stands, as English texts cite it.

Articles are recorded as Chinese texts cite them: ``121第一款``, ``40第一款(一)``, ``16-17``. The English has the same numbers:
``art. 121 para. 1``, ``art. 40 para. 1(1)``, ``art. 16-17``. A notice has no articles but parts with names of their own
(``严查一``); their English is recorded beside them.
"""

from __future__ import annotations

import re
from typing import Final

#: 121, 16-17, 2-3,6 or 3至8; then a paragraph (第二款), then an item in brackets.
_PLACE: Final = re.compile(
    r"(?P<numbers>\d+(?:[-,至]\d+)*)(?:第(?P<paragraph>[一二三四五六七八九十]+)款)?(?:\((?P<item>[一二三四五六七八九十]+)\))?"
)
_DIGITS: Final = "一二三四五六七八九"


def english_place(article: str) -> str | None:
    """``art. 121 para. 1`` for ``121第一款``; None for what has more than numbers, and so needs an English name of its own."""
    found = _PLACE.fullmatch(article)
    if found is None:
        return None
    paragraph, item = found["paragraph"], found["item"]
    return (
        f"art. {found['numbers'].replace('至', '-')}"
        + (f" para. {_number(paragraph)}" if paragraph else "")
        + (f"({_number(item)})" if item else "")
    )


def _number(written: str) -> int:
    """A number below a hundred as Chinese writes it: 三, 十, 十二, 二十, 二十三."""
    tens, ten, ones = written.rpartition("十")
    return (_DIGITS.index(tens) + 1 if tens else 1 if ten else 0) * 10 + (
        _DIGITS.index(ones) + 1 if ones else 0
    )
