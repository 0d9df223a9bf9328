# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Asks the web server of this machine whether it is ready: `python -m marketplace.runtime.health`, for container health checks."""

import http.client
import os
import sys
from urllib.parse import urlsplit


def is_ready(port: int, host: str) -> bool:
    """True when /health/ready answers 200. `host` is sent as Host header, since the site answers to its own name only."""
    return _ask(port, host, "/health/ready") is not None


def is_warm(port: int, host: str) -> bool:
    """True when a search is answered by Elasticsearch within its time limit: a Java just started is slow with its first ones."""
    return b'"degraded": false' in (_ask(port, host, "/api/v1/search?q=mulino&lang=it") or b"")


def _ask(port: int, host: str, path: str) -> bytes | None:
    """The body of a 200; else None."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        return answer.read() if answer.status == http.HTTPStatus.OK else None
    except OSError:
        return None
    finally:
        connection.close()


if __name__ == "__main__":
    _address, _, port = os.environ.get("WEB_BIND", "127.0.0.1:8000").rpartition(":")
    sys.exit(not is_ready(int(port), urlsplit(os.environ.get("SITE_URL", "")).netloc or "127.0.0.1"))
