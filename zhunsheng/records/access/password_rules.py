"""Which passwords are refused: short ones, and those that anybody would try first.

Length is what counts, so nothing is asked about digits and capitals (NIST SP 800-63B section 5.1.1.2 advises against it). No
list of passwords that others have lost comes with the project; what is caught are those that take no list: the login, the name
of the product, one short piece over and over, characters in their order.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from pydantic import SecretStr

from zhunsheng.engine.problems import Chinese, Problem
from zhunsheng.records.access.passwords import MAXIMUM_BYTES, opaque

MINIMUM_CHARACTERS = 12

#: So many characters must be left when everything that is easily guessed has been taken out.
_LEFT_AT_LEAST = 8
_LONGEST_PIECE = 4
_PRODUCT = ("zhunsheng", "准绳")


def password_problems(password: SecretStr, login: str, pointer: str = "/password") -> tuple[Problem, ...]:
    """What is wrong with a new password of the account with this login. The problems never repeat the password."""
    text = opaque(password)
    if any(unicodedata.category(character) in ("Cc", "Cs", "Cn") for character in text):
        return (_refused("it has characters that are none", "密码含有控制字符或无效字符", pointer),)
    if len(text) < MINIMUM_CHARACTERS:
        return (
            _refused(
                f"it has fewer than {MINIMUM_CHARACTERS} characters",
                f"密码不足 {MINIMUM_CHARACTERS} 个字符",
                pointer,
            ),
        )
    if len(text.encode()) > MAXIMUM_BYTES:
        return (
            _refused(
                f"it is longer than {MAXIMUM_BYTES} bytes of UTF-8",
                f"密码超过 {MAXIMUM_BYTES} 字节（UTF-8）",
                pointer,
            ),
        )
    if _repeats(text) or _runs(text) or _left(text, login) < _LEFT_AT_LEAST:
        return (
            _refused(
                "it is little more than the login, the name of the product, or one piece over and over",
                "密码不过是登录名、产品名、重复的字符或连续的字符",
                pointer,
            ),
        )
    return ()


def _refused(why: str, zh: str, pointer: str) -> Problem:
    return Problem(
        code="unacceptable_password",
        what=f"the password is not acceptable: {why}",
        mend="Choose a longer one: several words that do not belong together.",
        pointer=pointer,
        zh=Chinese(zh, "请换一个更长的密码，例如几个互不相干的词。"),
    )


def _repeats(text: str) -> bool:
    """Whether the text is one piece of few characters, over and over."""
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, _LONGEST_PIECE + 1))


def _runs(text: str) -> bool:
    """Whether every character follows on the one before it, up or down; 9 goes on with 0."""
    steps = {(ord(b) - ord(a)) for a, b in pairwise(text)}
    return steps <= {1, -9} or steps <= {-1, 9}


def _left(text: str, login: str) -> int:
    """How many characters are left without the login and the name of the product."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    for known in (*_PRODUCT, *([login] if len(login) > 2 else [])):
        plain = plain.replace(known, "")
    return len(plain)
