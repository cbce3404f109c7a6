"""The debrief of a training conversation, by the rules alone: what was not asked, judged wrongly, or not told.

Everything is computed from the owner's facts, what the trainee has heard of them, and what he has said. Whether he
was polite is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.coaching.claims import FAILS, FITS, OPEN, Claim
from bot.coaching.duties import Duty, duties
from bot.coaching.gaps import Gap, gaps, needed
from bot.coaching.hear import topics
from bot.coaching.persona import profile_of
from bot.coaching.talk import Talk
from subsidy import Assessment, Call, CriterionResult, Engine, State, Status, Verdict

WEIGHTS = {"facts": 40, "verdicts": 30, "amounts": 10, "warnings": 20}
NEEDLESS_EACH, NEEDLESS_MOST = 1, 10
UNPROVEN = 0.5
TOLERANCE_YEN, TOLERANCE_PCT = 10_000, 1
DUE = (Call.OPEN, Call.UPCOMING)


@dataclass(frozen=True)
class Finding:
    """Something to tell the trainee. ``kind`` names its sentence in the words; ``criteria`` are the reasons."""

    kind: str
    good: bool
    verdict: Verdict | None = None
    claim: Claim | None = None
    criteria: tuple[CriterionResult, ...] = ()
    gap: Gap | None = None
    duty: Duty | None = None
    name: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the score: how much of it was reached, from 0 to 1."""

    name: str
    share: float
    weight: int


@dataclass(frozen=True)
class Debrief:
    """The score from 0 to 100, what it is made of, and why."""

    score: int
    parts: tuple[Part, ...]
    needless: int
    findings: tuple[Finding, ...]


def debrief(talk: Talk, engine: Engine) -> Debrief:
    """Judge a talk; the same talk always gets the same debrief."""
    judge = _Judge(talk, engine)
    found: list[Finding] = []
    parts = [part for part in (judge.facts(found), judge.verdicts(found), judge.amounts(found)) if part is not None]
    warned = judge.warnings(found)
    parts += [] if warned is None else [warned]
    needless = judge.needless(found)
    return Debrief(_score(parts, needless), tuple(parts), needless, tuple(found))


def _score(parts: Sequence[Part], needless: int) -> int:
    """Parts that this owner gives no occasion for leave their weight to the others."""
    whole = sum(part.weight for part in parts)
    reached = sum(part.weight * part.share for part in parts)
    points = 100 * reached / whole if whole else 100.0
    return max(0, int(points + 1e-9) - min(needless * NEEDLESS_EACH, NEEDLESS_MOST))


class _Judge:
    def __init__(self, talk: Talk, engine: Engine) -> None:
        self._engine = engine
        self._persona = talk.persona
        self._record = talk.record
        facts = profile_of(self._persona.facts, engine)
        self._truth: Assessment = engine.assess(facts, self._persona.at, (self._persona.edition,))
        self._heard: Assessment = talk.record.knowledge.assess()
        self._due = {
            frame: right_stance(verdict)
            for frame, verdict in self._truth.verdicts.items()
            if frame in self._persona.asks_about or (verdict.status is Status.ELIGIBLE and verdict.call.state in DUE)
        }
        self._fitting = [frame for frame, stance in self._due.items() if stance == FITS]

    @property
    def _is_open_somewhere(self) -> bool:
        """Whether a frame that takes applications is left to an office: then nobody may say that nothing fits."""
        verdicts = self._truth.verdicts.values()
        return any(one.status is Status.UNDETERMINED and one.call.state in DUE for one in verdicts)

    # Facts -----------------------------------------------------------------------------------------------------

    def facts(self, found: list[Finding]) -> Part | None:
        """What still decides and was not heard, against all that had to be heard."""
        missing = gaps(self._record, self._persona, self._engine)
        most = needed(self._persona, self._engine)
        for gap in missing:
            found.append(Finding("rough" if gap.rough else "not_asked", False, gap=gap))
        if not missing:
            found.append(Finding("all_asked", True))
        return Part("facts", 1 - min(1.0, len(missing) / most), WEIGHTS["facts"]) if most else None

    def needless(self, found: list[Finding]) -> int:
        """How many questions could not change anything when they were asked."""
        entries = [one for one in self._record.asked if not one.useful]
        for one in entries:
            kind = "again" if one.again else "needless_exact" if one.rough else "needless"
            found.append(Finding(kind, False, name=topics()[one.topic].name))
        return len(entries)

    # Verdicts --------------------------------------------------------------------------------------------------

    def verdicts(self, found: list[Finding]) -> Part | None:
        """What had to be said of frames, and what was said wrongly."""
        right, slips = 0.0, 0
        for frame in self._due:
            one = self._on_due(frame)
            found.append(one)
            right += 1.0 if one.good else UNPROVEN if one.kind == "unproven" else 0.0
        for claim in self._record.claims.values():
            other = None if claim.frame in self._due else self._on_other(claim)
            if other is not None:
                found.append(other)
                slips += 0 if other.good else 1
        most = len(self._due) + slips
        for programme in self._programmes_left_vague():
            found.append(Finding("no_frame", False, name=programme))
        if not self._fitting and not self._is_open_somewhere:
            most += 1
            right += 1 if self._record.nothing_fits else 0
            found.append(
                Finding("nothing_told" if self._record.nothing_fits else "nothing_untold", self._record.nothing_fits)
            )
        elif self._fitting and self._record.nothing_fits:
            most += 1
            found.append(Finding("nothing_wrong", False))
        return Part("verdicts", right / most, WEIGHTS["verdicts"]) if most else None

    def _on_due(self, frame: str) -> Finding:
        verdict, claim, stance = self._truth.verdicts[frame], self._record.claims.get(frame), self._due[frame]
        if claim is None:
            kind = "missed" if stance == FITS else "unanswered"
            return Finding(kind, False, verdict, criteria=_reasons(verdict))
        if claim.stance != stance:
            return self._slip(verdict, claim)
        if self._heard.verdicts[frame].status is not verdict.status:
            return Finding("unproven", False, verdict, claim, _open(self._heard.verdicts[frame]))
        return Finding(
            f"right_{stance}" if verdict.call.state is not Call.CLOSED else "right_closed",
            True,
            verdict,
            claim,
            _reasons(verdict),
        )

    def _on_other(self, claim: Claim) -> Finding | None:
        """What was said of a frame that nothing had to be said of."""
        verdict = self._truth.verdicts[claim.frame]
        stance = right_stance(verdict)
        if claim.stance == stance:
            return Finding(
                f"right_{stance}" if verdict.call.state is not Call.CLOSED else "right_closed",
                True,
                verdict,
                claim,
                _reasons(verdict),
            )
        if claim.stance == OPEN or (claim.stance == FAILS and stance == OPEN):
            return None
        return self._slip(verdict, claim)

    def _slip(self, verdict: Verdict, claim: Claim) -> Finding:
        if claim.stance == FITS and verdict.status is Status.ELIGIBLE:
            return Finding("closed", False, verdict, claim)
        kinds = {
            (FITS, Status.INELIGIBLE): "wrong_fits",
            (FITS, Status.UNDETERMINED): "too_sure",
            (FAILS, Status.ELIGIBLE): "wrong_fails",
            (FAILS, Status.UNDETERMINED): "too_sure",
        }
        kind = kinds.get((claim.stance, verdict.status), "undecided")
        return Finding(kind, False, verdict, claim, _reasons(verdict))

    def _programmes_left_vague(self) -> Iterator[str]:
        for rule in self._engine.rules((self._persona.edition,)):
            if rule.programme.id in self._record.vague and rule.frame is rule.programme.frames[0]:
                frames = {frame.id for frame in rule.programme.frames}
                if not frames & self._record.claims.keys():
                    yield rule.programme.name

    # Amounts ---------------------------------------------------------------------------------------------------

    def amounts(self, found: list[Finding]) -> Part | None:
        """The estimates of the frames to recommend."""
        due = [frame for frame in self._fitting if self._truth.verdicts[frame].computed.estimate_yen is not None]
        right = 0
        for frame in due:
            verdict, claim = self._truth.verdicts[frame], self._record.claims.get(frame)
            if claim is None or claim.stance != FITS:
                continue
            if claim.yen is None:
                found.append(Finding("no_amount", False, verdict, claim))
            elif is_near(claim.yen, verdict.computed.estimate_yen or 0):
                right += 1
                found.append(Finding("right_amount", True, verdict, claim))
            else:
                found.append(Finding("wrong_amount", False, verdict, claim))
        return Part("amounts", right / len(due), WEIGHTS["amounts"]) if due else None

    # Warnings --------------------------------------------------------------------------------------------------

    def warnings(self, found: list[Finding]) -> Part | None:
        """What has to be told along with the frames to recommend."""
        due = duties(
            [self._truth.verdicts[frame] for frame in self._fitting], self._heard, self._record, self._persona.at
        )
        for duty in due:
            kind = f"{duty.kind}_{'told' if duty.told else 'wrong' if duty.wrong else 'untold'}"
            found.append(Finding(kind, duty.told, duty=duty))
        return Part("warnings", sum(duty.told for duty in due) / len(due), WEIGHTS["warnings"]) if due else None


def right_stance(verdict: Verdict) -> str:
    """What may be said of a frame: a closed one is nothing to recommend."""
    if verdict.status is Status.INELIGIBLE:
        return FAILS
    if verdict.call.state is Call.CLOSED:
        return FAILS
    return FITS if verdict.status is Status.ELIGIBLE else OPEN


def is_near(told_yen: int, estimate_yen: int) -> bool:
    """Whether a sum told by mouth is the estimate: to ten thousand yen, or to one percent."""
    return abs(told_yen - estimate_yen) <= max(TOLERANCE_YEN, estimate_yen * TOLERANCE_PCT // 100)


def _right(verdict: Verdict, claim: Claim) -> Finding:
    is_late = verdict.call.state is Call.CLOSED and verdict.status is Status.ELIGIBLE
    kind = "right_closed" if is_late else f"right_{right_stance(verdict)}"
    return Finding(kind, True, verdict, claim, _reasons(verdict))


def _reasons(verdict: Verdict) -> tuple[CriterionResult, ...]:
    """The criteria that decide a verdict: those failed, those open, or the company's size where it fits."""
    if verdict.status is Status.INELIGIBLE:
        return tuple(one for one in verdict.criteria if one.state is State.UNMET)
    if verdict.status is Status.UNDETERMINED:
        return _open(verdict)
    return tuple(one for one in verdict.criteria if one.state is State.MET and one.criterion.kind == "company")


def _open(verdict: Verdict) -> tuple[CriterionResult, ...]:
    return tuple(one for one in verdict.criteria if one.state is State.UNKNOWN and one.criterion.kind != "commitment")
