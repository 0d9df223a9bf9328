# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A node that sends its answer byte by byte is waited for no longer than one that is silent, and leaves nothing behind."""

import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from elastic_transport import ConnectionTimeout, NodeConfig, Urllib3HttpNode
from pytest_django import Settings

from search.breaker import breaker
from search.node import TimedNode
from tests.factories import lay_ground, make_stay, make_unit

from .conftest import Indexer
from .faulty import seconds_until, standing_between, trickled

LIMIT, PAUSE, TIMES = 0.4, 0.02, 12
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
BODY = b'{"took": 1, "hits": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]}'
WHOLE = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"".join(b"1\r\n%c\r\n" % sign for sign in BODY) + b"0\r\n\r\n"
ENDLESS = HEAD + b"Connection: close\r\n\r\n" + BODY
ANSWERS = {"with its length": WHOLE, "in chunks": CHUNKED, "until it hangs up": ENDLESS}


class Trickle(threading.Thread):
    """Answers each request on `port` with `quick` signs of `answer` at once and the others one by one."""

    def __init__(self, answer: bytes, quick: int = 0, context: ssl.SSLContext | None = None) -> None:
        super().__init__(daemon=True)
        self.answer, self.quick, self.context = answer, quick, context
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]
        self.hung_up = threading.Event()

    def run(self) -> None:
        while True:
            try:
                plain, _ = self.listening.accept()
            except OSError:
                return
            try:
                with self.context.wrap_socket(plain, server_side=True) if self.context else plain as sock:
                    self.serve(sock)
            except OSError:
                self.hung_up.set()

    def serve(self, sock: socket.socket) -> None:
        while sock.recv(65536):
            sock.sendall(self.answer[: self.quick])
            for sign in self.answer[self.quick :]:
                sock.sendall(bytes([sign]))
                time.sleep(PAUSE)
            if self.answer is ENDLESS:
                return


@contextmanager
def trickling(answer: bytes, quick: int = 0, context: ssl.SSLContext | None = None) -> Iterator[Trickle]:
    found = Trickle(answer, quick, context)
    found.start()
    try:
        yield found
    finally:
        found.listening.shutdown(socket.SHUT_RDWR)
        found.listening.close()
        found.join(20)


def ask(node: Urllib3HttpNode, limit: float) -> bytes:
    return node.perform_request("GET", "/", request_timeout=limit).body


def seconds(work: Callable[[], object]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


@pytest.mark.parametrize("quick", [0, len(HEAD) + 40], ids=["from the first byte", "the head at once"])
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_that_comes_byte_by_byte_is_given_up_in_time(answer: bytes, quick: int) -> None:
    with trickling(answer, quick) as server:
        node = TimedNode(NodeConfig("http", "127.0.0.1", server.port))
        started = time.monotonic()
        with pytest.raises(ConnectionTimeout):
            ask(node, LIMIT)
        assert LIMIT - 0.05 < time.monotonic() - started < LIMIT + 0.3
        assert server.hung_up.wait(5)  # the connection is not kept


def test_the_librarys_own_limit_is_one_for_each_byte() -> None:
    """What makes ours needed; and a quick answer comes through ours as through the library's, on a connection that is kept."""
    with trickling(WHOLE, len(WHOLE) - len(BODY)) as server:
        config = NodeConfig("http", "127.0.0.1", server.port)
        theirs = Urllib3HttpNode(config)
        assert seconds(lambda: ask(theirs, 1.0)) > (len(BODY) - 10) * PAUSE > 1.3
        theirs.close()
        ours = TimedNode(config)
        assert ask(ours, 20) == ask(ours, 20) == BODY
        assert ours.pool.num_connections == 1
        ours.close()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of 127.0.0.1, signed by itself; key and certificate in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "node")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = tmp_path / "node.pem"
    file.write_bytes(key.private_bytes(*plain) + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return file


def test_under_tls_too(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with trickling(WHOLE, len(HEAD), context) as server:
        node = TimedNode(NodeConfig("https", "127.0.0.1", server.port, ca_certs=str(certificate)))
        assert ask(node, 20) == BODY
        started = time.monotonic()
        with pytest.raises(ConnectionTimeout):
            ask(node, LIMIT)
        assert time.monotonic() - started < LIMIT + 0.3
        node.close()


def left_open() -> tuple[int, int]:
    """Threads and sockets of this process."""
    links = []
    for name in os.listdir("/proc/self/fd"):
        try:
            links.append(os.readlink(f"/proc/self/fd/{name}"))
        except FileNotFoundError:
            continue
    return threading.active_count(), sum(link.startswith("socket:") for link in links)


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_guests_get_the_fallbacks_answer_in_time_and_neither_threads_nor_sockets_are_left(
    index: Indexer, settings: Settings, client: Client
) -> None:
    lay_ground()
    make_unit(stay=make_stay(title="Casa Quiete"))
    index()

    def searched() -> tuple[list[str], bool]:
        found = client.get("/api/v1/search?q=casa").json()
        return [hit["title"] for hit in found["results"]], found["degraded"]

    with standing_between(settings.ELASTICSEARCH_URL) as between:
        settings.ELASTICSEARCH_URL = between.url
        assert searched() == (["Casa Quiete"], False)
        before = left_open()
        settings.SEARCH_TIMEOUT_SECONDS = LIMIT
        between.way = trickled(PAUSE, all_slow=True)
        assert searched() == (["Casa Quiete"], True)
        assert breaker._pause > 0  # who comes next does not wait
        asked = between.asked
        assert seconds(searched) < LIMIT
        assert between.asked == asked
        for _ in range(TIMES):
            breaker.reset()
            assert seconds(searched) < LIMIT + 1
        assert between.asked == asked + TIMES
        seconds_until(lambda: all(now <= then for now, then in zip(left_open(), before, strict=True)))
        assert between.written == 1  # only the quick one was heard to its end
