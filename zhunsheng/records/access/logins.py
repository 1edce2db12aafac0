"""What people type to say who they are, brought to one form.

Two logins that look alike must not be two people, so the form is coarser than that of passwords: full-width letters are
letters, capitals are small letters (RFC 8265 section 3.3, UsernameCaseMapped, with Unicode's compatibility form in place of
its width mapping). Whatever could not be typed on purpose is refused where an account is made; where somebody signs in, an
impossible login is merely one that nobody has.
"""

from __future__ import annotations

import re
import unicodedata

from zhunsheng.engine.problems import Chinese, Problem

MAXIMUM_CHARACTERS = 64

_PATTERN = re.compile(r"[^\W_](?:[\w.@-]*[^\W_])?")


def normal_login(typed: str) -> str:
    """The one form of a login. Applying it twice changes nothing."""
    folded = unicodedata.normalize("NFKC", typed).casefold()
    # Folding undoes composition and the other way round; twice is enough (Unicode, definition D146). Spaces come out of it.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold()).strip()


def login_problems(login: str) -> tuple[Problem, ...]:
    """What is wrong with a login, in its normal form, for a new account."""
    if len(login) <= MAXIMUM_CHARACTERS and _PATTERN.fullmatch(login):
        return ()
    return (
        Problem(
            code="invalid",
            what="the login is not acceptable",
            why=f"It has 1 to {MAXIMUM_CHARACTERS} letters and digits, and between them '.', '-', '_' or '@'.",
            mend="Choose another login.",
            pointer="/login",
            zh=Chinese(
                "登录名不合要求",
                f"请用 1 至 {MAXIMUM_CHARACTERS} 个文字、字母或数字，其间可有“.”“-”“_”“@”。",
            ),
        ),
    )
