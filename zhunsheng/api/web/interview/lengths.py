"""What is too long to be taken."""

from __future__ import annotations

from zhunsheng.engine.problems import Chinese, InputError, Problem


def too_long(place: str, most: int) -> InputError:
    """The complaint about a text.

    Args:
        place: JSON pointer to its field.
        most: As many characters as there may be.
    """
    zh = Chinese(f"至多 {most:,} 字", "请缩短。")
    what = f"it has more than {most:,} characters"
    return InputError([Problem("too_long", what, mend="Shorten it.", pointer=place, zh=zh)])
