# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Somebody between us and Elasticsearch who hands requests on, or answers as broken clusters, proxies and strangers do."""

import contextlib
import http.client
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import urlsplit

JSON = "application/vnd.elasticsearch+json;compatible-with=8"
HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"


class Said(NamedTuple):
    """An answer: `length` other than that of the body cuts it off; `ours`: with the header that says who it is; `pause`: seconds after
    each byte, of the head too with `all_slow`."""

    status: int = 200
    body: bytes = b""
    kind: str | None = JSON
    ours: bool = True
    length: int | None = None
    pause: float = 0.0
    all_slow: bool = False


Way = Callable[["Between", Callable[[], Said]], Said | None]


def says(status: int = 200, body: Any = b"", **more: Any) -> Way:
    """Always the same answer."""
    sent = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return lambda between, real: Said(status, sent, **more)


def later(seconds: float) -> Way:
    """The right answer, too late."""

    def wait(between: "Between", real: Callable[[], Said]) -> Said:
        between.stopped.wait(seconds)
        return real()

    return wait


def trickled(pause: float, *, all_slow: bool = False) -> Way:
    """The right answer, so slowly that no silence is long."""
    return lambda between, real: real()._replace(pause=pause, all_slow=all_slow)


def changed(change: Callable[[dict[str, Any]], Any]) -> Way:
    """The right answer with something else in it: of each question where there are several."""

    def alter(between: "Between", real: Callable[[], Said]) -> Said:
        said = real()
        answer = json.loads(said.body)
        for one in answer.get("responses", [answer]):
            change(one)
        return said._replace(body=json.dumps(answer).encode())

    return alter


def hung_up(between: "Between", real: Callable[[], Said]) -> None:
    """No answer: the connection ends."""


def cut_short(between: "Between", real: Callable[[], Said]) -> Said:
    """Half of what was announced."""
    said = real()
    return said._replace(body=said.body[: len(said.body) // 2], length=len(said.body))


def half(between: "Between", real: Callable[[], Said]) -> Said:
    """Half of the JSON, and nothing says that more was to come."""
    said = real()
    return said._replace(body=said.body[: len(said.body) // 2])


class Between(ThreadingHTTPServer):
    """Hands on to `target` unless it goes `way`; counts what it was asked."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.target, self.asked, self.written = urlsplit(target), 0, 0
        self.way: Way | None = None
        self.stopped = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked has hung up: that is what is tested."""


class Dripping(io.BufferedIOBase):
    """Writes byte by byte."""

    def __init__(self, target: Any, pause: float, stopped: threading.Event) -> None:
        self.target, self.pause, self.stopped = target, pause, stopped

    def write(self, data: Any) -> int:
        for sign in bytes(data):
            self.target.write(bytes([sign]))
            if self.stopped.wait(self.pause):
                raise BrokenPipeError
        return len(data)


class Handler(BaseHTTPRequestHandler):
    server: Between
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        between = self.server
        between.asked += 1
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        said = between.way(between, lambda: self.ask(body)) if between.way else self.ask(body)
        if said is None:
            self.close_connection = True
            return
        if said.all_slow:
            self.wfile = Dripping(self.wfile, said.pause, between.stopped)
        self.send_response(said.status)
        if said.kind is not None:
            self.send_header("Content-Type", said.kind)
        if said.ours:
            self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(said.body) if said.length is None else said.length))
        self.end_headers()
        if said.pause and not said.all_slow:
            self.wfile = Dripping(self.wfile, said.pause, between.stopped)
        self.wfile.write(said.body)
        between.written += 1
        self.close_connection = said.length is not None

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer  # noqa: N815 - the library's names

    def ask(self, body: bytes) -> Said:
        target = self.server.target
        real = http.client.HTTPConnection(str(target.hostname), target.port, timeout=30)
        with contextlib.closing(real):
            headers = {name: self.headers[name] for name in ("Content-Type", "Accept") if name in self.headers}
            real.request(self.command, self.path, body, headers)
            answer = real.getresponse()
            return Said(answer.status, answer.read(), answer.headers["Content-Type"])

    def log_message(self, format: str, *args: Any) -> None:
        """Tests say what matters themselves."""


@contextmanager
def standing_between(target: str) -> Iterator[Between]:
    between = Between(target)
    thread = threading.Thread(target=between.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield between
    finally:
        between.stopped.set()
        between.shutdown()
        between.server_close()
        thread.join(10)


def seconds_until(condition: Callable[[], bool], patience: float = 30.0) -> float:
    started = time.monotonic()
    while not condition():
        assert time.monotonic() < started + patience, "it never came"
        time.sleep(0.02)
    return time.monotonic() - started
