"""Checkpoints, against the example of C2SP and against every malformed line."""

from __future__ import annotations

import base64

import pytest

from zhunsheng.records.log import checkpoints
from zhunsheng.records.log.checkpoints import Checkpoint, SealedCheckpoint, seal, signers
from zhunsheng.records.log.merkle import EMPTY_ROOT
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.verifier_keys import SigningKey

#: The example of https://c2sp.org/tlog-checkpoint; the key of its signature is not published.
EXAMPLE = (
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
KEY = SigningKey("log.example", bytes(range(32)))
ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_the_example_is_read_and_written_again() -> None:
    sealed = checkpoints.parse(EXAMPLE.encode())
    assert sealed.checkpoint == Checkpoint(
        "example.com/behind-the-sofa",
        20852163,
        base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="),
    )
    assert [signature.name for signature in sealed.signatures] == ["example.com/behind-the-sofa"]
    assert sealed.to_bytes().decode() == EXAMPLE


def test_a_sealed_checkpoint_is_verified() -> None:
    sealed = seal(Checkpoint("log.example", 0, EMPTY_ROOT), [KEY])
    assert signers(checkpoints.parse(sealed.to_bytes()), [KEY.verifier]) == (KEY.verifier,)


def test_two_keys_seal_one_checkpoint() -> None:
    new = SigningKey("log.example", bytes(32))
    sealed = seal(Checkpoint("log.example", 0, EMPTY_ROOT), [KEY, new])
    assert signers(sealed, [new.verifier, KEY.verifier]) == (KEY.verifier, new.verifier)


def test_a_log_without_a_key_writes_the_lines_alone() -> None:
    sealed = seal(Checkpoint("log.example", 0, EMPTY_ROOT), [])
    assert sealed.to_bytes().decode() == f"log.example\n0\n{ROOT}\n"
    assert checkpoints.parse(sealed.to_bytes()) == sealed
    assert signers(sealed, [KEY.verifier]) == ()


def test_the_lines_that_are_signed_are_verified_and_no_others() -> None:
    sealed = seal(Checkpoint("log.example", 0, EMPTY_ROOT), [KEY])
    moved = SealedCheckpoint(Checkpoint("log.example", 1, EMPTY_ROOT), sealed.signatures)
    with pytest.raises(LogRefused, match="not one of this key"):
        signers(moved, [KEY.verifier])


def test_a_key_of_another_name_does_not_seal() -> None:
    with pytest.raises(LogRefused, match=r"the log other\.example"):
        seal(Checkpoint("other.example", 0, EMPTY_ROOT), [KEY])


def test_further_lines_are_kept() -> None:
    text = f"log.example\n12\n{ROOT}\nextension one\n二\n"
    assert checkpoints.parse_text(text).extensions == ("extension one", "二")
    assert checkpoints.parse_text(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"log.example\n12\n{ROOT}",
        "log.example\n12\n",
        f"\n12\n{ROOT}\n",
        f"log.example\n012\n{ROOT}\n",
        f"log.example\n+12\n{ROOT}\n",
        f"log.example\n-1\n{ROOT}\n",
        f"log.example\n１２\n{ROOT}\n",
        f"log.example\n9223372036854775808\n{ROOT}\n",
        f"log.example\n12 \n{ROOT}\n",
        f"log.example\n12\n{ROOT[:-1]}\n",
        f"log.example\n12\n{ROOT.replace('FU=', 'FV=')}\n",
        "log.example\n12\nAAAA\n",
        f"log.example\r\n12\r\n{ROOT}\r\n",
        f"log.example\n12\n{ROOT}\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(LogRefused) as caught:
        checkpoints.parse(text.encode())
    assert caught.value.problem.code in {"checkpoint_malformed", "note_malformed"}
    with pytest.raises(LogRefused):
        checkpoints.parse_text(text)


def test_what_is_not_utf_8_is_refused() -> None:
    with pytest.raises(LogRefused, match="UTF-8"):
        checkpoints.parse(b"\xff\n1\n")


@pytest.mark.parametrize(
    "wrong", [Checkpoint("", 0, EMPTY_ROOT), Checkpoint("a\nb", 0, EMPTY_ROOT), Checkpoint("a", 0, b"")]
)
def test_a_checkpoint_that_could_not_be_read_again_is_not_sealed(wrong: Checkpoint) -> None:
    with pytest.raises(LogRefused):
        seal(wrong, [])
