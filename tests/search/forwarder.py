# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A process between us and Elasticsearch, to be paused, killed and started again without harm to other tests.

`python -m tests.search.forwarder PORT HOST:PORT` hands every connection to 127.0.0.1:PORT on to the other address.
"""

import contextlib
import socket
import socketserver
import sys
import threading


def pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def serve(port: int, host: str, target_port: int) -> None:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection((host, target_port)) as target:
                back = threading.Thread(target=pump, args=(target, self.request), daemon=True)
                back.start()
                pump(self.request, target)
                back.join()

    with Server(("127.0.0.1", port), Handler) as server:
        server.serve_forever()


if __name__ == "__main__":
    host, _, target = sys.argv[2].rpartition(":")
    serve(int(sys.argv[1]), host, int(target))
