"""State of calls for applications on a day: a function of the date and the rounds, never stored."""

from __future__ import annotations

import calendar
import datetime as dt
from bisect import bisect_right
from typing import NamedTuple

from subsidy.model import Programme
from subsidy.schedule import Ended, LastKnown, Moment, Round
from subsidy.state import Call


class CallStatus(NamedTuple):
    """State of a frame's calls, the code of its reason, and the round, end or last known state it rests on.

    ``following`` is the next round that is known, where it is too late for the one that still takes applications.
    """

    state: Call
    code: str
    round: Round | None = None
    ended: Ended | None = None
    last_known: LastKnown | None = None
    following: Round | None = None


class Deadline(NamedTuple):
    """A day by which something has to be done: a gate of the round, or its end. ``left`` is in whole days."""

    label: str
    closes: Moment
    left: int
    is_gate: bool


def deadlines(status: CallStatus, at: dt.datetime) -> tuple[Deadline, ...]:
    """What is still ahead in an open round, the earliest first; empty where no call with an end is open."""
    call = status.round
    if status.state is not Call.OPEN or call is None:
        return ()
    gates = [(gate.label, gate.closes, True) for gate in call.gates]
    ends = [(call.label, call.closes, False)] if call.closes is not None else []
    ahead = [(label, closes, gate) for label, closes, gate in (*gates, *ends) if at < end_of(closes)]
    found = [Deadline(label, closes, (day_of(closes) - at.date()).days, gate) for label, closes, gate in ahead]
    return tuple(sorted(found, key=lambda item: end_of(item.closes)))


def day_of(moment: Moment) -> dt.date:
    """The day of a moment."""
    return moment.date() if isinstance(moment, dt.datetime) else moment


def earlier(day: dt.date, months: int, days: int = 0) -> dt.date:
    """The day that is so many months and days earlier; a month that is too short ends on its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last)) - dt.timedelta(days=days)


class Window(NamedTuple):
    """A round with its dates as instants: open from ``start`` until before ``end``; None is not known."""

    round: Round
    start: dt.datetime | None
    end: dt.datetime | None

    def is_open(self, at: dt.datetime) -> bool:
        """Whether the round takes applications; one whose end is not known is never known to."""
        return self.end is not None and at < self.end and (self.start is None or at >= self.start)


def start_of(moment: Moment) -> dt.datetime:
    """When something that opens at ``moment`` opens; a bare date means its 00:00, Japan time."""
    return moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time.min)


def end_of(moment: Moment) -> dt.datetime:
    """First instant at which something that closes at ``moment`` is over; a bare date lasts to its end."""
    if isinstance(moment, dt.datetime):
        return moment
    return dt.datetime.combine(moment + dt.timedelta(days=1), dt.time.min)


def noon_of(day: dt.date) -> dt.datetime:
    """The instant a bare date is judged at."""
    return dt.datetime.combine(day, dt.time(12))


class Calls:
    """The calls of one frame, their dates resolved once.

    A round counts from its opening, or from the end of the dated round before it, to its end. After the last
    date that is known the state is the last known one, else unknown, unless the frame is known to have ended. A
    standing programme is always open; a round that ends by prefecture is unknown for as long as it may last.
    """

    def __init__(self, programme: Programme, frame_id: str) -> None:
        rounds = [call for call in programme.rounds if call.frames is None or frame_id in call.frames]
        ends = sorted(end_of(call.closes) for call in rounds if call.closes is not None)
        self._windows = [_window(call, ends) for call in rounds]
        self._ahead = sorted(
            (start_of(call.opens), index) for index, call in enumerate(rounds) if call.opens is not None
        )
        endings = [end for end in programme.ended if end.frames is None or frame_id in end.frames]
        self._ended = endings[0] if endings else None
        self._standing = programme.standing
        told = [item for item in programme.last_known if item.frames is None or frame_id in item.frames]
        self._last_known = told[0] if told else None
        on = None if self._ended is None else self._ended.on
        self._over = None if on is None else end_of(on)
        dated = [call for call in rounds if call.closes is not None]
        self._last = max(dated, key=lambda call: end_of(call.closes or dt.date.min), default=None)
        self._turns = sorted(self._instants())
        self._known: dict[int, CallStatus] = {}

    def _instants(self) -> set[dt.datetime]:
        """Every instant at which the state may turn; between two of them it stays."""
        turns = {turn for window in self._windows for turn in (window.start, window.end)} | {self._over}
        turns |= {end_of(gate.closes) for window in self._windows for gate in window.round.gates}
        turns |= {start for start, _ in self._ahead}
        if self._ended is not None and self._ended.on is not None:
            turns.add(start_of(self._ended.on))
        return {turn for turn in turns if turn is not None}

    def status(self, at: dt.datetime) -> CallStatus:
        """State of the calls at an instant, in Japan time without zone; the same object until it turns."""
        stretch = bisect_right(self._turns, at)
        found = self._known.get(stretch)
        if found is None:
            found = self._known[stretch] = self._status(at)
        return found

    def deadline(self, at: dt.datetime) -> Round | None:
        """The round to apply to: the one open or ahead, else the last one whose end is known."""
        call = self.status(at).round
        if call is not None and call.closes is not None:
            return call
        return self._last

    def _status(self, at: dt.datetime) -> CallStatus:
        if self._over is not None and at >= self._over:
            return CallStatus(Call.CLOSED, "ended", ended=self._ended)
        if self._standing:
            return CallStatus(Call.OPEN, "standing")
        current = [window.round for window in self._windows if window.is_open(at)]
        passable = next((call for call in current if not _passed_gate(call, at)), None)
        if passable is not None and passable.by_prefecture is not None:
            return CallStatus(Call.UNKNOWN, "by_prefecture", passable)
        if passable is not None:
            return CallStatus(Call.OPEN, self._code_of_open(passable), passable)
        index = next((index for start, index in self._ahead if start > at), None)
        ahead = None if index is None else self._windows[index].round
        if current:
            return CallStatus(Call.CLOSED, "gate_passed", current[0], following=ahead)
        if ahead is not None:
            return CallStatus(Call.UPCOMING, "upcoming", ahead)
        return self._after_all(at)

    def _code_of_open(self, call: Round) -> str:
        """Nobody may be told that a round began when no date says so."""
        if call.closes is None:
            return "open_end_unknown"
        if call.opens is not None:
            return "open"
        window = next(window for window in self._windows if window.round is call)
        follows = window.start is not None and call.opens_not_before is None
        return "open_after" if follows else "open_since_unknown"

    def _after_all(self, at: dt.datetime) -> CallStatus:
        """No round is open and none with a known opening lies ahead."""
        if self._ended is not None and (self._ended.on is None or at.date() >= self._ended.on):
            return CallStatus(Call.CLOSED, "ended", ended=self._ended)
        endless = next((w for w in self._windows if w.start is not None and w.end is None), None)
        if endless is not None:
            return CallStatus(Call.UNKNOWN, "end_unknown", endless.round)
        if self._last_known is not None:
            return CallStatus(Call(self._last_known.state), "last_known", last_known=self._last_known)
        dated = [w for w in self._windows if w.end is not None]
        if not dated:
            return CallStatus(Call.UNKNOWN, "no_dates")
        return CallStatus(Call.UNKNOWN, "after_last", max(dated, key=lambda w: w.end or dt.datetime.min).round)


def _window(call: Round, ends: list[dt.datetime]) -> Window:
    end = None if call.closes is None else end_of(call.closes)
    if call.closes is None and call.closes_not_before is not None:
        end = start_of(call.closes_not_before)
    if call.opens is not None:
        return Window(call, start_of(call.opens), end)
    before = [other for other in ends if end is not None and other < end]
    first = None if call.opens_not_before is None else start_of(call.opens_not_before)
    return Window(call, before[-1] if before else first, end)


def _passed_gate(call: Round, at: dt.datetime) -> bool:
    return any(at >= end_of(gate.closes) for gate in call.gates)
