"""Why a criterion is in its state, in the words of ``wording.yml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from subsidy.amount import COST_FIELD, Computed
from subsidy.classify import Applicant
from subsidy.evaluate import Evaluator, States
from subsidy.facts import Facts
from subsidy.interval import Interval
from subsidy.model import Criterion, Frame
from subsidy.predicate import ClassIn, IsTrue, OpenQuestion, Test, walk
from subsidy.size import COMPANY, INDIVIDUAL, SmallTable
from subsidy.state import State
from subsidy.tariff import BankRule
from subsidy.whole import Catalog
from subsidy.wording import format_interval, format_value, format_yen

SIZE_FIELDS = ("industry", "main_industry", "legal_form", "capital_yen", "employees")
GAP = "\0"


class _Template:
    """The text of one criterion with a gap for the answers, for each code; and what its test reads."""

    __slots__ = ("definitions", "fields", "gaps")

    def __init__(self, criterion: Criterion, test: Test, words: Mapping[str, str]) -> None:
        parts = tuple(walk(test))
        reasons = [part.reason for part in parts if isinstance(part, OpenQuestion)]
        reason = criterion.note or "".join(reasons)
        self.definitions = tuple(dict.fromkeys(part.definition for part in parts if isinstance(part, ClassIn)))
        self.fields = tuple(dict.fromkeys(key for part in parts for key in part.fields()))
        self.gaps = {
            code: words[code].format(text=criterion.text, facts=GAP, unknown=GAP, reason=reason).split(GAP)
            for code in ("met", "met_by_absence", "unmet", "unknown", "open")
        }


class Explainer:
    """Makes the text of criteria; a text is made once per assessment and criterion."""

    def __init__(self, catalog: Catalog, evaluator: Evaluator) -> None:
        self._words = catalog.wording
        self._and = catalog.wording["value"]["and"]
        self._fields = {field.key: field for field in catalog.fields}
        self._evaluator = evaluator
        self._templates: dict[int, _Template] = {}

    def limit_criteria(self, frame: Frame, floor_id: str, ceiling_id: str) -> Iterator[Criterion]:
        """The criteria that follow from the frame's floor and from a cap that may not be cut to."""
        words = self._words["limit"]
        floors = [tariff.floor for tariff in frame.amount.tariffs if tariff.floor is not None]
        if floors:
            text = words["floor_above" if floors[0].exclusive else "floor"].format(yen=format_yen(floors[0].yen))
            yield Criterion(floor_id, "project", words["floor_label"], text, floors[0].source)
        caps = [t.cap for t in frame.amount.tariffs if t.cap is not None and t.cap.excess == "open"]
        if caps:
            text = words["ceiling"].format(yen=format_yen(caps[0].yen))
            yield Criterion(ceiling_id, "project", words["ceiling_label"], text, caps[0].source)

    def bank_criterion(self, rule: BankRule, criterion_id: str) -> Criterion:
        """The to-do that a large subsidy brings; it never fails a frame."""
        label = self._fields[rule.field].label
        return Criterion(criterion_id, "commitment", label, rule.text, rule.source, IsTrue(rule.field))

    def text(self, criterion: Criterion, state: State, facts: Facts, states: States, computed: Computed) -> str:
        """The requirement with how the answers stand to it."""
        key = id(criterion)
        text = facts.texts.get(key)
        if text is None:
            text = facts.texts[key] = self._make(criterion, state, facts, states, computed)
        return text

    def human_text(self, criterion: Criterion) -> str:
        """A requirement that people judge; it does not depend on answers."""
        words = self._words["commitment" if criterion.kind == "commitment" else "criterion"]
        return words["human"].format(text=criterion.text, reason=criterion.note or "")

    def _make(self, criterion: Criterion, state: State, facts: Facts, states: States, computed: Computed) -> str:
        words = self._words["commitment" if criterion.kind == "commitment" else "criterion"]
        if criterion.test is None:
            return self._limit_text(criterion, state, facts, computed)
        template = self._templates.get(id(criterion))
        if template is None:
            template = self._templates[id(criterion)] = _Template(criterion, criterion.test, words)
        if state is State.UNKNOWN:
            told = self._labels(self._evaluator.open_fields(criterion.test, states, facts))
            code = "unknown" if told else "open"
        else:
            told = self._told(template, facts)
            code = "unmet" if state is State.UNMET else "met" if told else "met_by_absence"
        return told.join(template.gaps[code])

    def _labels(self, keys: frozenset[str]) -> str:
        ordered = sorted(keys, key=lambda key: self._fields[key].order)
        return self._and.join(self._fields[key].label for key in ordered)

    def _told(self, template: _Template, facts: Facts) -> str:
        told = [self._answer(key, facts) for key in template.fields if key in facts.values]
        if template.definitions:
            told = [*filter(None, (self._class_text(name, facts) for name in template.definitions)), *told]
        return told[0] if len(told) == 1 else self._and.join(told)

    def _answer(self, key: str, facts: Facts) -> str:
        text = facts.answers.get(key)
        if text is None:
            text = facts.answers[key] = self._make_answer(key, facts)
        return text

    def _make_answer(self, key: str, facts: Facts) -> str:
        field, words, best = self._fields[key], self._words["value"], facts.best.get(key)
        if best is None:
            return words["answer"].format(label=field.label, value=format_value(field, facts.values[key], self._words))
        months = [words["month_pair"].format(month=pair.month, base=pair.base_month) for pair in best.pairs]
        lowest = Interval(best.decline.low, best.decline.low)
        return words["best_months"].format(
            label=field.label,
            value=format_interval("percent", lowest, self._words["range"]),
            months=self._and.join(months),
            sales=format_yen(best.sales_yen),
            base=format_yen(best.base_yen),
        )

    def _class_text(self, definition: str, facts: Facts) -> str:
        text = facts.answers.get(definition)
        if text is None:
            text = facts.answers[definition] = self._make_class_text(definition, facts)
        return text

    def _make_class_text(self, definition: str, facts: Facts) -> str:
        found = self._evaluator.applicant(definition, facts)
        if found is None or len(found[1]) > 1:
            return self._and.join(self._answer(key, facts) for key in SIZE_FIELDS if key in facts.values)
        who, (size,) = found
        classifier = self._evaluator.classifier(definition)
        numbers = {"capital": format_yen(who.capital_yen), "employees": f"{who.employees:,}"}
        if classifier.small is not None:
            return self._small_text(classifier.small, who, size, numbers)
        row, headcount_limit = classifier.limits(classifier.tables[0], who)
        capital_limit = None if row is None else row.capital_at_most_yen
        if size == "sme" and who.form == COMPANY:
            by_headcount = headcount_limit is not None and who.employees <= headcount_limit
            code = "sme_headcount" if by_headcount else "sme_capital"
        else:
            code = f"{'company' if who.form == COMPANY else 'person'}_{size}"
        return self._words["size"][code].format(
            row="" if row is None else row.label,
            capital_limit="" if capital_limit is None else format_yen(capital_limit),
            headcount_limit="" if headcount_limit is None else f"{headcount_limit:,}",
            **numbers,
        )

    def _small_text(self, table: SmallTable, who: Applicant, size: str, numbers: dict[str, str]) -> str:
        row = table.row_of(who.trade, who.detail)
        rule = None if who.form in (COMPANY, INDIVIDUAL) else table.rule_of(who.form)
        excluded = rule is not None and rule.treatment == "excluded"
        return self._words["size"]["excluded_body" if excluded else f"small_{size}"].format(
            row="" if row is None else row.label,
            limit="" if row is None else f"{row.employees_at_most:,}",
            body=who.form,
            **numbers,
        )

    def _limit_text(self, criterion: Criterion, state: State, facts: Facts, computed: Computed) -> str:
        words, cost = self._words["limit"], facts.interval(COST_FIELD)
        if cost is None or computed.subsidy_yen is None:
            return words["cost_unknown" if cost is None else "not_computable"].format(text=criterion.text)
        cost_text = facts.answers.get(GAP)
        if cost_text is None:
            cost_text = facts.answers[GAP] = format_interval("money", cost, self._words["range"])
        if state is State.MET:
            return words["met"].format(text=criterion.text, cost=cost_text)
        subsidy = format_interval("money", computed.subsidy_yen, self._words["range"])
        is_open = state is State.UNKNOWN and cost.is_exact and len(computed.tariffs) == 1
        settled = "special" if computed.ceiling is State.MET else "open"
        code = settled if is_open else "unmet" if state is State.UNMET else "unknown"
        return words[code].format(text=criterion.text, cost=cost_text, subsidy=subsidy)
