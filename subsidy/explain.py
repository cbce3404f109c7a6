"""Why a criterion is in its state, in the words of ``wording.yml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from subsidy.amount import COST_FIELD, Computed
from subsidy.calls import earlier
from subsidy.classify import Applicant
from subsidy.evaluate import Evaluator, States
from subsidy.facts import Facts
from subsidy.fields import Field
from subsidy.interval import Interval
from subsidy.model import Criterion, Frame
from subsidy.predicate import BeforeDeadline, ClassIn, IsTrue, OpenQuestion, Test, walk
from subsidy.size import COMPANY, INDIVIDUAL, SmallTable
from subsidy.state import State
from subsidy.tariff import BankRule
from subsidy.whole import Catalog
from subsidy.wording import format_date, format_interval, format_value, format_yen

SIZE_FIELDS = ("industry", "main_industry", "legal_form", "capital_yen", "employees")
GAP = "\0"
CODES = ("met", "met_by_absence", "unmet", "unknown", "open")


class Reason:
    """The texts of one criterion, by code, with a gap for the answers; and what its test reads."""

    __slots__ = ("deadlines", "definitions", "fields", "gaps", "slot")

    def __init__(self, criterion: Criterion, test: Test, slot: int, words: Mapping[str, str]) -> None:
        parts = tuple(walk(test))
        reasons = [part.reason for part in parts if isinstance(part, OpenQuestion)]
        reason = criterion.note or "".join(reasons)
        self.slot = slot
        self.deadlines = tuple(dict.fromkeys(part.frame for part in parts if isinstance(part, BeforeDeadline)))
        self.definitions = tuple(dict.fromkeys(part.definition for part in parts if isinstance(part, ClassIn)))
        self.fields = tuple(dict.fromkeys(key for part in parts for key in part.fields()))
        self.gaps = {
            code: words[code].format(text=criterion.text, facts=GAP, unknown=GAP, reason=reason).split(GAP)
            for code in CODES
        }


class Explainer:
    """Makes the text of criteria."""

    def __init__(self, catalog: Catalog, evaluator: Evaluator) -> None:
        self._words = catalog.wording
        self._and = catalog.wording["value"]["and"]
        self._fields = {field.key: field for field in catalog.fields}
        self._evaluator = evaluator

    def reason(self, criterion: Criterion, test: Test) -> Reason:
        """What the texts of a criterion with a test are made of."""
        return Reason(criterion, test, self._evaluator.add(test), self._reasons(criterion))

    def asks_flags(self, reason: Reason) -> bool:
        """Whether a test reads answers that are yes or no, and nothing else."""
        settled = reason.deadlines or reason.definitions
        return not settled and all(self._fields[key].kind == "flag" for key in reason.fields)

    def _reasons(self, criterion: Criterion) -> Mapping[str, str]:
        return self._words["commitment" if criterion.kind == "commitment" else "criterion"]

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

    def text(self, reason: Reason, state: State, facts: Facts, states: States) -> str:
        """The requirement with how the answers stand to it."""
        if state is State.UNKNOWN:
            told = self._labels(self._evaluator.open_fields(reason.slot, states, facts))
            code = "unknown" if told else "open"
        else:
            told = self._told(reason, facts)
            code = "unmet" if state is State.UNMET else "met" if told else "met_by_absence"
        return told.join(reason.gaps[code])

    def human_text(self, criterion: Criterion) -> str:
        """A requirement that people judge; it does not depend on answers."""
        return self._reasons(criterion)["human"].format(text=criterion.text, reason=criterion.note or "")

    def _labels(self, keys: frozenset[str]) -> str:
        ordered = sorted(keys, key=lambda key: self._fields[key].order)
        return self._and.join(self._fields[key].label for key in ordered)

    def _told(self, reason: Reason, facts: Facts) -> str:
        told = [self._answer(key, facts) for key in reason.fields if key in facts.values]
        if reason.definitions:
            told = [*filter(None, (self._class_text(name, facts) for name in reason.definitions)), *told]
        if reason.deadlines and told:
            told += [text for frame in reason.deadlines if (text := self._deadline_text(frame, facts))]
        return told[0] if len(told) == 1 else self._and.join(told)

    def question(self, field: Field, facts: Facts) -> str:
        """How a field is asked, with the days it is about where a deadline sets them; empty where it is not asked."""
        deadline = None if field.period is None else self._evaluator.deadline(field.period.frame, facts)
        if field.period is None or deadline is None:
            return field.question or ""
        first = format_date(earlier(deadline, field.period.months))
        period = self._words["value"]["period"].format(first=first, last=format_date(deadline))
        return f"{field.question or ''}{period}"

    def _deadline_text(self, frame: str, facts: Facts) -> str:
        deadline = self._evaluator.deadline(frame, facts)
        return "" if deadline is None else self._words["value"]["deadline"].format(day=format_date(deadline))

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
        numbers = self._figures(who, facts)
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

    @staticmethod
    def _figures(who: Applicant, facts: Facts) -> Mapping[str, str]:
        """The applicant's figures as text, which are the same for every definition."""
        if not facts.figures:
            facts.figures = {"capital": format_yen(who.capital_yen), "employees": f"{who.employees:,}"}
        return facts.figures

    def _small_text(self, table: SmallTable, who: Applicant, size: str, numbers: Mapping[str, str]) -> str:
        row = table.row_of(who.trade, who.detail)
        rule = None if who.form in (COMPANY, INDIVIDUAL) else table.rule_of(who.form)
        excluded = rule is not None and rule.treatment == "excluded"
        return self._words["size"]["excluded_body" if excluded else f"small_{size}"].format(
            row="" if row is None else row.label,
            limit="" if row is None else f"{row.employees_at_most:,}",
            body=who.form,
            **numbers,
        )

    def limit_text(self, criterion: Criterion, state: State, facts: Facts, computed: Computed) -> str:
        """A floor or ceiling with how the amount stands to it."""
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
