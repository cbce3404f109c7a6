"""Several yes/no facts asked at once: a list to tick instead of a row of questions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.messages import Button, Payload
from actions.state import State
from actions.texts import Texts

FEWEST = 2
PLANS = "utter_ask_group_plans"
TOGETHER = "plans.consortium_size"
# Plans whose field has a question of its own: asking again whether there is such a plan would be silly.
FOLLOWED_UP = {"IT導入": ("plans.it_tool_process_codes",)}


@dataclass(frozen=True)
class Item:
    """One line of a list. Ticked, its field becomes ``ticked`` (None: its own question follows), else ``unticked``.

    ``without`` are further answers that come of leaving it out.
    """

    field: str
    title: str
    words: str
    ticked: Any
    unticked: Any
    without: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """A list with the response that asks it."""

    response: str
    items: tuple[Item, ...]


class Groups:
    """Knows which facts are asked together. A fact is offered in a list once."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._groups = tuple(
            Group(group["response"], tuple(Item(**item) for item in group["items"])) for group in texts.groups()
        )

    def of(self, topic: str, open_topics: Iterable[str], state: State) -> Group | None:
        """The list to ask a topic in; None where it is better asked alone."""
        known = {field for plan in state.answers.get("plan") or () for field in FOLLOWED_UP.get(plan, ())}
        wanted = set(open_topics) - set(state.offered) - known
        for group in self._groups:
            items = tuple(item for item in group.items if item.field in wanted)
            if len(items) >= FEWEST and topic in {item.field for item in items}:
                return Group(group.response, items)
        return None

    def buttons(self, group: Group) -> list[Button]:
        """A button for each line, and one for none of them."""
        offered = [item.field for item in group.items]
        lines = [Button(item.title, tick(item.field, offered)) for item in group.items]
        return [*lines, Button(self._texts.label("none_of_these"), tick(None, offered))]

    def told(self, state: State, text: str) -> list[str] | None:
        """The fields of the open list that a text names; None where it names none of them."""
        words = unicodedata.normalize("NFKC", text)
        named = [item.field for item in self._items(state.options) if re.search(item.words, words)]
        return named or None

    def refused(self, text: str) -> list[str]:
        """The fields of plans that a text names only to say that they are not meant."""
        items = (item for group in self._groups if group.response == PLANS for item in group.items)
        return [item.field for item in items if self._texts.refused(item.words, text)]

    def is_alone(self, state: State, text: str) -> bool:
        """Whether a text says no more than that nobody else joins, where the open list asks that."""
        return TOGETHER in state.options and self._texts.cued("alone", text)

    def is_only(self, text: str) -> bool:
        """Whether a text says that what it names is all there is (「設備投資だけです」)."""
        return self._texts.cued("only", text)

    def values(self, offered: Sequence[str], ticked: Iterable[str]) -> dict[str, Any]:
        """What the ticks say of every field that was offered; one with a question of its own is left open."""
        chosen = set(ticked)
        found: dict[str, Any] = {}
        for item in self._items(offered):
            found |= {item.field: item.ticked} if item.field in chosen else {item.field: item.unticked, **item.without}
        return {name: value for name, value in found.items() if value is not None}

    def titles(self, fields: Iterable[str]) -> list[str]:
        """What the lines of some fields say."""
        return [item.title for item in self._items(list(fields))]

    def planned(self, state: State) -> dict[str, str]:
        """Lines that were ticked and whose own question is not answered: their titles by field."""
        open_ones = [
            field for field in state.offered if state.answers.get(field) is None and field not in state.unanswered
        ]
        return {item.field: item.title for item in self._items(open_ones) if item.ticked is None}

    def _items(self, fields: Sequence[str]) -> list[Item]:
        return [item for group in self._groups for item in group.items if item.field in fields]


def tick(field: str | None, offered: list[str]) -> Payload:
    """The payload of a button that ticks one line of a list, or none."""
    return {"type": "tick", "field": field, "offered": offered}
