"""A stand-in for the bot: serves the widget as the bot does, and answers what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.pages import ADDRESSES, headers_of
from widget.build import Asset, build

Json = dict[str, Any]
Answer = Callable[[Json], list[Json]]
CHANNEL = "/webhooks/web/"
RECEIPT = "7KQF-M2XW-94TB"
SNIPPET = '<script src="{origin}/widget/hojo-navi.js" defer></script>'
HOST = (
    '<!doctype html><html lang="ja"><head><meta name="viewport" content="width=device-width"><title>町の頁</title>'
    "{head}</head><body><main><h1>町の頁</h1>{body}</main></body></html>"
)


def echo(said: Json) -> list[Json]:
    """Greets, then says again what was said."""
    if "event" in said:
        return [{"text": "こんにちは。"}]
    return [{"text": f"「{said.get('text') or said.get('choice') or said.get('choices')}」ですね。"}]


def host_page(origin: str, head: str = "", body: str = "") -> str:
    """A website's page with the snippet in it."""
    return HOST.format(head=SNIPPET.format(origin=origin) + head, body=body)


class Stage:
    """One conversation at a time. ``answer`` makes the messages; ``received`` keeps what was posted."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.pages: dict[str, str] = {}
        self.assets = {ADDRESSES.get(name, f"/widget/{name}"): asset for name, asset in build().items()}
        self._server = ThreadingHTTPServer((host, 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://{host}:{self._server.server_port}"
        self._lock = threading.Lock()
        self.reset()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def reset(self, answer: Answer = echo) -> None:
        """Forget everything; what is left is a page with the snippet."""
        self.pages = {"/plain": host_page(self.url)}
        self.answer = answer
        self.received: list[Json] = []
        self.history: list[Json] = []
        self.tokens: set[str] = set()
        self.faults: list[int | str] = []
        self.delay_s = 0.0
        self.policy: str | None = None
        self._answered: dict[str, list[Json]] = {}

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def fail(self, *faults: int | str) -> None:
        """Meet the next posts with these: a status, ``drop`` before or ``lose`` after the message was taken."""
        self.faults = list(faults)

    def add(self, sender: str, messages: Iterable[Json]) -> None:
        """Add to the history."""
        for message in messages:
            at = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
            self.history.append({"id": f"m{len(self.history) + 1}", "at": at, "from": sender, "message": message})

    def post(self, said: Json) -> list[Json]:
        """The answer; the same one to the same ``client_message_id``."""
        with self._lock:
            self.received.append(said)
            key = said["client_message_id"]
            if key not in self._answered:
                messages = self.answer(said)
                if "event" not in said:
                    self.add("user", [{"text": said.get("text") or self._titles(said)}])
                self.add("bot", messages)
                self._answered[key] = messages
            return self._answered[key]

    def _titles(self, said: Json) -> str:
        wanted = said.get("choices") or [said["choice"]]
        offered = [button for entry in self.history for button in entry["message"].get("buttons", [])]
        return "、".join(next(b["title"] for b in reversed(offered) if b["choice"] == choice) for choice in wanted)


def _handler(stage: Stage) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        pass

    Handler.stage = stage
    return Handler


class _Handler(BaseHTTPRequestHandler):
    stage: Stage
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == f"{CHANNEL}history":
            return self._history()
        if path == f"{CHANNEL}export":
            return self._export()
        if path in self.stage.assets:
            return self._asset(self.stage.assets[path])
        if path in self.stage.pages:
            policy = {"Content-Security-Policy": self.stage.policy} if self.stage.policy else {}
            return self._send(
                200, self.stage.pages[path].encode(), {"Content-Type": "text/html; charset=utf-8", **policy}
            )
        return self._json(404, {"error": "not_found", "message": "ありません。"})

    def do_DELETE(self) -> None:
        if not self._known():
            return
        self.stage.tokens.discard(self._token())
        self.stage.history.clear()
        self._send(204, b"", {"Erasure-Receipt": RECEIPT})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == f"{CHANNEL}session":
            token = f"token{time.monotonic_ns()}"
            self.stage.tokens.add(token)
            return self._json(201, {"token": token, "expires_in": 3600})
        if not self._known():
            return None
        return self._message(json.loads(body))

    def _message(self, said: Json) -> None:
        fault = self.stage.faults.pop(0) if self.stage.faults else None
        if fault == "drop":
            return self._hang_up()
        if isinstance(fault, int):
            code = {429: "rate_limited", 503: "unavailable", 400: "malformed", 413: "text_too_long"}[fault]
            return self._json(fault, {"error": code, "message": "今は受け取れません。"}, {"Retry-After": "1"})
        time.sleep(self.stage.delay_s)
        messages = self.stage.post(said)
        if fault == "lose":
            return self._hang_up()
        return self._json(200, {"messages": messages})

    def _history(self) -> None:
        if self._known():
            after = int(self.path.partition("after=m")[2] or 0)
            self._json(200, {"messages": self.stage.history[after:]})

    def _export(self) -> None:
        if self._known():
            self._json(200, {"messages": self.stage.history})

    def _token(self) -> str:
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def _known(self) -> bool:
        if self._token() in self.stage.tokens:
            return True
        self._json(401, {"error": "unauthorized", "message": "期限が切れています。"})
        return False

    def _hang_up(self) -> None:
        # After the first bytes: a connection that ends before, the browser itself tries again.
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\nContent-Type: application/json\r\n\r\n{")
        self.close_connection = True
        self.connection.close()

    def _asset(self, asset: Asset) -> None:
        self._send(200, asset.content, {"Content-Type": asset.content_type, **headers_of(asset)})

    def _json(self, status: int, content: Json, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(content, ensure_ascii=False).encode()
        self._send(status, body, {"Content-Type": "application/json; charset=utf-8", **(headers or {})})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
