"""What the catalogue says of something in its requirements, costs, papers and notes, each with its source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from actions.ranking import full_name
from actions.texts import Texts
from subsidy import Catalog, Verdict
from subsidy.model import Cost, Preparation

SENTENCES = re.compile(r"(?<=。)")


class Said(NamedTuple):
    """What is said in one place: of which programme or frame, as what, with the title of the source."""

    name: str
    kind: str
    text: str
    source: str


class Sayings:
    """Searches what the catalogue holds of some frames."""

    def __init__(self, texts: Texts, catalog: Catalog) -> None:
        self._texts = texts
        self._documents = {document.id: document.title for document in catalog.documents}

    def of(self, frames: Sequence[Verdict], rule: str) -> list[Said]:
        """Where the frames of one programme name what a rule finds; of longer texts the sentences that do."""
        found = (one._replace(text=_sentences_with(rule, one.text)) for one in self._all(frames))
        return [one._replace(text=self._texts.with_names(one.text)) for one in found if one.text]

    def _all(self, frames: Sequence[Verdict]) -> Iterator[Said]:
        programme = frames[0].programme
        yield from self._put(programme.name, "kind_criterion", programme.criteria)
        for one in frames:
            own = (*one.frame.notes, *one.frame.amount.notes, *one.frame.relations)
            yield from self._put(full_name(one), "kind_criterion", one.frame.criteria)
            yield from self._put(full_name(one), "kind_note", own)
        yield from self._shared(frames, "kind_not_paid", programme.costs.ineligible)
        yield from self._shared(frames, "kind_paid", programme.costs.eligible)
        yield from self._shared(frames, "kind_paper", programme.preparation)
        yield from self._put(programme.name, "kind_note", (*programme.costs.notes, *programme.notes))

    def _shared(self, frames: Sequence[Verdict], kind: str, items: Iterable[Cost | Preparation]) -> Iterator[Said]:
        """Items that hold for the programme, or for some of its frames only."""
        for item in items:
            if item.frames is None:
                yield from self._put(frames[0].programme.name, kind, (item,))
            for one in frames:
                if item.frames is not None and one.frame.id in item.frames:
                    yield from self._put(full_name(one), kind, (item,))

    def _put(self, name: str, kind: str, items: Iterable[Any]) -> Iterator[Said]:
        for item in items:
            source = self._documents[item.source.document]
            for text in (item.text, getattr(item, "note", None)):
                if text:
                    yield Said(name, self._texts.label(kind), text, source)


def merged(said: Iterable[Said]) -> list[dict[str, Any]]:
    """What is said in the same words of several programmes or frames, told once."""
    rows: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        rows.setdefault((one.kind, one.text), []).append(one)
    return [
        {
            "names": list(dict.fromkeys(one.name for one in places)),
            "kind": kind,
            "text": text,
            "sources": list(dict.fromkeys(one.source for one in places)),
        }
        for (kind, text), places in rows.items()
    ]


def _sentences_with(rule: str, text: str) -> str:
    found = [one for one in SENTENCES.split(text) if re.search(rule, unicodedata.normalize("NFKC", one))]
    return "".join(found).strip()
