"""The action of the small bot that the channel is tested with: what to do is in the text."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

COLOURS = ["赤", "青", "黄"]


class ActionReply(Action):
    """Echoes the message with everything that the channel told about it."""

    def name(self) -> str:
        return "action_reply"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: Any) -> list[EventType]:
        message = tracker.latest_message
        text, metadata = message["text"], message["metadata"]
        state = dict(tracker.get_slot("state") or {"turns": 0, "texts": []})
        if text == "いじる":
            tracker.slots["state"]["turns"] = -1
        if text == "失敗":
            raise ValueError("秘密の数字 12345678")
        if text.startswith("待つ"):
            await asyncio.sleep(float(text[2:]))
        state = {"turns": state["turns"] + 1, "texts": [*state["texts"][-9:], text]}
        if text != "黙る":
            self._reply(dispatcher, text, metadata, message["intent"]["name"], state)
        return [SlotSet("state", state)]

    def _reply(
        self, dispatcher: CollectingDispatcher, text: str, metadata: dict[str, Any], intent: str, state: dict[str, Any]
    ) -> None:
        seen = {"kind": "seen", "text": text, "intent": intent, "metadata": metadata, "state": state}
        if text == "忘れて":
            seen = {}
        dispatcher.utter_message(text=f"{text}ですね", json_message=seen)
        if text == "忘れて":
            dispatcher.utter_message(text="消しました", json_message={"kind": "notice", "topic": "erased"})
        elif text == "挨拶":
            dispatcher.utter_message(response="utter_hello", name="<b>山田</b>", json_message={"kind": "hello"})
        elif intent == "start":
            dispatcher.utter_message(
                text="はじめますか",
                buttons=[{"title": "はい", "payload": json.dumps({"type": "act", "act": "accept"})}],
                json_message={"kind": "notice", "topic": "consent", "accept": 0},
            )
        elif text == "色":
            dispatcher.utter_message(
                text="何色ですか",
                buttons=[{"title": c, "payload": json.dumps({"slot": "colour", "value": c})} for c in COLOURS],
                json_message={"kind": "question", "slot": "colour", "input": "multi"},
            )
        elif text == "確認":
            dispatcher.utter_message(
                text="赤ですか",
                json_message={"kind": "question", "slot": "colour", "input": "choice", "confirm": ["赤"]},
            )
