"""Going on after signing in again, with everything that was typed.

A form that comes from nobody (the session has ended, the service was started anew) is answered by the sign-in page, and that page
carries the form along in hidden fields. After signing in, one more page shows that it is all still there, and its button sends it
to where it was going. Nothing of it is kept on the server, and it works without JavaScript. Files cannot be carried along by a
page; they are named, to be chosen again.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from pydantic import BaseModel, ConfigDict

from zhunsheng.api.web.form_data import SECRET, Filled, Form

#: In the sign-in page, what belongs to the form that waits begins like this.
PREFIX: Final = "resumed."
PATH: Final = "resume_path"
_FILES: Final = "resume_files"


class Waiting(BaseModel):
    """A form that waits for somebody to sign in.

    Attributes:
        path: Where it is sent to.
        fields: What it holds, in the order in which it was sent.
        files: The names of files that have to be chosen again.
    """

    model_config = ConfigDict(frozen=True)
    path: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()


class SignInShown(BaseModel):
    """The sign-in page.

    Attributes:
        to: Where to go afterwards.
        waiting: What was typed and not carried out yet.
        unclaimed: Whether the first administrator has still to be made.
    """

    model_config = ConfigDict(frozen=True)
    to: str
    waiting: Waiting | None
    filled: Filled
    unclaimed: bool = False


class SignInFirst(Exception):
    """Ends a request with the sign-in page."""

    def __init__(self, shown: SignInShown) -> None:
        self.shown = shown
        super().__init__("nobody is signed in")


def sign_in_first(request: Request, sent: Form) -> SignInFirst:
    """What a form is answered with that comes from nobody."""
    fields = tuple(
        (name, value) for name, values in sent.values.items() if name not in SECRET for value in values
    )
    files = tuple(file.name for file in sent.files.values() if file.name)
    waiting = Waiting(path=_whole(request), fields=fields, files=files)
    return SignInFirst(SignInShown(to="/", waiting=waiting, filled=Filled.fresh()))


def carried(sent: Form) -> Waiting | None:
    """The form that a sign-in page carries along."""
    path = local(sent.text(PATH))
    if path is None:
        return None
    fields = tuple(
        (name.removeprefix(PREFIX), value)
        for name, values in sent.values.items()
        if name.startswith(PREFIX)
        for value in values
    )
    return Waiting(path=path, fields=fields, files=sent.texts(_FILES))


def local(path: str) -> str | None:
    """An address of this service, as it was given; None where it leads elsewhere, or nowhere."""
    try:
        parts = urlsplit(path)
    except ValueError:  # it begins like an address of another host, and is not even one
        return None
    if parts.scheme or parts.netloc or not path.startswith("/") or path.startswith(("//", "/\\")):
        return None
    return path if path.isprintable() and "\\" not in path else None


def _whole(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
