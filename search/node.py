# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A time limit for the whole of an answer, from the first byte sent to the last received.

The client's own limit is one for each silence: a node that sends a byte now and then is waited for without end. Here each look at the
socket may last only what is left of the time. Who is too late loses the connection; no thread is needed for it.
"""

import http.client
import io
import socket
import time
from typing import Any

import urllib3
from elastic_transport import Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT


class _Timed(io.RawIOBase):
    """What a socket receives until then (time.monotonic). Raises TimeoutError after it."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock, self._until = sock, until
        self._received = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer goes on after its time")
        self._sock.settimeout(left)
        return self._received.readinto(buffer)

    def close(self) -> None:
        self._received.close()
        super().close()


class _Limited:
    """As much of a socket as an HTTP answer wants: a file to read, here one that ends in time."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock, self._until = sock, until

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Timed(self._sock, self._until))


def _answer_in_time(sock: socket.socket, *args: Any, **kwargs: Any) -> http.client.HTTPResponse:
    """An answer that is over when the time is that the socket has been given to receive it."""
    limit = sock.gettimeout()
    received: Any = sock if limit is None else _Limited(sock, time.monotonic() + limit)
    return http.client.HTTPResponse(received, *args, **kwargs)


class TimedNode(Urllib3HttpNode):
    """A node whose `request_timeout`, in seconds, is one for connecting, sending and receiving together."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        plain: Any = self.pool.ConnectionCls
        self.pool.ConnectionCls = type(plain.__name__, (plain,), {"response_class": staticmethod(_answer_in_time)})

    def perform_request(
        self, method: str, target: str, body: bytes | None = None, headers: Any = None, request_timeout: Any = DEFAULT
    ) -> Any:
        """As the library's; raises ConnectionTimeout when the answer is not there as a whole in time."""
        limit: Any = urllib3.Timeout(total=request_timeout) if isinstance(request_timeout, (int, float)) else request_timeout
        return super().perform_request(method, target, body, headers, limit)
