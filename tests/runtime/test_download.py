# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Nothing that we did not pin is ever used."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from marketplace.runtime.download import DownloadRefused, Pinned, fetch

CONTENT = b"the artifact as it was when we pinned it"
PINNED = Pinned("org.example:thing:zip:1.0", "thing-1.0.zip", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


class Mirror(BaseHTTPRequestHandler):
    served = CONTENT

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.served)))
        self.end_headers()
        self.wfile.write(self.served)

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Mirror]]:
    handler = type("OneMirror", (Mirror,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    monkeypatch.setenv("MARKETPLACE_MAVEN_MIRROR", f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield handler
    server.shutdown()
    server.server_close()


def test_the_pinned_file_is_taken_and_needs_no_network_again(mirror: type[Mirror], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fetch(PINNED, tmp_path).read_bytes() == CONTENT

    monkeypatch.setenv("MARKETPLACE_MAVEN_MIRROR", "http://127.0.0.1:9")
    assert fetch(PINNED, tmp_path).read_bytes() == CONTENT


def test_another_file_under_the_same_name_is_refused_and_not_kept(mirror: type[Mirror], tmp_path: Path) -> None:
    mirror.served = CONTENT.replace(b"pinned", b"forged")

    with pytest.raises(DownloadRefused, match="SHA-256"):
        fetch(PINNED, tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_file_damaged_on_our_disk_is_fetched_anew(mirror: type[Mirror], tmp_path: Path) -> None:
    (tmp_path / PINNED.filename).write_bytes(CONTENT[:10])

    assert fetch(PINNED, tmp_path).read_bytes() == CONTENT


def test_without_network_it_says_which_file_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARKETPLACE_MAVEN_MIRROR", "http://127.0.0.1:9")

    with pytest.raises(DownloadRefused, match=r"thing-1\.0\.zip cannot be downloaded"):
        fetch(PINNED, tmp_path)


def test_a_download_no_longer_wanted_ends(mirror: type[Mirror], tmp_path: Path) -> None:
    unwanted = threading.Event()
    unwanted.set()

    with pytest.raises(DownloadRefused, match="no longer wanted"):
        fetch(PINNED, tmp_path, unwanted)
