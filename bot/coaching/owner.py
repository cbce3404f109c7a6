"""How an owner words his answers: his voice, his figures, his own words where he has some."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from bot.coaching.data import data
from bot.coaching.figures import rounded, shown, shown_roughly
from bot.coaching.hear import Topic
from bot.coaching.persona import CONSORTIUM, MONTHS, Persona, commitments
from subsidy import Engine
from subsidy.wording import format_yen

NUMERIC = ("money", "count", "percent", "number")
CAPITAL, FORM, SOLE_PROPRIETOR = "capital_yen", "legal_form", "個人事業主"
PLAN, SALES = "plan", "sales"


class Owner:
    """An owner's mouth: it keeps nothing in mind."""

    def __init__(self, persona: Persona, engine: Engine) -> None:
        self._persona = persona
        self._engine = engine
        self._answers: dict[str, Any] = data("answers")
        self.voice: dict[str, str] = data("voices")["voices"][persona.voice]

    def rough_ones(self, topic: Topic, fields: Sequence[str], exact: bool) -> frozenset[str]:
        """The fields of which he tells only a round figure: what he is vague about, and his sales in general."""
        known = frozenset(key for key in fields if key in self._persona.facts)
        if topic.id == SALES:
            return known
        return frozenset() if exact else known & self._persona.vague

    def besides(self, topic: Topic) -> tuple[str, ...]:
        """Facts that an answer gives away beside those asked for."""
        return (FORM,) if topic.id == CAPITAL and self._has_no_capital() else ()

    def tells(self, topic: Topic, fields: Sequence[str], exact: bool, several: bool, again: bool) -> str:
        """His answer on a topic."""
        start = self.voice["again"] if again else ""
        if topic.id == CAPITAL and self._has_no_capital():
            return start + self._clause(self._answers["no_capital"])
        rough = self.rough_ones(topic, fields, exact)
        own = self._persona.said.get(topic.id)
        if own is not None and not rough:
            return start + self._persona.words(own, self._engine)
        if topic.id == PLAN:
            return start + self._wishes(fields, rough)
        known = [key for key in fields if key in self._persona.facts]
        if not known:
            return self._nothing(topic, fields, several)
        parts = [self._fact(key, key in rough, several or len(known) > 1, topic) for key in known]
        return start + "".join(dict.fromkeys(parts))

    def only_in_months(self, topic: Topic) -> str:
        """He has not worked out a decline; his books have the months."""
        own = self._persona.said.get(topic.id)
        return self._clause(self._answers["no_exact"]) if own is None else self._persona.words(own, self._engine)

    def joined(self, parts: Sequence[str]) -> str:
        """Several answers as one."""
        return "".join(dict.fromkeys(parts))

    def _nothing(self, topic: Topic, fields: Sequence[str], several: bool) -> str:
        promised = any(key in commitments(self._engine, self._persona.edition) for key in fields)
        subject = self.voice["subject"].format(name=topic.name) if several else ""
        return subject + self.voice["unsure" if promised else "unknown"]

    def _has_no_capital(self) -> bool:
        return CAPITAL not in self._persona.facts and self._persona.facts.get(FORM) == SOLE_PROPRIETOR

    def _wishes(self, fields: Sequence[str], rough: Collection[str]) -> str:
        sentences = [self._clause(text) for key in fields for text in self._wish(key, key in rough)]
        return "".join((*sentences, self.voice["nothing_more"]))

    def _wish(self, key: str, rough: bool) -> Iterator[str]:
        value = self._persona.facts[key]
        if value is True:
            yield self._answers["flags"][key]["yes"]
        elif isinstance(value, list) and value:
            yield self._list(key, value)
        elif key == CONSORTIUM and value > 1:
            form = self._answers["figures"][key]["rough" if rough else "exact"]
            yield form.format(value=value, about=rounded(value))

    def _fact(self, key: str, rough: bool, several: bool, topic: Topic) -> str:
        field, value = self._engine.fields[key], self._persona.facts[key]
        if field.kind == "flag":
            words = self._answers["flags"][key]["yes" if value else "no"]
            return (self.voice["yes" if value else "no"] if not several else "") + self._clause(words)
        if field.kind == "codes":
            return self._clause(self._list(key, value))
        if key == MONTHS:
            return self._months(value)
        if key in self._answers["figures"]:
            return self._figure(key, value, rough)
        subject = self.voice["subject"].format(name=topic.name) if several and field.kind in NUMERIC else ""
        if rough and field.kind in NUMERIC:
            return subject + self.voice["rough"].format(about=shown_roughly(field, value))
        return subject + shown(field, value) + self.voice["noun"]

    def _figure(self, key: str, value: Any, rough: bool) -> str:
        field, forms = self._engine.fields[key], self._answers["figures"][key]
        form = "up" if value < 0 and "up" in forms else "rough" if rough else "exact"
        if value == 1 and "one" in forms:
            form = "one"
        text = forms[form].format(value=shown(field, value), about=shown_roughly(field, value))
        return text + self.voice["noun"] if forms.get("noun") else self._clause(text)

    def _list(self, key: str, values: Sequence[str]) -> str:
        forms = self._answers["lists"][key]
        if not values:
            return str(forms["none"])
        items = self.voice["several"].join(forms["values"][value] for value in values)
        return str(forms["some"]).format(items=items)

    def _months(self, months: dict[str, int]) -> str:
        shown_months = []
        for month in sorted(months):
            name = self._answers["month"].format(year=int(month[:4]), number=int(month[5:]))
            shown_months.append(self._answers["months"].format(month=name, yen=format_yen(months[month])))
        return self.voice["several"].join(shown_months) + self.voice["noun"]

    def _clause(self, text: str) -> str:
        return text + self.voice["clause"]
