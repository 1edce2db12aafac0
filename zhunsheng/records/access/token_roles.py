"""From the words of a provider's token to our roles.

Providers put groups and roles in different places (``roles``, ``groups``, ``realm_access.roles``), as a list or, for scopes,
as one text with spaces. Only words that the operator has named mean anything; a token with none of them is somebody without a
role.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhunsheng.records.access.provider import Provider
from zhunsheng.records.access.roles import Role


def roles_of(claims: Mapping[str, Any], provider: Provider) -> frozenset[Role]:
    """The roles that checked claims give. Whatever is at the claim's place and is no text counts as nothing."""
    found: object = claims
    for name in provider.roles_claim:
        found = found.get(name) if isinstance(found, Mapping) else None
    words = found.split() if isinstance(found, str) else found if isinstance(found, list) else []
    return frozenset(
        provider.roles[word] for word in words if isinstance(word, str) and word in provider.roles
    )
