"""Why the calls of a frame are in their state, as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from subsidy.calls import CallStatus
from subsidy.schedule import ByPrefecture, Moment, Round
from subsidy.state import Call
from subsidy.wording import format_date


def call_reason(call: CallStatus, words: Mapping[str, str]) -> str:
    """Why the calls are in their state, in the words given, with a warning where a date is not sure."""
    for told in (call.ended, call.last_known):
        if told is not None:
            return words[call.code].format(text=told.text)
    if call.round is None:
        return words[call.code]
    if call.round.by_prefecture is not None and call.state is Call.UNKNOWN:
        return _by_prefecture(call.round, call.round.by_prefecture, words)
    gates = call.round.gates
    text = words[call.code].format(
        label=call.round.label,
        opens=_day(call.round.opens),
        closes=_day(call.round.closes),
        gate="、".join(gate.label for gate in gates),
    )
    if call.state is Call.OPEN:
        text += "".join(words["gate_open"].format(gate=gate.label, gate_closes=_day(gate.closes)) for gate in gates)
    text += _doubts(call.round, "opens" if call.state is Call.UPCOMING else "closes", words)
    return text if call.following is None else text + _upcoming(call.following, words)


def _upcoming(round_: Round, words: Mapping[str, str]) -> str:
    """The next round, after one that can no longer be applied to."""
    text = words["upcoming"].format(label=round_.label, opens=_day(round_.opens))
    return text + _doubts(round_, "opens", words)


def _doubts(round_: Round, end: Literal["opens", "closes"], words: Mapping[str, str]) -> str:
    """What is not sure about the date that the state rests on."""
    return words.get(round_.certainty_of(end), "") + words.get(round_.confidence or "", "")


def _by_prefecture(round_: Round, rule: ByPrefecture, words: Mapping[str, str]) -> str:
    opens, closes = _day(round_.opens), _day(round_.closes)
    ends = [words["local_end"].format(prefecture=end.prefecture, closes=_day(end.closes)) for end in rule.ends]
    text = words["by_prefecture"].format(label=round_.label, opens=opens, closes=closes, rule=rule.rule)
    return text + "".join(ends)


def _day(moment: Moment | None) -> str:
    return "" if moment is None else format_date(moment)
