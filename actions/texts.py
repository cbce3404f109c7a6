"""Composed Japanese text: Jinja templates and small words, all of them data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import yaml

from subsidy.wording import MAN, format_percent, format_yen

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

    @property
    def units(self) -> Mapping[str, Mapping[Any, str]]:
        """Topics whose number is shown with a unit of its own: special numbers, and ``other`` for the rest."""
        units: Mapping[str, Mapping[Any, str]] = self._words["units"]
        return units

    def counted(self, topic: str, value: Any) -> str:
        """A number of a topic with its unit."""
        words = self.units[topic]
        return words.get(value) or words["other"].format(value=value)

    def groups(self) -> list[dict[str, Any]]:
        """The facts that are asked together."""
        groups: list[dict[str, Any]] = self._words["groups"]
        return groups

    def cost_items(self) -> list[dict[str, str]]:
        """What owners ask about paying: its name, the words of a question, the words of the catalogue."""
        items: list[dict[str, str]] = self._words["cost_items"]
        return items

    def asked_things(self) -> list[dict[str, Any]]:
        """What owners ask leave for beside the costs, in the same words as these."""
        things: list[dict[str, Any]] = self._words["asked_things"]
        return things

    def facts_told(self, text: str) -> list[str]:
        """The fields that a text says yes to, though nobody asked."""
        return [field for field, rule in self._words["facts_told"].items() if self.found(rule, text)]

    @staticmethod
    def found(rule: str, text: str) -> bool:
        """Whether a rule of the words finds something in a text."""
        return re.search(rule, unicodedata.normalize("NFKC", text)) is not None

    def codes_in(self, text: str) -> list[str]:
        """The codes whose work a text speaks of."""
        words = unicodedata.normalize("NFKC", text)
        return [code for code, rule in self._words["code_words"].items() if re.search(rule, words)]

    def with_names(self, text: str) -> str:
        """A text with codes replaced by what they stand for."""
        codes = self._words["codes"]
        return re.sub("|".join(codes), lambda found: self.label("quoted", text=codes[found[0]]), text)

    def plans_in(self, text: str) -> list[str]:
        """The plans that a text speaks of."""
        words = unicodedata.normalize("NFKC", text)
        return [plan for plan, rule in self._words["plan_words"].items() if re.search(rule, words)]

    def denies(self, text: str) -> bool:
        """Whether a text says no, the 「ない」 of 「かもしれない」 left out."""
        words = unicodedata.normalize("NFKC", text)
        return self.cued("negative", re.sub(self._words["cues"]["hedge_words"], "", words))

    def flag_told(self, topic: str, text: str) -> bool | None:
        """Yes or no to a question in words that only it has; None where there are none."""
        words, rules = unicodedata.normalize("NFKC", text), self._words["flag_answers"].get(topic, {})
        said = [name for name in ("yes", "no") if name in rules and re.search(rules[name], words)]
        return said[0] == "yes" if said else None

    def plans_answered(self, text: str) -> list[str]:
        """The plans that a text speaks of in answer to the question for plans."""
        words = unicodedata.normalize("NFKC", text)
        wider = [plan for plan, rule in self._words["plan_answers"].items() if re.search(rule, words)]
        return [*self.plans_in(words), *wider]

    def refused(self, rule: str, text: str) -> bool:
        """Whether a text names something by a rule only to say that it is not meant (「設備投資はしない」)."""
        words = unicodedata.normalize("NFKC", text)
        ends = [found.end() for found in re.finditer(rule, words)]
        return bool(ends) and all(re.match(self._words["cues"]["refused"], words[end:]) for end in ends)

    def plans_refused(self, text: str) -> list[str]:
        """The plans that a text names only to say that they are not meant."""
        return [plan for plan, rule in self._words["plan_words"].items() if self.refused(rule, text)]

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

    def words_of(self, meaning: str) -> list[str]:
        """The words that a meaning belongs to."""
        return [word for term in self._words["terms"].values() if term["text"] == meaning for word in term["words"]]

    def cued(self, cue: str, text: str) -> bool:
        """Whether the words of a text point to something, such as a comparison."""
        return self.match(cue, text) is not None

    def match(self, cue: str, text: str) -> re.Match[str] | None:
        """Where the words of a text point to something, with the named parts of what they say."""
        return re.search(self._words["cues"][cue], unicodedata.normalize("NFKC", text))

    def yen(self, yen: int) -> str:
        """Yen as they are said: one short of a round sum is less than that sum (150万円未満)."""
        return self.label("below", yen=format_yen(yen + 1)) if yen % MAN == MAN - 1 else format_yen(yen)

    def cue(self, cue: str) -> str:
        """The regular expression of a cue."""
        rule: str = self._words["cues"][cue]
        return rule

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
        first, last = (None if end is None else Fraction(str(end)) for end in (low, high))
        if first is None and last is not None and last < 0:
            return self.label("declined_from", percent=format_percent(-last))
        if first is not None and first < 0 and not last:
            return self.label("declined_to", percent=format_percent(-first))
        ends = [None if end is None else self.change(end) for end in (low, high)]
        if first is not None and last is not None and last <= 0:
            ends.reverse()
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
