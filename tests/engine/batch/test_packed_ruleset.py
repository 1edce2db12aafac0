"""A ruleset that travels is the same when it arrives, or refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zhunsheng.engine.batch.packed_ruleset import PackedRuleset
from zhunsheng.engine.problems import InputError
from zhunsheng.engine.release import Release


@pytest.fixture(scope="module")
def packed(release: Release) -> PackedRuleset:
    return PackedRuleset.of(release)


def test_it_arrives_as_it_was_sent(packed: PackedRuleset, release: Release) -> None:
    found = packed.release()
    assert (found.digest, found.rules, found.scale) == (release.digest, release.rules, release.scale)
    assert not found.folder.exists()


def test_the_same_files_make_the_same_bytes(packed: PackedRuleset, release: Release) -> None:
    assert PackedRuleset.of(release) == packed
    assert len(packed.archive) < 1 << 20
    assert repr(packed.archive) not in repr(packed)


def test_another_digest_is_refused(packed: PackedRuleset) -> None:
    with pytest.raises(InputError) as error:
        replace(packed, digest="sha256:other").release()
    (problem,) = error.value.problems
    assert problem.code == "other_ruleset"
    assert "sha256:other" in problem.render("zh")
