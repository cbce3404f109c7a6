"""The classifier of the small bot that the channel is tested with."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class MiniClassifier(GraphComponent):
    """Takes every text for a fact, a button for a choice and the opening event for a start."""

    @classmethod
    def create(
        cls, config: dict[str, Any], storage: ModelStorage, resource: Resource, context: ExecutionContext
    ) -> MiniClassifier:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            metadata = message.get("metadata") or {}
            entities: list[dict[str, Any]] = []
            intent = "restart" if message.get("text") == "やり直し" else "inform"
            if metadata.get("event") == "start":
                intent = "start"
            elif metadata.get("choice"):
                intent = "choose"
                entities = [{"entity": "choice", "value": metadata["choice"]}]
            message.set("intent", {"name": intent, "confidence": 1.0}, add_to_output=True)
            message.set("entities", entities, add_to_output=True)
        return messages
