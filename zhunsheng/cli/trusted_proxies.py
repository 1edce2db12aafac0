"""Whose word counts for where a request comes from: the proxies that stand in front of the service.

A proxy says in `X-Forwarded-For` for whom it asks. Attempts to sign in are counted by that address, so it decides who can use up
whose attempts. If the proxy is not named, all who come through it are one address, and one of them uses up the attempts of
all. If everybody is believed, everybody says that he is somebody else, and nobody is ever counted.
"""

from __future__ import annotations

from ipaddress import ip_network

from zhunsheng.engine.problems import Chinese, InputError, Problem

#: A proxy on the same machine.
DEFAULT = "127.0.0.1,::1"
PLACE = "ZHUNSHENG_TRUSTED_PROXIES"


def trusted_proxies(said: str) -> tuple[str, ...]:
    """The addresses and networks of the proxies.

    Args:
        said: IPv4 and IPv6 addresses, or networks in CIDR notation, separated by commas or blanks; nothing is nobody.

    Raises:
        InputError: one of them is none, or is everybody.
    """
    words = said.replace(",", " ").split()
    for word in words:
        _refuse(word)
    return tuple(words)


def _refuse(word: str) -> None:
    if word == "*":
        raise InputError([_EVERYBODY])
    try:
        network = ip_network(word)
    except ValueError:
        raise InputError([_NO_ADDRESS]) from None
    if network.prefixlen == 0:
        raise InputError([_EVERYBODY])


_EVERYBODY = Problem(
    "every_proxy_trusted",
    "every address is named as a trusted proxy",
    why="Whoever is believed in X-Forwarded-For chooses the address by which his attempts to sign in are counted, so nobody who "
    "guesses passwords would be held up.",
    mend="Name the address of your proxy, or the network in which nothing but your proxies is.",
    pointer=PLACE,
    zh=Chinese(
        "不得把所有地址都列为可信代理：X-Forwarded-For 任人填写，登录限次即告失效",
        "请填写反向代理的地址，或者只有反向代理的网段。",
    ),
)
_NO_ADDRESS = Problem(
    "not_a_proxy",
    "a trusted proxy is neither an IP address nor a network",
    why="Names are not looked up, and what is no address would be trusted by nobody, in silence.",
    mend="Write addresses or networks, with no bits beyond the prefix: 10.0.0.2, 10.0.0.0/24, fd00::/64.",
    pointer=PLACE,
    zh=Chinese(
        "可信代理须是 IP 地址或网段", "请填写地址或网段（主机位为零），如 10.0.0.2、10.0.0.0/24、fd00::/64。"
    ),
)
