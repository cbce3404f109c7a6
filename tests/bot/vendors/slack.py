"""A server that plays Slack's Web API: it refuses what Slack refuses, and fails as Slack may fail."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.bot.vendors.slack_blocks import TEXT_OF_BLOCKS, faults, text_of, units

Json = dict[str, Any]
TOKEN = "xoxb-1111-2222-test"
STAMP = re.compile(r"\d{10}\.\d{6}")
METHODS = ("chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.history", "conversations.replies")
POSTED = {"channel", "text", "blocks", "thread_ts", "metadata", "unfurl_links", "unfurl_media"}


class Refusal(Exception):
    """Answered with ``ok: false``."""


class Fault:
    """How the next calls go wrong."""

    DOWN = "down"  # 503, nothing taken
    BROKEN = "broken"  # the connection ends without an answer, nothing taken
    TAKEN_500 = "taken_500"  # taken, then 500
    TAKEN_BROKEN = "taken_broken"  # taken, then the connection ends
    FAST = "fast"  # 429 with Retry-After


@dataclass
class FakeSlack:
    """The workspace: its channels, what was posted, and what to do wrong next."""

    messages: list[Json] = field(default_factory=list)
    whispers: list[Json] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    archived: set[str] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    fault: str | None = None
    retry_after_s: int = 1
    token: str = TOKEN
    may_read: bool = True
    port: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)
    _server: ThreadingHTTPServer | None = None
    _count: int = 0

    @property
    def url(self) -> str:
        """The address of the Web API."""
        return f"http://127.0.0.1:{self.port}/api/"

    def start(self) -> FakeSlack:
        """Serve on a free port."""
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def stop(self) -> None:
        """End it."""
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    def in_place(self, channel: str, thread: str | None = None) -> list[Json]:
        """The messages of a channel, or of one of its threads, in order."""
        with self.lock:
            return [m for m in self.messages if m["channel"] == channel and m.get("thread_ts") == thread]

    def next_fault(self) -> str | None:
        """What goes wrong with the call that comes in."""
        with self.lock:
            return self.faults.pop(0) if self.faults else self.fault

    def call(self, method: str, token: str | None, arguments: Json) -> Json:
        """Carry out one call. Raises Refusal."""
        with self.lock:
            self.calls.append(method)
            if token is None:
                raise Refusal("not_authed")
            if token != self.token:
                raise Refusal("invalid_auth")
            if method not in METHODS:
                raise Refusal("unknown_method")
            work: dict[str, Callable[[Json], Json]] = {
                "chat.postMessage": self._post,
                "chat.update": self._update,
                "chat.postEphemeral": self._whisper,
            }
            return work.get(method, self._read)(arguments)

    def _post(self, arguments: Json) -> Json:
        self._check(arguments, POSTED)
        self._count += 1
        stamp = f"{int(time.time())}.{self._count:06d}"
        self.messages.append({**arguments, "ts": stamp, "bot_id": "B1"})
        return {"ok": True, "channel": arguments["channel"], "ts": stamp}

    def _update(self, arguments: Json) -> Json:
        self._check(arguments, {"channel", "ts", "text", "blocks"})
        for message in self.messages:
            if (message["channel"], message["ts"]) == (arguments["channel"], arguments["ts"]):
                message.update(text=arguments.get("text", ""), blocks=arguments.get("blocks", []), edited=True)
                return {"ok": True, "channel": arguments["channel"], "ts": arguments["ts"]}
        raise Refusal("message_not_found")

    def _whisper(self, arguments: Json) -> Json:
        self._check(arguments, {"channel", "user", "text", "blocks", "thread_ts"})
        if not str(arguments.get("user", "")).startswith("U"):
            raise Refusal("user_not_in_channel")
        self.whispers.append(arguments)
        return {"ok": True, "message_ts": "1700000000.000001"}

    def _read(self, arguments: Json) -> Json:
        if not self.may_read:
            raise Refusal("missing_scope")
        thread = arguments.get("ts")
        found = [m for m in self.in_place(arguments["channel"], thread) if m["ts"] >= arguments.get("oldest", "0")]
        if str(arguments.get("include_all_metadata", "0")).lower() not in ("1", "true"):
            found = [{k: v for k, v in m.items() if k != "metadata"} for m in found]
        return {"ok": True, "messages": found[-int(arguments.get("limit", 100)) :], "has_more": False}

    def _check(self, arguments: Json, known: set[str]) -> None:
        channel = arguments.get("channel")
        if not isinstance(channel, str) or not re.fullmatch(r"[CDG][A-Z0-9]{1,20}", channel):
            raise Refusal("channel_not_found")
        if channel in self.archived:
            raise Refusal("is_archived")
        if channel in self.strangers:
            raise Refusal("not_in_channel")
        if not set(arguments) <= known or not STAMP.fullmatch(arguments.get("thread_ts", "1700000000.000001")):
            raise Refusal("invalid_arguments")
        self._check_content(arguments)

    def _check_content(self, arguments: Json) -> None:
        text, blocks = arguments.get("text"), arguments.get("blocks")
        if not text and not blocks:
            raise Refusal("no_text")
        if units(text or "") > 40_000:
            raise Refusal("msg_too_long")
        metadata = arguments.get("metadata")
        if metadata is not None and not (metadata.get("event_type") and isinstance(metadata["event_payload"], dict)):
            raise Refusal("invalid_metadata_format")
        if blocks is None:
            return
        found = faults(blocks)
        if found:
            self.refused += found
            raise Refusal("invalid_blocks")
        if text_of(blocks) > TEXT_OF_BLOCKS:
            raise Refusal("msg_blocks_too_long")


def _handler(slack: FakeSlack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self._serve(lambda: _json_of(self.headers.get("Content-Type", ""), body))

        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            self._serve(lambda: {name: values[0] for name, values in query.items()})

        def _serve(self, arguments: Callable[[], Json]) -> None:
            fault = slack.next_fault()
            if fault == Fault.FAST:
                self._answer(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(slack.retry_after_s)})
            elif fault == Fault.DOWN:
                self._answer(503, {"ok": False, "error": "service_unavailable"})
            elif fault == Fault.BROKEN:
                self.close_connection = True
            else:
                self._carry_out(arguments, fault)

        def _carry_out(self, arguments: Callable[[], Json], fault: str | None) -> None:
            method = urlsplit(self.path).path.removeprefix("/api/")
            token = self.headers.get("Authorization", "").removeprefix("Bearer ") or None
            try:
                result = slack.call(method, token, arguments())
            except Refusal as refusal:
                slack.refused.append(str(refusal))
                result = {"ok": False, "error": str(refusal)}
            if fault == Fault.TAKEN_BROKEN:
                self.close_connection = True
            else:
                self._answer(500 if fault == Fault.TAKEN_500 else 200, result)

        def _answer(self, status: int, content: Json, headers: Json | None = None) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json; charset=utf-8", **(headers or {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


def _json_of(content_type: str, body: bytes) -> Json:
    if content_type.partition(";")[0] != "application/json":
        raise Refusal("invalid_post_type")
    try:
        content = json.loads(body.decode("utf-8"))
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(content, dict):
        raise Refusal("json_not_object")
    return content
