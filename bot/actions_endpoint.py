"""Where custom actions run: in this process, or on Rasa's stock action server."""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any

import aiohttp
import jsonschema
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection as SdkRejection

from bot.stores.snapshot import event_of

URL_VARIABLE = "ACTION_ENDPOINT_URL"
REACH_TIMEOUT_S = 2.0
# Rasa would wait for five minutes. Shorter than a turn may take, so that one slow action leaves time for the next turn.
ACTION_TIMEOUT_S = 5.0

_reply_validator = jsonschema.Draft7Validator(RemoteAction.action_response_format_spec())


class InProcessEndpoint(EndpointConfig):
    """Runs the actions of a package in this process, as the stock action server runs them in its own."""

    def __init__(self, package: str) -> None:
        super().__init__(url=None, enable_selective_domain=True)
        self.executor = ActionExecutor()
        self.executor.register_package(package)

    async def request(self, *_args: Any, json: dict[str, Any], **_kwargs: Any) -> Any:
        """The action's events and responses. Raises asyncio.TimeoutError."""
        try:
            return await asyncio.wait_for(self.executor.run(_as_sent(json)), ACTION_TIMEOUT_S)
        except SdkRejection as rejection:
            raise ActionExecutionRejection(rejection.action_name) from None

    async def missing(self, names: list[str]) -> list[str]:
        """Those of the named actions that cannot be run."""
        return [name for name in names if name not in self.executor.actions]


class HttpEndpoint(EndpointConfig):
    """The stock action server at an address."""

    def __init__(self, url: str) -> None:
        super().__init__(url=url, enable_selective_domain=True)

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """The action's events and responses. Raises asyncio.TimeoutError, aiohttp's errors and Rasa's."""
        return await super().request(*args, **{**kwargs, "timeout": aiohttp.ClientTimeout(total=ACTION_TIMEOUT_S)})

    async def missing(self, names: list[str]) -> list[str]:
        """Those of the named actions that cannot be run; all of them where the server cannot be reached."""
        try:
            timeout = aiohttp.ClientTimeout(total=REACH_TIMEOUT_S)
            async with aiohttp.ClientSession(timeout=timeout) as session, session.get(_list_of(self.url)) as reply:
                known = {action["name"] for action in await reply.json()}
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError, KeyError, TypeError):
            return names
        return [name for name in names if name not in known]


ActionEndpoint = InProcessEndpoint | HttpEndpoint


class DirectAction(RemoteAction):
    """A custom action whose reply is checked without checking the schema each time, as Rasa does.

    In this process nothing is made ready for the wire either, nor the classes of events looked for at each one.
    """

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """See the parent class."""
        if not isinstance(self.action_endpoint, InProcessEndpoint):
            return await super().run(output_channel, nlg, tracker, domain)
        reply = await self.action_endpoint.request(json=self._action_call_format(tracker, domain))
        said: list[Event] = await self._utter_responses(reply["responses"], output_channel, nlg, tracker)
        return said + [event for data in reply["events"] if (event := event_of(data)) is not None]

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        _reply_validator.validate(result)
        return True


def action_endpoint(package: str) -> ActionEndpoint:
    """The server at ``ACTION_ENDPOINT_URL`` if that is set, else ``package`` in this process."""
    url = os.environ.get(URL_VARIABLE)
    return HttpEndpoint(url) if url else InProcessEndpoint(package)


def _list_of(webhook: str) -> str:
    """Where the server of ``webhook`` lists its actions."""
    return webhook.rstrip("/").removesuffix("/webhook") + "/actions"


def _as_sent(call: dict[str, Any]) -> dict[str, Any]:
    """The call with slots of its own, so that an action cannot change Rasa's values but by its events."""
    tracker = call["tracker"]
    return {**call, "tracker": {**tracker, "slots": json.loads(json.dumps(tracker["slots"]))}}
