"""Notes and keys, against what Go's checksum database signs and an example of C2SP, and against any mangling."""

from __future__ import annotations

import base64
from contextlib import suppress
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from zhunsheng.records.log import notes
from zhunsheng.records.log.notes import MOST_SIGNATURES, Note
from zhunsheng.records.log.refusals import LogRefused
from zhunsheng.records.log.verifier_keys import SigningKey, VerifierKey

#: The key of Go's checksum database, and a head of its tree as it signed it.
VERIFIER = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
TEXT = "go.sum database tree\n6476701\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n"
LINE = (
    "— sum.golang.org "
    "Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=\n"
)

#: A key of our own, whose secret half we have.
OWN = SigningKey("log.example", bytes(range(32)))
SIGNER = OWN.secret_text()
OTHER_VERIFIER = str(OWN.verifier)
OTHER_LINE = notes.sign(TEXT, [OWN]).to_bytes().decode().removeprefix(f"{TEXT}\n")

KEY = VerifierKey.parse(VERIFIER)
OTHER = VerifierKey.parse(OTHER_VERIFIER)


def read(text: str) -> Note:
    return notes.parse(text.encode())


def code(data: bytes) -> str:
    with pytest.raises(LogRefused) as caught:
        notes.parse(data)
    return caught.value.problem.code


def test_keys_are_read_and_written_as_go_does() -> None:
    assert (KEY.name, KEY.id.hex(), str(KEY)) == ("sum.golang.org", "033de0ae", VERIFIER)
    signer = SigningKey.parse(SIGNER)
    assert signer == OWN
    assert signer.verifier == OTHER


def test_a_signature_is_the_id_of_the_key_and_that_of_ed25519() -> None:
    name, signed = OTHER_LINE.removeprefix("— ").split()
    octets = base64.b64decode(signed)
    assert (name, octets[:4]) == ("log.example", OTHER.id)
    public = base64.b64decode(OTHER_VERIFIER.split("+", 2)[2])[1:]
    Ed25519PublicKey.from_public_bytes(public).verify(octets[4:], TEXT.encode())


def test_both_signatures_of_the_example_are_verified() -> None:
    note = read(f"{TEXT}\n{LINE}{OTHER_LINE}")
    assert note.text == TEXT
    assert notes.verify(note, [OTHER, KEY]) == (KEY, OTHER)
    assert note.to_bytes().decode() == f"{TEXT}\n{LINE}{OTHER_LINE}"


def test_signatures_of_unknown_keys_are_passed_over() -> None:
    note = read(f"{TEXT}\n{LINE}{OTHER_LINE}")
    assert notes.verify(note, [KEY]) == (KEY,)
    assert notes.verify(note, []) == ()


def test_a_signature_that_shares_only_the_name_or_only_the_id_is_of_another_key() -> None:
    namesake = SigningKey(KEY.name, bytes(32))
    note = notes.sign(TEXT, [namesake])
    assert notes.verify(note, [KEY]) == ()
    assert notes.verify(read(f"{TEXT}\n{LINE.replace(KEY.name, 'x.example')}"), [KEY]) == ()


@pytest.mark.parametrize("doubled", [LINE + LINE, LINE + OTHER_LINE + LINE])
def test_a_signature_that_stands_twice_counts_once(doubled: str) -> None:
    assert notes.verify(read(f"{TEXT}\n{doubled}"), [KEY]) == (KEY,)


def test_one_wrong_signature_of_a_known_key_refuses_the_note() -> None:
    wrong = LINE.replace("Tbgkuqxg", "Tbgkuqxh")
    for lines in (wrong, LINE + wrong, wrong + OTHER_LINE):
        with pytest.raises(LogRefused) as caught:
            notes.verify(read(f"{TEXT}\n{lines}"), [KEY, OTHER])
        assert caught.value.problem.code == "signature_wrong"
        assert "sum.golang.org+033de0ae" in caught.value.problem.what


def test_two_known_keys_of_one_name_and_id_are_refused() -> None:
    """An id has four bytes; whoever wants to finds a second key for it."""

    class Colliding(VerifierKey):
        @property
        def id(self) -> bytes:
            return KEY.id

    with pytest.raises(LogRefused, match="same name and id"):
        notes.verify(read(f"{TEXT}\n{LINE}"), [KEY, Colliding(KEY.name, bytes(32))])


@pytest.mark.parametrize("text", [VERIFIER, SIGNER])
def test_no_mangled_key_is_read(text: str) -> None:
    """Every part of the line, and every line in which one character is the next one."""
    key = SigningKey if text is SIGNER else VerifierKey
    parts = {text[start:end] for start in range(len(text)) for end in range(start + 1, len(text) + 1)} - {
        text
    }
    mangled = {text[:at] + chr(ord(text[at]) + 1) + text[at + 1 :] for at in range(len(text))}
    for wrong in parts | mangled | {"", text + "\n", text.replace("+", " ")}:
        with pytest.raises(LogRefused):
            key.parse(wrong)


@pytest.mark.parametrize("public", [bytes([1, *range(33)]), bytes([1, *range(31)]), bytes([101, *range(32)])])
def test_a_key_of_another_length_or_algorithm_is_refused(public: bytes) -> None:
    """Though its id is right."""
    id = sha256(b"log.example\n" + public).digest()[:4].hex()
    with pytest.raises(LogRefused, match="Ed25519"):
        VerifierKey.parse(f"log.example+{id}+{base64.b64encode(public).decode()}")


def test_a_complaint_about_a_signing_key_never_holds_it() -> None:
    with pytest.raises(LogRefused) as caught:
        SigningKey.parse(SIGNER[:-1])
    secret = SIGNER.split("+", 4)[4]
    assert secret[:8] not in str(caught.value)
    assert secret[:8] not in repr(SigningKey.parse(SIGNER))
    assert repr(SigningKey.parse(SIGNER).seed) not in repr(SigningKey.parse(SIGNER))


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\u3000b", "a\nb", "a\x7fb"])
def test_a_name_that_would_not_stand_in_a_line_is_refused(name: str) -> None:
    with pytest.raises(LogRefused, match="name of a key"):
        SigningKey.new(name)


def test_a_new_key_signs_what_its_verifier_verifies() -> None:
    key = SigningKey.new("日志.example/records")
    again = SigningKey.parse(key.secret_text())
    assert again == key
    verifier = VerifierKey.parse(str(key.verifier))
    assert notes.verify(read(notes.sign("hi\n", [key]).to_bytes().decode()), [verifier]) == (verifier,)
    assert not verifier.verifies(b"ho\n", key.sign(b"hi\n"))
    assert not verifier.verifies(b"hi\n", b"")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        TEXT.encode(),
        f"{TEXT}\n".encode(),
        f"{TEXT}\n{LINE}"[:-1].encode(),
        f"{TEXT}{LINE}".encode(),
        f"\x01{TEXT}\n{LINE}".encode(),
        f"{TEXT}\r\n{LINE}".encode(),
        b"\xff" + f"{TEXT}\n{LINE}".encode(),
        f"{TEXT}\n{LINE}Unexpected line.\n".encode(),
        f"{TEXT}\n{LINE.replace(KEY.name, 'Bad Name')}".encode(),
        f"{TEXT}\n{LINE.replace('—', '-')}".encode(),
        f"{TEXT}\n— sum.golang.org AAAA\n".encode(),
        f"{TEXT}\n{LINE.replace('oAw=', 'oAx=')}".encode(),
        f"{TEXT}\n{LINE * (MOST_SIGNATURES + 1)}".encode(),
        b"x" * (notes.LARGEST + 1),
    ],
)
def test_what_is_no_note_is_refused(data: bytes) -> None:
    assert code(data) in {"note_malformed", "key_name"}


@pytest.mark.parametrize("text", ["", "no newline", "tab\there\n"])
def test_a_text_that_cannot_be_signed_is_refused(text: str) -> None:
    with pytest.raises(LogRefused, match="signed note"):
        notes.sign(text, [SigningKey.parse(SIGNER)])


def test_nobody_signs_nothing() -> None:
    with pytest.raises(LogRefused, match="nobody"):
        notes.sign(TEXT, [])


def test_as_many_signatures_as_are_allowed_are_read() -> None:
    assert len(read(f"{TEXT}\n{LINE * MOST_SIGNATURES}").signatures) == MOST_SIGNATURES


def test_a_text_may_hold_empty_lines() -> None:
    note = notes.sign("one\n\ntwo\n", [SigningKey.parse(SIGNER)])
    assert notes.parse(note.to_bytes()) == note


@given(st.data())
def test_a_changed_byte_of_a_note_is_never_a_verified_note(data: st.DataObject) -> None:
    """Somewhere else the signature fails, or the line is no longer that of the known key."""
    whole = bytearray(f"{TEXT}\n{LINE}".encode())
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    with suppress(LogRefused):
        assert notes.verify(notes.parse(bytes(whole)), [KEY]) == ()
