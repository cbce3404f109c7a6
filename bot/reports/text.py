"""A memo as text: Markdown to copy into other tools, or plain lines for a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.reports.words import words
from bot.stores.records import Json

# What Markdown and HTML in it take for a sign of theirs.
SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~!])")


@dataclass(frozen=True)
class Style:
    """How the parts of a memo begin; ``escape`` is what its texts need so that they stay as they are."""

    title: str
    heading: str
    group: str
    card: str
    item: str
    box: str
    marks_signs: bool

    def text(self, text: str) -> str:
        """A text on one line."""
        line = " ".join(text.split())
        return SIGNS.sub(r"\\\1", line) if self.marks_signs else line


MARKDOWN = Style("# ", "## ", "### ", "#### ", "- ", "- [ ] ", marks_signs=True)
PLAIN = Style("", "■ ", "", "◇ ", "・", "□ ", marks_signs=False)


def as_text(memo: Json, style: Style) -> str:
    """The memo in lines."""
    blocks = [[style.title + style.text(memo["title"]), *map(style.text, memo["dates"])]]
    blocks += [list(_part(part, style)) for part in memo["parts"]]
    blocks.append([style.item + style.text(note) for note in memo["notes"]])
    gap, end = ("\n\n", "\n") if style.marks_signs else ("\n", "")
    return gap.join("\n".join(block) for block in blocks) + end


def boxes_of(row: Json) -> str:
    """A row of a chart as boxes: filled ones for what is ticked."""
    ticked, count = words()["ticked"], int(row["count"])
    return ticked * count + words()["open_box"] * (int(row["of"]) - count)


def _part(part: Json, style: Style) -> Iterator[str]:
    yield style.heading + style.text(part["heading"])
    if style.marks_signs:
        yield ""
    colon = words()["colon"]
    for row in part.get("chart", ()):
        yield f"{style.item}{style.text(row['label'])}{colon}{boxes_of(row)} {style.text(row['told'])}"
    for fact in part.get("facts", ()):
        yield f"{style.item}{style.text(fact['label'])}{colon}{style.text(fact['value'])}"
    for group in part.get("groups", ()):
        yield from _group(group, style)
    for number, item in enumerate(part.get("items", ()), 1):
        start = {"box": style.box, "number": f"{number}. "}.get(part["style"], style.item)
        yield start + style.text(item)


def _group(group: Json, style: Style) -> Iterator[str]:
    yield style.group + style.text(group["heading"])
    for card in group["cards"]:
        yield style.card + style.text(card["name"])
        for line in card["lines"]:
            yield f"{style.item}{style.text(line['label'])}{words()['colon']}{style.text(line['text'])}"
    for line in group["lines"]:
        yield style.item + style.text(line)
