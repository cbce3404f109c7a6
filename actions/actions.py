"""Rasa's view of the dialogue: one action for each group of intents, all of them the same turn."""

from __future__ import annotations

import datetime as dt
import json
import os
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.consent import consent_slot
from actions.dialogue import Dialogue
from actions.messages import Message
from actions.slots import CONTRACT_SLOTS, STATE_SLOT
from actions.state import State
from actions.texts import texts
from actions.turn import Turn
from subsidy import Engine, load_catalog

JAPAN = ZoneInfo("Asia/Tokyo")


def judged_at() -> dt.datetime:
    """The instant judged at: ``CATALOG_AS_OF`` (a day means its noon) where it is set, else now in Japan."""
    as_of = os.environ.get("CATALOG_AS_OF")
    if as_of:
        moment = dt.datetime.fromisoformat(as_of)
        return moment if "T" in as_of else moment.replace(hour=12)
    return dt.datetime.now(JAPAN).replace(tzinfo=None)


@lru_cache(maxsize=1)
def dialogue() -> Dialogue:
    """The dialogue on the catalogue, made at the first turn."""
    return Dialogue(Engine(load_catalog()), texts(), judged_at)


def turn_of(message: dict[str, Any]) -> Turn:
    """What the interpreter made of the latest message."""
    values = {entity["entity"]: entity["value"] for entity in message.get("entities", [])}
    choice, confirm = values.pop("choice", None), values.pop("confirm", None)
    act = (message.get("intent") or {}).get("name") or "nlu_fallback"
    return Turn(act, slots=values, confirm=confirm or {}, choice=choice, text=message.get("text") or "")


class TurnAction(Action):
    """One turn of the dialogue."""

    action_name = ""

    def name(self) -> str:
        """The name the domain knows it by."""
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer the latest message and keep the state."""
        state = State.load(tracker.get_slot(STATE_SLOT))
        for message in dialogue().respond(state, turn_of(tracker.latest_message)):
            utter(dispatcher, message)
        # The clock of the world: the day judged for may be another one.
        consent = consent_slot(state, tracker, dt.datetime.now(JAPAN))
        return [SlotSet(STATE_SLOT, state.dump()), *contract_slots(state, tracker), *consent]


def utter(dispatcher: CollectingDispatcher, message: Message) -> None:
    """Hand a neutral message to Rasa."""
    buttons = [
        {"title": button.title, "payload": json.dumps(button.payload, ensure_ascii=False)} for button in message.buttons
    ]
    dispatcher.utter_message(
        text=message.text,
        response=message.response,
        buttons=buttons or None,
        json_message=message.custom,
        **message.params,
    )


def contract_slots(state: State, tracker: Tracker) -> list[EventType]:
    """The contract's slots, those that changed."""
    wanted = {name: state.answers.get(name) for name in CONTRACT_SLOTS}
    wanted["program"] = state.programme
    return [SlotSet(name, value) for name, value in wanted.items() if tracker.get_slot(name) != value]


class ActionInterview(TurnAction):
    """Answers, corrections and moving about."""

    action_name = "action_interview"


class ActionExplain(TurnAction):
    """Why it is asked, what it means."""

    action_name = "action_explain"


class ActionProgramme(TurnAction):
    """Questions on programmes."""

    action_name = "action_programme"


class ActionService(TurnAction):
    """Offices, hand-off, privacy, checklist."""

    action_name = "action_service"


class ActionSmalltalk(TurnAction):
    """What is not about the matter."""

    action_name = "action_smalltalk"
