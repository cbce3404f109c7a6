"""How many questions the interview asks: owners played from the scenario sheets, who answer everything they are asked.

    python -m benchmarks.questions

Prints the distribution for each edition, and how often the verdicts differ from those on all facts at once.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from actions.dialogue import Dialogue
from actions.messages import Message
from actions.slots import BODIES, FIELD_OF, PLAN_FIELDS, PLAN_VALUES, PREVIOUS_YEAR, THREE_MONTHS
from actions.state import State
from actions.texts import texts
from actions.turn import Turn
from subsidy import Engine, load_catalog, parse_profile
from subsidy.fields import Field
from subsidy.interval import Interval
from subsidy.model import Criterion
from subsidy.scenario import read_scenarios

SHEETS = Path(__file__).resolve().parents[1] / "data" / "scenarios"
SCENARIOS_PER_EDITION = 120
MOST_QUESTIONS = 60
SEED = 2026
DAYS = {"2021": dt.datetime(2021, 4, 15, 12), "2026": dt.datetime(2026, 11, 22, 12)}
USUAL: Mapping[str, Any] = {
    "industry": "製造業",
    "main_industry": "製造業",
    "legal_form": "株式会社",
    "capital_yen": 10_000_000,
    "employees": 15,
    "prefecture": "栃木県",
    "planned_investment_yen": 3_000_000,
    THREE_MONTHS: 12,
    PREVIOUS_YEAR: 12,
}
SALES = {"2021": THREE_MONTHS, "2026": PREVIOUS_YEAR}
OF_KIND: Mapping[str, Any] = {"flag": False, "number": 1, "count": 0, "money": 0, "percent": 0, "codes": []}
PLAN_OF = {
    "設備投資": ("plans.equipment",),
    "IT導入": ("plans.it_tool_process_codes", "plans.it_tool_processes"),
    "販路開拓": ("plans.sales_promotion",),
    "新規事業": ("plans.new_business_shift",),
    "研究開発": ("plans.monozukuri_base_tech", "plans.service_model"),
}

# What the plan 「IT導入」 can be for beside the kinds of work.
SOFTWARE = tuple(key for key, value in PLAN_FIELDS["IT導入"].items() if value is False)


def truths(edition: str, engine: Engine) -> list[dict[str, Any]]:
    """Every fact that a question can bring, of companies in an edition's sheets; what a row leaves open is usual."""
    fields = engine.catalog.fields
    rows = [row for sheet in sorted(SHEETS.glob(f"{edition}_*.csv")) for row in read_scenarios(sheet, fields)]
    chosen = random.Random(SEED).sample(rows, min(SCENARIOS_PER_EDITION, len(rows)))
    promised = {f"plans.{one.id}" for one in _criteria(engine) if one.kind == "commitment"}
    asked = {key: field for key, field in engine.fields.items() if key not in promised}
    return [_without_software(_complete(row.profile.values, asked, SALES[edition])) for row in chosen]


def _without_software(truth: dict[str, Any]) -> dict[str, Any]:
    """Who plans no software promises none either; whoever does is not asked which."""
    return truth if any(truth.get(key) for key in PLAN_OF["IT導入"]) else truth | dict.fromkeys(SOFTWARE, False)


def _criteria(engine: Engine) -> list[Criterion]:
    programmes = engine.catalog.programmes
    own = [criterion for programme in programmes for criterion in programme.criteria]
    return own + [one for programme in programmes for frame in programme.frames for one in frame.criteria]


def _complete(values: Mapping[str, Any], fields: Mapping[str, Field], sales: str) -> dict[str, Any]:
    kept = {key: value for key, value in values.items() if key in fields}
    truth = {key: _plain(value) for key, value in kept.items() if fields[key].question or key in USUAL}
    for key, field in fields.items():
        if truth.get(key) is None and (key in USUAL or field.question is not None):
            truth[key] = USUAL.get(key, OF_KIND.get(field.kind, field.values[0] if field.values else None))
    # The owner tells one figure: the one that the edition's own test needs.
    return truth | dict.fromkeys(SALES.values(), truth[sales])


def _plain(value: Any) -> Any:
    if isinstance(value, Interval):
        low, high = (None if end is None else int(end) if end == int(end) else float(end) for end in value)
        return low if value.is_exact else [low, high]
    if isinstance(value, dt.date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value


class Owner:
    """Somebody who knows every fact of his company and answers what he is asked.

    ``asked`` are the topics in their order, ``promised`` the questions that were said to be left at each of them.
    """

    def __init__(self, truth: Mapping[str, Any], dialogue: Dialogue) -> None:
        self.asked: list[str] = []
        self.promised: list[int] = []
        self._truth = truth
        self._dialogue = dialogue
        self._state = State()

    def interview(self) -> State:
        """Answer until there is nothing left to ask."""
        self._does(Turn("start"))
        messages = self._does(Turn("accept"))
        while (topic := _topic(messages)) is not None and len(self.asked) < MOST_QUESTIONS:
            self.asked.append(topic)
            self.promised.append((messages[-1].custom or {})["progress"]["remaining_at_most"])
            messages = self._does(self._turn(topic))
        return self._state

    def _turn(self, topic: str) -> Turn:
        offered = list(self._state.options)
        if offered:
            ticked = [field for field in offered if _applies(self._truth.get(field))]
            return Turn("tick", slots={"offered": offered, "ticked": ticked})
        value = self._answer(topic)
        return Turn("dont_know") if value is None else Turn("set", slots={topic: value})

    def _does(self, turn: Turn) -> list[Message]:
        return self._dialogue.respond(self._state, turn)

    def _answer(self, topic: str) -> Any:
        truth = self._truth
        if topic == "plan":
            return [name for name in PLAN_VALUES if any(truth.get(key) for key in PLAN_OF.get(name, ()))] or ["その他"]
        if topic == "sales_change_pct":
            return _negative(truth.get(THREE_MONTHS))
        if topic == "industry" and truth["industry"] in BODIES:
            return truth.get("main_industry")
        if topic == "legal_form" and truth["industry"] in BODIES:
            return truth["industry"]
        return truth.get(FIELD_OF.get(topic, topic))


def _applies(value: Any) -> bool:
    """Whether an owner ticks a line; a number counts the members of a group, himself included."""
    return value > 1 if isinstance(value, int) and not isinstance(value, bool) else bool(value)


def _negative(decline: Any) -> Any:
    if isinstance(decline, list):
        return [None if end is None else -end for end in reversed(decline)]
    return None if decline is None else -decline


def _topic(messages: list[Message]) -> str | None:
    content = messages[-1].custom or {}
    return content.get("slot") if content.get("kind") == "question" else None


def measure(edition: str, engine: Engine) -> tuple[list[int], int, Counter[str]]:
    """Numbers of questions, how many interviews ended with another verdict than all facts give, and what was asked."""
    dialogue = Dialogue(engine, texts(), lambda: DAYS[edition])
    counts, differing, topics = [], 0, Counter[str]()
    for truth in truths(edition, engine):
        owner = Owner(truth, dialogue)
        state = owner.interview()
        counts.append(len(owner.asked))
        topics.update(owner.asked)
        told = dialogue.judge.interview(state)
        whole = engine.assess(parse_profile(_nested(truth), engine.catalog.fields), DAYS[edition], [edition])
        differing += any(told.verdicts[key].status is not verdict.status for key, verdict in whole.verdicts.items())
    return counts, differing, topics


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    profile: dict[str, Any] = {}
    for key, value in flat.items():
        group, _, name = key.partition(".")
        if name:
            profile.setdefault(group, {})[name] = value
        else:
            profile[key] = value
    return profile


def main() -> None:
    """Print the table."""
    engine = Engine(load_catalog())
    for edition in sorted(one.id for one in engine.catalog.editions):
        counts, differing, topics = measure(edition, engine)
        spread = sorted(Counter(counts).items())
        print(f"{edition}: {len(counts)} interviews, questions median {median(counts)}, most {max(counts)}")
        print("  " + ", ".join(f"{count}: {times}" for count, times in spread))
        print(f"  verdicts that differ from those on all facts: {differing}")
        print("  " + ", ".join(f"{topic} {times}" for topic, times in topics.most_common()))


if __name__ == "__main__":
    main()
