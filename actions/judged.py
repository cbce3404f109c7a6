"""Questions on judged frames, after the verdict: how much, until when, which papers, why not, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from actions.comparing import Comparing
from actions.comparison import FEWEST, MOST, Comparison
from actions.date_notes import date_notes
from actions.judging import Judge
from actions.messages import Button, Message, command, say
from actions.money import in_round_sums, is_near, working
from actions.naming import Naming
from actions.ranking import Relevance, full_name, relevance
from actions.state import VERDICT, State
from actions.tariffs import amount_rows
from actions.texts import Texts
from actions.turn import Reply, Result, Turn
from actions.verdicts import AT_A_TIME, Verdicts
from subsidy import Assessment, Call, Status, Verdict, near_miss_text, near_misses
from subsidy import State as Criterion
from subsidy.render import call_reason

TOPIC_OF_ACT = {
    "ask_amount": "amounts",
    "ask_deadline": "deadlines",
    "ask_documents": "papers",
    "why_not": "why_not",
    "compare": "compare",
}
MOST_PAPERS = 2
# Rates and caps that only some get.
SPECIALS = ("rate", "special")
ABOUT_FRAMES = frozenset(("program", "programme", "frame", "frames"))
Facts = Callable[[Verdict], dict[str, Any]]


class Judged:
    """Answers from the verdicts of the conversation."""

    def __init__(self, texts: Texts, judge: Judge, naming: Naming, verdicts: Verdicts) -> None:
        self._texts = texts
        self._judge = judge
        self._engine = judge.engine
        self._naming = naming
        self._verdicts = verdicts
        self._comparing = Comparing(texts, naming)
        self._comparison = Comparison(texts, judge.engine, verdicts.cards)
        self._facts: dict[str, Facts] = {
            "amounts": self._amount,
            "deadlines": self._deadline,
            "papers": self._papers,
            "why_not": self._reasons,
        }

    def concerns(self, state: State, turn: Turn) -> bool:
        """Whether verdicts are asked about, and facts are not told with it."""
        if turn.slots.keys() - ABOUT_FRAMES:
            return False
        topic = self._topic(turn)
        return topic is not None and self._can_tell(topic, state, turn)

    def reply(self, state: State, turn: Turn) -> Result:
        """The answer on the frames that are meant."""
        topic = str(self._topic(turn))
        chosen = self._chosen(topic, turn, state, self._judge.assess(state))
        if topic == "compare":
            return self._compare(chosen, turn, state), True
        if not chosen:
            return [say("utter_nothing_to_tell")], True
        shown = chosen[: MOST_PAPERS if topic == "papers" else AT_A_TIME]
        rows = _merged([(full_name(verdict), self._facts[topic](verdict)) for verdict in shown])
        beside = {"pays": self._pays(shown), "specials": self._texts.cued("of_specials", turn.text)}
        body = self._texts.render(f"judged_{topic}", rows=rows, more=len(chosen) - len(shown), **beside)
        return [Message(text=body, buttons=self._buttons(shown))], True

    def _topic(self, turn: Turn) -> str | None:
        """What is asked of judged frames; None where it is something else."""
        for topic in ("compare", "why_not"):
            if self._texts.cued(topic, turn.text):
                return topic
        return TOPIC_OF_ACT.get(turn.act)

    def _can_tell(self, topic: str, state: State, turn: Turn) -> bool:
        """Whether there are verdicts to tell, or two frames are named to be compared."""
        if turn.slots.get("frame") or turn.slots.get("frames"):
            return True
        named = bool(self._named(state, turn))
        if state.stage != VERDICT or state.asked is not None:
            return named and (topic == "compare" or topic == "why_not")
        return not named or topic in ("compare", "why_not", "amounts")

    def _named(self, state: State, turn: Turn) -> list[str]:
        """The frames of what is named, also of several programmes at once."""
        return self._naming.frames(turn.naming, turn.text, self._judge.focus(state))

    def _chosen(self, topic: str, turn: Turn, state: State, assessment: Assessment) -> list[Verdict]:
        """The frames named; else the one spoken of last; else those that the question makes sense for."""
        ranked = self._verdicts.ranked(assessment, self._judge.focus(state))
        named = self._named(state, turn)
        if named:
            chosen = [verdict for verdict in ranked if verdict.frame.id in named]
            return _best_of_each(chosen) if topic == "compare" else chosen
        if topic == "why_not" and self._texts.cued("this_one", turn.text) and state.frame in assessment.verdicts:
            return [assessment.verdicts[state.frame]]
        if topic == "why_not":
            meant = Status.UNDETERMINED if self._texts.cued("undecided", turn.text) else Status.INELIGIBLE
            return [verdict for verdict in ranked if verdict.status is meant]
        if topic != "compare" and state.frame in assessment.verdicts:
            return [assessment.verdicts[state.frame]]
        fitting = [verdict for verdict in ranked if verdict.status is Status.ELIGIBLE]
        fitting = [verdict for verdict in fitting if relevance(verdict) is not Relevance.UNTOLD] or fitting
        open_ones = [verdict for verdict in ranked if verdict.status is Status.UNDETERMINED]
        return fitting if topic != "compare" and fitting else fitting + open_ones

    def _compare(self, chosen: list[Verdict], turn: Turn, state: State) -> Reply:
        """The frames that the words pick, else those chosen; what does not fit beside them is named."""
        focus = self._judge.focus(state)
        ranked = self._verdicts.ranked(self._judge.assess(state), focus)
        picked = None if turn.slots.get("frames") else self._comparing.picked(turn.text, state, ranked, focus)
        shown = picked.shown if picked and picked.shown else chosen[:MOST]
        if len(shown) < FEWEST:
            return [say("utter_nothing_to_compare")]
        left = [full_name(one) for one in picked.left] if picked and picked.shown else []
        table = self._comparison.message(shown)
        return [table, Message(text=self._texts.render("left_out", names=left))] if left else [table]

    def _buttons(self, shown: Iterable[Verdict]) -> tuple[Button, ...]:
        label = self._texts.label
        details = [
            Button(label("detail", name=full_name(verdict)), command("detail", frame=verdict.frame.id))
            for verdict in shown
        ]
        return (*details, Button(label("back_to_list"), command("more", start=0)))

    def _status(self, verdict: Verdict) -> str:
        return self._texts.label(f"status_{verdict.status.value}")

    def _missing(self, verdict: Verdict) -> list[str]:
        return self._labels((*verdict.missing, *verdict.amount_missing))

    def _labels(self, keys: Iterable[str]) -> list[str]:
        return [self._engine.fields[key].label for key in keys]

    def _amount(self, verdict: Verdict) -> dict[str, Any]:
        return {
            "status": self._status(verdict),
            "fits": verdict.status is Status.ELIGIBLE,
            "working": working(verdict, self._texts.yen),
            "support": verdict.programme.support,
            "payment": self._payment(verdict),
            "call": None if verdict.call.state is Call.OPEN else self._texts.label(f"call_{verdict.call.state.value}"),
            "card": self._verdicts.cards.card(verdict),
            "missing": list(dict.fromkeys(self._missing(verdict))),
            "specials": [one for one in self._rows(verdict)["extras"] if one["kind"] in SPECIALS],
        }

    def _rows(self, verdict: Verdict) -> dict[str, Any]:
        return amount_rows(verdict.frame.amount, self._engine.fields, self._texts.yen)

    def _pays(self, shown: list[Verdict]) -> dict[str, Any]:
        """What undecided frames pay whom they fit, where few are asked about."""
        few = shown if len(shown) <= MOST_PAPERS else []
        return {full_name(one): self._rows(one) for one in few if one.status is Status.UNDETERMINED}

    def _payment(self, verdict: Verdict) -> list[str]:
        """When the subsidy is paid, where the catalogue knows it."""
        editions = {edition.id: edition for edition in self._engine.catalog.editions}
        return [note.text for note in editions[verdict.programme.edition].payment]

    def _deadline(self, verdict: Verdict) -> dict[str, Any]:
        return {
            "call": call_reason(verdict.call, self._engine.catalog),
            "closing": self._verdicts.cards.closing(verdict),
            "cautions": self._verdicts.cards.cautions_on_dates(verdict),
            "notes": date_notes(self._texts, verdict.programme, (verdict.call,)),
            "successors": [] if verdict.call.state is Call.OPEN else self._verdicts.cards.successors(verdict),
        }

    def _papers(self, verdict: Verdict) -> dict[str, Any]:
        return {"papers": self._verdicts.cards.preparation(verdict)}

    def _reasons(self, verdict: Verdict) -> dict[str, Any]:
        """What is not met; only where that is nothing: what is missing, what the office settles, and the calls."""
        named = self._texts.with_names
        near = [miss for miss in near_misses(verdict) if is_near(miss)]
        unmet = [named(result.text) for result in verdict.criteria if result.state is Criterion.UNMET]
        told = {
            "status": self._status(verdict),
            "reasons": unmet,
            "misses": list(dict.fromkeys(near_miss_text(self._engine.catalog, in_round_sums(miss)) for miss in near)),
        }
        if unmet:
            return told | {"missing": [], "open": [], "call": None}
        over = verdict.call.state is not Call.OPEN
        return told | {
            "missing": self._labels(verdict.missing),
            "open": [named(result.text) for result in self._verdicts.cards.unsettled(verdict)],
            "call": call_reason(verdict.call, self._engine.catalog) if over else None,
        }


def _merged(told: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Frames of which the same is told, told once."""
    rows: list[dict[str, Any]] = []
    for name, facts in told:
        same = next((row for row in rows if {**row, "names": None} == {**facts, "names": None}), None)
        if same is None:
            rows.append({**facts, "names": [name]})
        else:
            same["names"].append(name)
    return rows


def _best_of_each(ranked: list[Verdict]) -> list[Verdict]:
    """The best frame of each programme first, then the others."""
    best = {id(verdict.programme): verdict for verdict in reversed(ranked)}
    leading = [verdict for verdict in ranked if best[id(verdict.programme)] is verdict]
    if len(leading) >= FEWEST:
        return leading
    return ranked
