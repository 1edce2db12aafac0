"""The secret with which a collector reads the metrics, from the environment.

ZHUNSHENG_METRICS_TOKEN_FILE   the file that holds it and nothing else
ZHUNSHENG_METRICS_TOKEN        the secret itself
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from zhunsheng.api.metrics_token import MetricsToken
from zhunsheng.cli.secret_files import secret_of
from zhunsheng.engine.problems import Chinese, InputError, Problem

VARIABLE = "ZHUNSHENG_METRICS_TOKEN"

#: What a bearer token may be made of (RFC 6750 section 2.1), and long enough that nobody guesses it.
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]{32,}=*")


def metrics_token(environment: Mapping[str, str]) -> MetricsToken | None:
    """The token that the environment names; None if it names none.

    Raises:
        InputError: it cannot be read, or is none.
    """
    secret = secret_of(environment, VARIABLE)
    if secret is None:
        return None
    if not _TOKEN.fullmatch(secret.get_secret_value()):
        raise InputError([_WEAK])
    return MetricsToken.of(secret)


_WEAK = Problem(
    "metrics_token",
    "the metrics token is none",
    why="It has at least 32 letters, digits and -._~+/, on one line, or somebody could guess it.",
    mend="Make one: openssl rand -base64 32",
    pointer=VARIABLE,
    zh=Chinese(
        "指标令牌不合要求：须为一行、至少 32 个字母、数字或 -._~+/", "请生成一个：openssl rand -base64 32"
    ),
)
