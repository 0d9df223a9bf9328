# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sandbox over HTTP: a thread per connection, for the demo and for tests in a browser."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .core import Sandbox
from .faults import NoAnswer

MAX_BODY = 1_000_000  # bytes


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "StripeSandbox"
    sys_version = ""
    timeout = 65
    sandbox: Sandbox

    def _answer(self) -> None:
        length = self.headers.get("Content-Length") or "0"
        if not length.isdecimal() or int(length) > MAX_BODY:
            self.close_connection = True
            self.send_error(413 if length.isdecimal() else 400)
            return
        body = self.rfile.read(int(length))
        try:
            status, headers, content = self.sandbox.handle(self.command, self.path, dict(self.headers), body)
        except NoAnswer:
            self.close_connection = True
            return
        except Exception:
            self.log_error("fault while answering %s %s", self.command, self.path)
            self.close_connection = True
            self.send_error(500)
            raise
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_DELETE = do_HEAD = _answer  # noqa: N815 - the library's names

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: the calls are in the state, and may hold personal data."""


class Server:
    """A listening sandbox with its delivery thread."""

    def __init__(self, sandbox: Sandbox, host: str, port: int) -> None:
        handler = type("Handler", (_Handler,), {"sandbox": sandbox, "wbufsize": -1, "disable_nagle_algorithm": True})
        self.http = ThreadingHTTPServer((host, port), handler)
        self.http.daemon_threads = True
        self.sandbox = sandbox
        self._stop = threading.Event()
        self._delivery = threading.Thread(target=sandbox.outbox.run, args=(self._stop,), daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on (useful when 0 was asked for)."""
        return int(self.http.server_address[1])

    def serve(self) -> None:
        """Answer until `stop` is called from another thread."""
        self._delivery.start()
        try:
            self.http.serve_forever(poll_interval=0.2)
        finally:
            self._stop.set()
            self.sandbox.outbox.wake()
            self.http.server_close()
            self.sandbox.close()

    def stop(self) -> None:
        """End `serve`."""
        self.http.shutdown()
