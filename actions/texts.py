"""Composed Japanese text: Jinja templates and small words, all of them data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import yaml

from subsidy.wording import format_percent

FOLDER = Path(__file__).with_name("templates")


class Texts:
    """The words of the dialogue."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._words: dict[str, Any] = yaml.safe_load((folder / "words.yml").read_text(encoding="utf-8"))
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
            # A template edited under a running server must not meet code of another version.
            auto_reload=False,
        )

    def render(self, template: str, **values: Any) -> str:
        """A template of the folder (``NAME.ja.j2``) with its values."""
        return self._templates.get_template(f"{template}.ja.j2").render(**values).strip()

    def label(self, key: str, **values: Any) -> str:
        """A short label, such as the title of a button."""
        text: str = self._words["labels"][key]
        return text.format(**values)

    def topic(self, topic: str) -> str:
        """What a topic is called."""
        name: str = self._words["topics"][topic]
        return name

    def options(self, topic: str) -> list[dict[str, Any]]:
        """The choices offered with a question."""
        options: list[dict[str, Any]] = self._words["options"].get(topic, [])
        return options

    def code(self, code: str) -> str:
        """The plain name of a code."""
        name: str = self._words["codes"].get(code, code)
        return name

    def groups(self) -> list[dict[str, Any]]:
        """The facts that are asked together."""
        groups: list[dict[str, Any]] = self._words["groups"]
        return groups

    def codes_in(self, text: str) -> list[str]:
        """The codes whose work a text speaks of."""
        words = unicodedata.normalize("NFKC", text)
        return [code for code, rule in self._words["code_words"].items() if re.search(rule, words)]

    def reason(self, topic: str) -> str:
        """Why a topic is asked."""
        words = self._words["reasons"]
        text: str = words.get(topic, words["default"])
        return text

    def term(self, topic: str) -> str | None:
        """What the term behind a topic means."""
        text: str | None = self._words["terms"].get(topic, {}).get("text")
        return text

    def term_in(self, text: str) -> str | None:
        """The meaning of the term that a text names, the longest first."""
        named = [
            (word, term["text"]) for term in self._words["terms"].values() for word in term["words"] if word in text
        ]
        return max(named, key=lambda pair: len(pair[0]))[1] if named else None

    def cued(self, cue: str, text: str) -> bool:
        """Whether the words of a text point to something, such as a comparison."""
        return self.match(cue, text) is not None

    def match(self, cue: str, text: str) -> re.Match[str] | None:
        """Where the words of a text point to something, with the named parts of what they say."""
        return re.search(self._words["cues"][cue], unicodedata.normalize("NFKC", text))

    def join(self, parts: Sequence[str]) -> str:
        """A list in a sentence."""
        return self.label("and").join(parts)

    def change(self, percent: Any) -> str:
        """A change of sales in words: a decline, a rise, or none."""
        value = Fraction(str(percent))
        if value == 0:
            return self.label("unchanged")
        return self.label("declined" if value < 0 else "rise", percent=format_percent(abs(value)))

    def change_range(self, low: Any, high: Any) -> str:
        """A range of changes in words."""
        if low is not None and Fraction(str(low)) == 0 and high is None:
            return self.label("not_declined")
        ends = [None if end is None else self.change(end) for end in (low, high)]
        return self.range(*ends)

    def range(self, low: str | None, high: str | None) -> str:
        """A range with open or closed ends."""
        if low is None:
            return self.label("range_to", high=high)
        return self.label("range_from", low=low) if high is None else self.label("range", low=low, high=high)


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The words, read once."""
    return Texts()
