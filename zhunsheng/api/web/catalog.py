"""The English of the pages: catalogs in gettext's own format, read as they are written.

Templates hold Chinese sentences, which are their own keys. ``locale/en`` has one catalog an area, so that whoever writes an area
writes its English beside it. They are compiled in memory; nothing that was generated is kept.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from zhunsheng.engine.evaluation import Language


@cache
def translations(language: Language) -> NullTranslations:
    """What turns the sentences of templates into a language; Chinese ones stay as they are."""
    if language == "zh":
        return NullTranslations()
    together = Translations()
    for _, catalog in catalogs():
        compiled = io.BytesIO()
        write_mo(compiled, catalog)
        compiled.seek(0)
        together.merge(Translations(compiled))
    return together


def catalogs() -> Iterator[tuple[str, Catalog]]:
    """Every English catalog with its name, in the order of names.

    Raises:
        PoFileError: one of them is malformed.
    """
    for file in sorted(_folder().iterdir(), key=lambda file: file.name):
        if file.name.endswith(".po"):
            yield file.name, read_po(io.BytesIO(file.read_bytes()), locale="en", abort_invalid=True)


def _folder() -> Traversable:
    return files("zhunsheng.api.web") / "locale" / "en"
