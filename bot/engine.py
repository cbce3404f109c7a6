"""Rasa's agent and message processor with turns that succeed as a whole or fail as a whole."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator, TemplatedNaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.constants import DEFAULT_SLOT_NAMES
from rasa.shared.core.events import ActionExecutionRejected, Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.actions_endpoint import ActionEndpoint, DirectAction
from bot.event_feed import EventFeed
from bot.runner import OrderedGraphRunner
from bot.stores.turn import current_turn

VALIDATION = "action_validate_slot_mappings"


class ActionFailed(Exception):
    """A custom action failed; nothing of the turn may be stored."""


class TurnProcessor(MessageProcessor):
    """Rasa's processor, but an action that fails ends the turn.

    Rasa takes a failed action for one that did nothing, stores that and goes on: the conversation is then a step
    ahead of what the visitor was told.
    """

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        path = Path(model_path)
        with tempfile.TemporaryDirectory() as folder:
            metadata, runner = load_predict_graph_runner(Path(folder), path, LocalModelStorage, OrderedGraphRunner)
        return path.name, metadata, runner

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        if type(action) is RemoteAction:
            action = DirectAction(action.name(), self.action_endpoint)
        try:
            seen = self._with_events(tracker, prediction)
            events = await action.run(output_channel, nlg, seen, self.domain)
        except ActionExecutionRejection:
            tracker.update(ActionExecutionRejected(action.name(), prediction.policy_name, prediction.max_confidence))
            return self.should_predict_another_action(action.name())
        except Exception as error:
            raise ActionFailed(action.name()) from error
        self._log_action_on_tracker(tracker, action, events, prediction)
        await self.execute_side_effects(events, tracker, output_channel)
        return self.should_predict_another_action(action.name())

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """As in Rasa, where a slot is filled from messages; ours are set by actions alone."""
        if not self._fills_slots:
            return tracker
        return await super().run_action_extract_slots(output_channel, tracker)

    @functools.cached_property
    def _fills_slots(self) -> bool:
        """Whether a slot of the domain is filled from messages, or by an action of its mapping."""
        slots = [slot for slot in self.domain.slots if slot.name not in DEFAULT_SLOT_NAMES]
        mappings = [mapping for slot in slots for mapping in slot.mappings]
        return VALIDATION in self.domain.user_actions or any(
            mapping.get("type") != "custom" or "action" in mapping for mapping in mappings
        )

    def _with_events(self, tracker: DialogueStateTracker, prediction: PolicyPrediction) -> DialogueStateTracker:
        """What an action sees: the tracker with the events of the prediction, where it brought any."""
        if not prediction.events:
            return tracker
        seen = tracker.copy()
        seen.update_with_events(prediction.events, self.domain)
        return seen

    def _log_action_on_tracker(
        self, tracker: DialogueStateTracker, action: Action, events: list[Event] | None, prediction: PolicyPrediction
    ) -> None:
        """As in Rasa, without the deep copies that it makes for lines of a log that nobody keeps."""
        events = events or []
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Nothing: Rasa would build an empty domain at each message, to warn of what the suite checks beforehand."""


class TurnAgent(Agent):
    """Rasa's agent on our tracker store, without a second store in memory that would take over silently."""

    def __init__(self, tracker_store: TrackerStore, endpoint: ActionEndpoint, feed: EventFeed | None = None) -> None:
        super().__init__(tracker_store=tracker_store, action_endpoint=endpoint)
        self.tracker_store = tracker_store
        # Whether a message was answered once: model and actions work, with whatever they load at first use.
        self.is_proven = False
        # Why there is no model, for the health check.
        self.trouble = "model"
        self.feed = feed

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load a trained model."""
        self.processor = TurnProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        if isinstance(self.nlg, TemplatedNaturalLanguageGenerator):
            self.nlg.responses = self.domain.responses

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Answer a message; within a turn the conversation is locked already."""
        if self.processor is not None and current_turn(message.sender_id):
            return await self.processor.handle_message(message)
        return await super().handle_message(message)
