"""A word to the staff's Slack channel that a case has come in, without anything of its content.

What is in Slack could not be erased with the conversation, so the case itself stays on the staff's pages.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
import uuid
from dataclasses import replace

from bot.channels.delivery.lanes import Backoff
from bot.channels.delivery.vendor import Later
from bot.channels.slack.api import POST, SlackApi
from bot.channels.slack.channel import TOKEN_VARIABLE, URL_VARIABLE
from bot.staff.pages import PATH
from bot.staff.store import Case
from bot.staff.words import words
from bot.stores.letters import Parcel

logger = logging.getLogger(__name__)

CHANNEL_VARIABLE = "SLACK_STAFF_CHANNEL"
MOST_TRIES = 8


class SlackNotice:
    """Posts to one channel, in the background; after some tries in vain the inbox has to do."""

    def __init__(self, channel: str, token: str, public_url: str, first_wait_s: float = 1.0) -> None:
        self._channel = channel
        self._public_url = public_url
        self._backoff = Backoff(first_wait_s)
        self._api = SlackApi(token, os.environ.get(URL_VARIABLE))
        self._tasks: set[asyncio.Task[None]] = set()

    def tell(self, case: Case) -> None:
        """Say that a case has come in."""
        task = asyncio.ensure_future(self._send(case))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._api.close()

    async def _send(self, case: Case) -> None:
        parcel = self._parcel(case)
        for tries in range(1, MOST_TRIES + 1):
            outcome = await self._api.deliver(parcel)
            if not isinstance(outcome, Later):
                return
            # Slack's API then looks whether the message is there before it posts it again.
            parcel = replace(parcel, in_doubt=parcel.in_doubt or outcome.in_doubt)
            await asyncio.sleep(self._backoff.wait_s(tries) if outcome.after_s is None else outcome.after_s)
        logger.error("The Slack channel of staff could not be told of case %s", case.number)

    def _parcel(self, case: Case) -> Parcel:
        lines = [words()["notice"].format(number=case.number)]
        if self._public_url:
            lines.append(words()["notice_link"].format(url=f"{self._public_url}{PATH}/cases/{case.id}"))
        arguments = {"channel": self._channel, "text": "\n".join(lines), "unfurl_links": False}
        now, key = time.time(), str(uuid.uuid4())
        return Parcel(0, case.id, key, now, now, 0, False, {"method": POST, "arguments": arguments})


def slack_notice(public_url: str) -> SlackNotice | None:
    """The notice to the channel that the environment names; None where it names none, or Slack is off."""
    channel, token = (os.environ.get(name, "").strip() for name in (CHANNEL_VARIABLE, TOKEN_VARIABLE))
    if channel and not token:
        logger.warning(
            "%s is set, but %s is not: staff is not told of cases in Slack", CHANNEL_VARIABLE, TOKEN_VARIABLE
        )
    return SlackNotice(channel, token, public_url) if channel and token else None
