"""What somebody typed into a form, and what is wrong with it: shown again together, so that nothing is typed twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

from pydantic import BaseModel, ConfigDict

from zhunsheng.api.problems import ProblemItem, Refusal
from zhunsheng.api.web.problem_words import for_people, said_to_people
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.problems import InputError

#: What every form holds besides what people type.
CSRF: Final = "csrf_token"
KEY: Final = "idempotency_key"
#: What is never shown again: not on a page, not in its twin, and not after signing in anew.
SECRET: Final = frozenset({CSRF, "password", "current", "new", "new_again", "code"})

#: What ends the carrying out of a form, and can be told beside its fields.
REFUSALS: Final = (Refusal, InputError)


class Filled(BaseModel):
    """A form as it is shown: what is in its fields, and what is wrong with them.

    Attributes:
        key: Under which it is carried out once, however often it is sent.
    """

    model_config = ConfigDict(frozen=True)
    key: str
    values: Mapping[str, tuple[str, ...]] = {}
    problems: tuple[ProblemItem, ...] = ()

    @classmethod
    def fresh(cls, **values: str | Iterable[str]) -> Filled:
        """A form that nobody has sent yet, with what is to stand in it."""
        return cls(
            key=str(uuid4()),
            values={
                name: (value,) if isinstance(value, str) else tuple(value) for name, value in values.items()
            },
        )

    def text(self, name: str) -> str:
        """What is in a field; "" if nothing is."""
        return next(iter(self.values.get(name, ())), "")

    def texts(self, name: str) -> tuple[str, ...]:
        """All that is chosen in a field."""
        return tuple(self.values.get(name, ()))

    def problem(self, name: str) -> ProblemItem | None:
        """What is wrong with a field; its name is the last step, or the whole, of the place that is complained of."""
        return next((item for item in self.problems if _about(item, name)), None)

    def elsewhere(self, *names: str) -> tuple[ProblemItem, ...]:
        """What is wrong with none of these fields."""
        return tuple(item for item in self.problems if not any(_about(item, name) for name in names))


@dataclass(frozen=True)
class SentFile:
    """A file that came with a form."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Form:
    """A form as it was sent."""

    values: Mapping[str, tuple[str, ...]]
    files: Mapping[str, SentFile] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed into a field, without the space around it."""
        return next(iter(self.values.get(name, ())), "").strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """All that was chosen in a field."""
        return tuple(self.values.get(name, ()))

    def file(self, name: str) -> SentFile | None:
        """A file that was sent; None where none was chosen."""
        found = self.files.get(name)
        return found if found is not None and found.name else None

    def filled(self, problems: Iterable[ProblemItem] = ()) -> Filled:
        """The same form, to be shown again. It keeps its key: nothing was carried out under it."""
        return Filled(
            key=self.text(KEY) or str(uuid4()),
            values={name: given for name, given in self.values.items() if name not in SECRET and name != KEY},
            problems=tuple(problems),
        )

    def refused(self, error: Exception, language: Language) -> Filled:
        """The form with what it was refused for.

        Raises:
            TypeError: the error is none of `REFUSALS`.
        """
        return self.filled(problems_of(error, language))


def problems_of(error: Exception, language: Language) -> tuple[ProblemItem, ...]:
    """What a refusal says to people.

    Raises:
        TypeError: the error is none of `REFUSALS`.
    """
    if isinstance(error, Refusal):
        return tuple(for_people(item, language) for item in error.items)
    if isinstance(error, InputError):
        return tuple(said_to_people(problem, language) for problem in error.problems)
    raise TypeError(error)


def _about(item: ProblemItem, name: str) -> bool:
    place = item.pointer or ""
    return place in (name, f"/{name}") or place.endswith(f"/{name}") or item.parameter == name
