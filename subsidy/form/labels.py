"""Fields by the words people have for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from subsidy.errors import near
from subsidy.fields import Field
from subsidy.form.slips import Unreadable
from subsidy.scenario import FACTS

# What a label is made of, where it says something.
WORD = re.compile(r"[一-鿿々]{2,}|[ァ-ヶー]{3,}|[A-Za-z]{2,}")
# What sets a value apart from the label before it.
PAUSE = re.compile(r"\s+|[がは]\s*|(?=[0-9])")
BRACKETS = re.compile("（.*?）")
FEW = 3


class Labels:
    """The fields of a catalogue by label (with or without what is in brackets), column of scenario sheets, and key."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self.fields = tuple(fields)
        keys = {field.key: field for field in fields}
        self._known = {squeezed(BRACKETS.sub("", field.label)): field for field in self.fields}
        self._known |= {squeezed(field.label): field for field in self.fields}
        self._known |= {squeezed(column): keys[key] for column, key in FACTS.items() if key in keys}
        self._known |= {squeezed(key): field for key, field in keys.items()}

    def find(self, word: str) -> Field:
        """The one field that is meant. Raises Unreadable with those that could be."""
        said = squeezed(word)
        if said in self._known:
            return self._known[said]
        found = self.near(word)
        if not found:
            raise Unreadable("no_label", value=word)
        raise Unreadable("other_label", value=word, listed="」「".join(field.label for field in found[:FEW]))

    def behind(self, text: str) -> tuple[Field, str] | None:
        """The field whose label a text begins with, and what stands behind it; None where nothing sets them apart."""
        ends = (found.end() for found in re.finditer(r"\S", text))
        found = [at for at in ends if squeezed(text[:at]) in self._known and PAUSE.match(text, at)]
        if not found:
            return None
        rest = PAUSE.sub("", text[found[-1] :], count=1)
        return (self._known[squeezed(text[: found[-1]])], rest) if rest else None

    def near(self, word: str) -> list[Field]:
        """The fields that share most with a word: in label, question or help, or letter by letter.

        Of several words, one that stands in a question only tells nothing.
        """
        words = WORD.findall(unicodedata.normalize("NFKC", word))
        scored = [(_shared(words, field), field) for field in self.fields]
        best = max((score for score, _ in scored), default=0)
        enough = best > 1 or len(words) == 1
        found = [field for score, field in scored if score == best > 0 and enough]
        alike = near(squeezed(word), [*self._known])
        return found or ([self._known[alike]] if alike else [])


def _shared(words: Iterable[str], field: Field) -> int:
    """How many of the words a field has; what stands in its label counts twice."""
    rest = f"{field.question or ''}{field.help or ''}{field.why_not_asked or ''}"
    return sum(2 * (word in field.label) + (word in rest) for word in words)


def squeezed(text: str) -> str:
    """A word without what is written one way or another: width, blanks, small and capital letters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
