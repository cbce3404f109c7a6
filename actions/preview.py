"""What visitors would be shown of one frame, without a conversation: for the keeper of the catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from actions.cards import Cards
from actions.judging import Judge
from actions.messages import Message, custom
from actions.state import State
from actions.texts import texts
from actions.verdicts import Verdicts
from subsidy import Engine, ProfileError, parse_profile


def frame_messages(engine: Engine, frame_id: str, facts: Mapping[str, Any], at: dt.datetime) -> list[dict[str, Any]]:
    """The card of a frame and its details as neutral messages, for a profile of the contract judged at an instant.

    Raises ProfileError for a frame that there is not, and for facts that are none.
    """
    found = [one for one in engine.catalog.programmes if frame_id in {frame.id for frame in one.frames}]
    if not found:
        raise ProfileError("unknown_frame", value=frame_id)
    assessment = engine.assess(parse_profile(dict(facts), engine.catalog.fields), at, [found[0].edition])
    verdict, state = assessment.verdicts[frame_id], State()
    cards = Cards(texts(), engine)
    content = custom(
        "recommendations",
        on=at.date().isoformat(),
        edition=found[0].edition,
        items=[cards.item(verdict, state, True)],
    )
    card = Message(text=texts().render("recommendations", cards=[cards.card(verdict)]), custom=content)
    details = Verdicts(texts(), Judge(engine, lambda: at)).detail(frame_id, state, assessment)
    return [_neutral(message, number) for number, message in enumerate([card, *details])]


def _neutral(message: Message, number: int) -> dict[str, Any]:
    """A message as channels take it; the buttons lead nowhere."""
    buttons = [{"title": button.title, "choice": f"{number}-{at}"} for at, button in enumerate(message.buttons)]
    parts = {"text": message.text, "buttons": buttons, "custom": message.custom}
    return {name: part for name, part in parts.items() if part}
