"""The first turns, answered before anybody asks."""

from __future__ import annotations

import logging

from rasa.core.channels.channel import UserMessage

from bot.channels.outbound import Collector
from bot.engine import TurnAgent
from bot.stores.turn import Turn, answering

logger = logging.getLogger(__name__)

FIRST_TURNS = (("start", "start"), ("1", None))


async def warm_up(agent: TurnAgent) -> None:
    """Answer two messages of nobody, so that the first visitor does not wait for what is loaded at first use.

    ``agent.is_proven`` then tells whether that worked.
    """
    try:
        for text, event in FIRST_TURNS:
            metadata = {"asked": None, "choice": None, "event": event}
            # The turn is never stored.
            with answering(Turn("warm-up", [])):
                await agent.handle_message(UserMessage(text, Collector("web"), "warm-up", metadata=metadata))
        agent.is_proven = True
    except Exception as error:
        logger.error("The first message could not be answered: %s", type(error).__name__)
