"""The sentences of the templates: what the catalogs have to translate.

python -m tests.web.sentences          # lists those that no catalog has, ready to be put into one
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract

from zhunsheng.api.web.catalog import catalogs

TEMPLATES = Path(str(files("zhunsheng.api.web") / "templates"))
_OPTIONS = {"trimmed": "true", "extensions": "jinja2.ext.do", "silent": "false"}


def sentences() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Every sentence with the template that it stands in; one with a plural as its two forms, one in a context after it."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        with path.open("rb") as file:
            for _, message, _, context in extract("jinja2.ext:babel_extract", file, options=_OPTIONS):
                yield str(path.relative_to(TEMPLATES)), (context, str(message)) if context else message


def sentence_of(message: Message) -> str | tuple[str, ...]:
    """What a catalog has, written as `sentences` has it."""
    return (message.context, str(message.id)) if message.context else message.id


def untranslated() -> dict[str | tuple[str, ...], str]:
    """The sentences that no catalog has, or has without a translation, each with one template that says it."""
    known = {
        sentence_of(message)
        for _, catalog in catalogs()
        for message in catalog
        if message.id and all([message.string] if isinstance(message.string, str) else message.string)
    }
    return {message: where for where, message in sentences() if message not in known}


if __name__ == "__main__":
    for message, where in untranslated().items():
        print(f'# {where}\nmsgid "{message}"\nmsgstr ""\n')
