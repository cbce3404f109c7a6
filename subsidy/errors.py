"""Mistakes in what the package is given. Wording is in ``messages.yml``; the code and the place are here."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

MESSAGES = Path(__file__).with_name("messages.yml")


class ProfileError(ValueError):
    """A profile that cannot be judged: ``code`` says why, ``field`` where."""

    def __init__(self, code: str, field: str | None = None, **params: str | None) -> None:
        super().__init__(code, field)
        self.code = code
        self.field = field
        self.params = params

    def __str__(self) -> str:
        return sentence("profile", self.code, self.field, self.params)


class Problem(NamedTuple):
    """A mistake in a catalogue file; ``line`` counts from 1, ``field`` is the path of keys to it."""

    file: str
    line: int
    field: str
    code: str
    params: dict[str, str]

    def __str__(self) -> str:
        return one_line(
            f"{self.file}:{self.line}: {self.field or '-'}: {sentence('catalog', self.code, None, self.params)}"
        )


class CatalogError(ValueError):
    """A catalogue that cannot be used, with every mistake that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def sentence(section: str, code: str, field: str | None, params: dict[str, str] | dict[str, str | None]) -> str:
    """The Japanese sentence for a code, with the field in front and a proposal behind where there is one."""
    messages = _messages()
    words = {key: value or "" for key, value in params.items()}
    text: str = messages[section][code].format(**words)
    if params.get("near"):
        text += messages["common"]["near"].format(near=params["near"])
    hint = params.get("hint")
    if hint:
        text += messages["hints"][hint].format(**words)
    return text if field is None else f"{field or '「」'}: {text}"


def near(word: str, known: Sequence[str]) -> str:
    """The known word that was probably meant, or nothing."""
    return next(iter(difflib.get_close_matches(word, known, 1, 0.6)), "")


def one_line(text: str) -> str:
    """A text without line breaks and other characters that cannot be seen."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def help_texts() -> dict[str, str]:
    """What the commands say of themselves."""
    return _messages()["cli"]


def words_of(section: str) -> dict[str, Any]:
    """The words of one section of ``messages.yml``."""
    return _messages()[section]


@lru_cache(maxsize=1)
def _messages() -> dict[str, dict[str, Any]]:
    import yaml

    loaded: dict[str, dict[str, Any]] = yaml.load(MESSAGES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded
