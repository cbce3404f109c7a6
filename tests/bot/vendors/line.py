"""A server that plays LINE: it takes what LINE documents, refuses the rest, and can have bad days."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
import random
import re
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bot.vendors.http import Answer, Call, VendorServer
from tests.bot.vendors.line_rules import faults

Json = dict[str, Any]
SECRET, ACCESS_TOKEN = "line-secret-of-the-tests", "line-token-of-the-tests"
USER = re.compile(r"[UCR][0-9a-f]{32}")
RICH_MENU = re.compile(r"/v2/bot/richmenu/(richmenu-[0-9a-f]{32})(/content)?")


@dataclass(frozen=True)
class Delivery:
    """Messages that reached a chat: ``to`` its id, ``via`` reply or push."""

    to: str
    messages: list[Json]
    via: str


@dataclass
class FakeLine:
    """LINE's side. ``faults_to_come`` are played, one for each call that sends; see ``Fault``."""

    token_life_s: float = 60
    delivered: list[Delivery] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    loading: list[Json] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    faults_to_come: deque[Callable[[Callable[[], Answer]], Answer]] = field(default_factory=deque)
    menus: dict[str, Json] = field(default_factory=dict)
    default_menu: str | None = None
    _tokens: dict[str, tuple[str, float]] = field(default_factory=dict)
    _keys: set[str] = field(default_factory=set)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.server = VendorServer(self._handle)

    @property
    def environment(self) -> dict[str, str]:
        """What the product needs to know of this LINE."""
        return {
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN,
            "LINE_API_URL": self.server.url,
        }

    # Webhooks --------------------------------------------------------------------------------------------------

    def event(self, kind: str, user: str, at: float | None = None, chat: str | None = None, **content: Any) -> Json:
        """A webhook event as LINE makes it, with a reply token where the kind has one."""
        number = next(self._numbers)
        source: Json = {"type": "user", "userId": user}
        if chat is not None:
            source = {"type": "group", "groupId": chat, "userId": user}
        event = {
            "type": kind,
            "mode": "active",
            "timestamp": int((time.time() if at is None else at) * 1000),
            "source": source,
            "webhookEventId": f"01{number:024d}",
            "deliveryContext": {"isRedelivery": False},
            **content,
        }
        if kind in ("message", "postback", "follow", "join", "memberJoined"):
            event["replyToken"] = token = f"{random.getrandbits(128):032x}"
            with self._lock:
                self._tokens[token] = (chat or user, time.time() + self.token_life_s)
        return event

    def text(self, user: str, text: str, **more: Any) -> Json:
        """Somebody writes a text."""
        message = {"type": "text", "id": str(next(self._numbers)), "text": text, "quoteToken": "q"}
        return self.event("message", user, message=message | more.pop("message", {}), **more)

    @staticmethod
    def webhook(*events: Json) -> bytes:
        """The body of a webhook."""
        return json.dumps({"destination": "U" + "0" * 32, "events": list(events)}, ensure_ascii=False).encode()

    @staticmethod
    def sign(body: bytes, secret: str = SECRET) -> str:
        """The signature of a body."""
        return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()

    # The API ---------------------------------------------------------------------------------------------------

    def messages_to(self, chat: str) -> list[Json]:
        """Everything that a chat shows, in order."""
        with self._lock:
            return [message for one in self.delivered if one.to == chat for message in one.messages]

    def _handle(self, call: Call) -> Answer:
        with self._lock:
            self.calls.append(call)
        if call.headers.get("authorization") != f"Bearer {ACCESS_TOKEN}":
            return _refusal(401, "Authentication failed")
        if "richmenu" in call.path:
            with self._lock:
                return self._rich_menu(call)
        handlers = {
            ("POST", "/v2/bot/message/reply"): self._reply,
            ("POST", "/v2/bot/message/push"): self._push,
            ("POST", "/v2/bot/chat/loading/start"): self._loading,
        }
        handler = handlers.get((call.method, call.path))
        if handler is None:
            return _refusal(404, "Not found")
        if not call.headers.get("content-type", "").startswith("application/json"):
            return _refusal(415, "Unsupported media type")
        fault = self._next_fault() if handler != self._loading else None
        return fault(lambda: handler(call, json.loads(call.body))) if fault else handler(call, json.loads(call.body))

    def _next_fault(self) -> Callable[[Callable[[], Answer]], Answer] | None:
        with self._lock:
            return self.faults_to_come.popleft() if self.faults_to_come else None

    def _reply(self, call: Call, body: Json) -> Answer:
        if "x-line-retry-key" in call.headers:
            return self._refuse("Retry key is not supported")
        with self._lock:
            chat, until = self._tokens.get(str(body.get("replyToken")), ("", 0.0))
            if until < time.time():
                return _refusal(400, "Invalid reply token")
            answer = self._deliver(chat, body, "reply")
            if answer.status == 200:
                del self._tokens[body["replyToken"]]
            return answer

    def _push(self, call: Call, body: Json) -> Answer:
        key = call.headers.get("x-line-retry-key")
        with self._lock:
            if key is not None:
                if str(uuid.UUID(key)) != key:
                    return self._refuse("Invalid retry key")
                if key in self._keys:
                    return _refusal(409, "The retry key is already accepted")
            if not USER.fullmatch(str(body.get("to"))):
                return self._refuse("The property, 'to', in the request body is invalid")
            answer = self._deliver(body["to"], body, "push")
            if key is not None and answer.status == 200:
                self._keys.add(key)
            return answer

    def _deliver(self, chat: str, body: Json, via: str) -> Answer:
        found = faults(body.get("messages"))
        if found:
            return self._refuse("; ".join(found))
        self.delivered.append(Delivery(chat, body["messages"], via))
        return Answer(body=json.dumps({"sentMessages": [{"id": "1"} for _ in body["messages"]]}).encode())

    def _refuse(self, why: str) -> Answer:
        self.refused.append(why)
        return _refusal(400, why)

    def _loading(self, _call: Call, body: Json) -> Answer:
        seconds = body.get("loadingSeconds", 20)
        if not USER.fullmatch(str(body.get("chatId"))) or body["chatId"][0] != "U":
            return self._refuse("chatId")
        if seconds not in range(5, 61, 5):
            return self._refuse("loadingSeconds")
        with self._lock:
            self.loading.append(body)
        return Answer(202)

    def _rich_menu(self, call: Call) -> Answer:
        if (call.method, call.path) == ("POST", "/v2/bot/richmenu"):
            found = menu_faults(json.loads(call.body))
            if found:
                return self._refuse("; ".join(found))
            name = f"richmenu-{random.getrandbits(128):032x}"
            self.menus[name] = json.loads(call.body) | {"richMenuId": name}
            return Answer(body=json.dumps({"richMenuId": name}).encode())
        if (call.method, call.path) == ("GET", "/v2/bot/richmenu/list"):
            return Answer(body=json.dumps({"richmenus": list(self.menus.values())}).encode())
        default = call.path.removeprefix("/v2/bot/user/all/richmenu/")
        if call.method == "POST" and default in self.menus and "image" in self.menus[default]:
            self.default_menu = default
            return Answer()
        return self._menu_itself(call)

    def _menu_itself(self, call: Call) -> Answer:
        match = RICH_MENU.fullmatch(call.path)
        if match is None or match[1] not in self.menus:
            return _refusal(404, "Not found")
        if call.method == "DELETE":
            del self.menus[match[1]]
            return Answer()
        fits = call.headers.get("content-type") == "image/png" and 0 < len(call.body) <= 1024 * 1024
        if not match[2] or not fits or call.body[:8] != b"\x89PNG\r\n\x1a\n":
            return self._refuse("image")
        width, height = int.from_bytes(call.body[16:20], "big"), int.from_bytes(call.body[20:24], "big")
        if {"width": width, "height": height} != self.menus[match[1]]["size"]:
            return self._refuse("image size")
        self.menus[match[1]]["image"] = len(call.body)
        return Answer()


def menu_faults(menu: Json) -> list[str]:
    """Why LINE would refuse a rich menu: https://developers.line.biz/en/reference/messaging-api/#rich-menu-object ."""
    found = []
    size = menu.get("size", {})
    width, height = size.get("width", 0), size.get("height", 0)
    if not (800 <= width <= 2500 and height >= 250 and width / height >= 1.45):
        found.append("size")
    if not 1 <= len(menu.get("chatBarText", "")) <= 14 or not 1 <= len(menu.get("name", "")) <= 300:
        found.append("chatBarText or name")
    if not isinstance(menu.get("selected"), bool) or not 1 <= len(menu.get("areas", [])) <= 20:
        found.append("selected or areas")
    for area in menu.get("areas", []):
        bounds, action = area["bounds"], area["action"]
        if bounds["x"] + bounds["width"] > width or bounds["y"] + bounds["height"] > height:
            found.append("bounds")
        if action["type"] != "postback" or len(action["data"]) > 300 or len(action["label"]) > 20:
            found.append("action")
    return found


def _refusal(status: int, message: str) -> Answer:
    return Answer(status, json.dumps({"message": message}).encode())


# Bad days ----------------------------------------------------------------------------------------------------------


class Fault:
    """What may go wrong with one call: each takes the call that would be made and answers in its place."""

    @staticmethod
    def too_many(_call: Callable[[], Answer]) -> Answer:
        """The rate limit."""
        return Answer(429, b'{"message": "The API rate limit has been exceeded."}', {"Retry-After": "1"})

    @staticmethod
    def broken(_call: Callable[[], Answer]) -> Answer:
        """An error before anything was done."""
        return _refusal(500, "Internal Server Error")

    @staticmethod
    def broken_after(call: Callable[[], Answer]) -> Answer:
        """An error after the messages were taken."""
        call()
        return _refusal(500, "Internal Server Error")

    @staticmethod
    def hang_up_after(call: Callable[[], Answer]) -> Answer:
        """The connection breaks after the messages were taken."""
        call()
        return Answer(hang_up=True)

    @staticmethod
    def slow(call: Callable[[], Answer]) -> Answer:
        """It takes a while."""
        time.sleep(0.3)
        return call()
