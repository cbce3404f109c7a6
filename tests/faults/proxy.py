"""A way to a server that breaks at the worst moment."""

from __future__ import annotations

import select
import socket
import threading
from urllib.parse import urlsplit, urlunsplit

from tests.bot.server import free_port


class Proxy:
    """Passes bytes on to a server.

    ``cut_after``: once a client has sent these bytes, they are passed on, and then the connection is closed before the
    client can read the answer; it happens once. With ``mute`` nothing is passed on, as if the network swallowed it.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._server = (parts.hostname or "127.0.0.1", parts.port or 5432)
        self.port = free_port()
        netloc = parts.netloc.replace(f"{parts.hostname}:{parts.port}", f"127.0.0.1:{self.port}")
        self.address = urlunsplit(parts._replace(netloc=netloc))
        self.cut_after: bytes | None = None
        self.cuts = 0
        self.mute = False
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.create_connection(self._server) as server:
            while True:
                readable, _, _ = select.select([client, server], [], [])
                for source in readable:
                    data = source.recv(65536)
                    if not data:
                        return
                    if self.mute:
                        continue
                    (server if source is client else client).sendall(data)
                    if source is client and self._is_to_be_cut(data):
                        # The server has answered by now; nobody hears it.
                        server.recv(65536)
                        return

    def _is_to_be_cut(self, data: bytes) -> bool:
        if self.cut_after is None or self.cut_after not in data:
            return False
        self.cut_after = None
        self.cuts += 1
        return True
