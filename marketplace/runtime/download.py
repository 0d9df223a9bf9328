# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Fetching a pinned artifact: nothing is used before its SHA-256 is the one written in this repository.

MARKETPLACE_MAVEN_MIRROR names another place to fetch from; the check is the same.
"""

import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from marketplace.runtime.progress import download_bar, say


class DownloadRefused(Exception):
    """The artifact could not be had, or is not the one we pinned."""


@dataclass(frozen=True)
class Pinned:
    """A Maven artifact (group:artifact:packaging:version) with its size in bytes and its SHA-256."""

    coordinates: str
    filename: str
    size: int
    sha256: str


ELASTICSEARCH = Pinned(
    coordinates="org.elasticsearch.distribution.integ-test-zip:elasticsearch:zip:8.17.10",
    filename="elasticsearch-8.17.10.zip",
    size=91_712_283,
    sha256="7fa7e5e0384b6edd4bc77f67b35adfb6b058973234acae2adaeb37a98b363e77",
)
ECLIPSE_COMPILER = Pinned(
    coordinates="org.eclipse.jdt:ecj:jar:3.43.0",
    filename="ecj-3.43.0.jar",
    size=3_329_190,
    sha256="c786468c65e906498e7e36ece4e0d04c6d3dd34c9a61b34a3a5b512801911a82",
)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch(artifact: Pinned, folder: Path, unwanted: threading.Event | None = None) -> Path:
    """The verified file of `artifact` in `folder`; downloaded only if it is not there yet. Raises DownloadRefused, also when `unwanted` is set meanwhile."""
    target = folder / artifact.filename
    if target.exists() and sha256_of(target) == artifact.sha256:
        return target
    folder.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(target.suffix + ".part")
    try:
        _download(artifact, partial, unwanted or threading.Event())
        found = sha256_of(partial)
        if found != artifact.sha256:
            raise DownloadRefused(f"{artifact.filename}: SHA-256 is {found}, expected {artifact.sha256}")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def _download(artifact: Pinned, partial: Path, unwanted: threading.Event) -> None:
    from maven_artifact import Artifact, Downloader, RequestException  # imported late: it costs 0.2 s on every start

    say(f"… downloading {artifact.filename} ({artifact.size / 1_000_000:.0f} MB)")
    mirror = os.environ.get("MARKETPLACE_MAVEN_MIRROR", "")
    downloader = Downloader(base=mirror) if mirror else Downloader()

    def refuse(url: str, cause: Exception) -> None:
        raise DownloadRefused(f"{artifact.filename} cannot be downloaded: {type(cause).__name__}")

    try:
        url = downloader.resolver.uri_for_artifact(Artifact.parse(artifact.coordinates))
        answer = downloader.requestor.request(url, refuse, stream=True, timeout=60)
        with answer, partial.open("wb") as file, download_bar() as bar:
            task = bar.add_task(artifact.filename, total=artifact.size)
            for chunk in answer.iter_content(chunk_size=1 << 18):
                if unwanted.is_set():
                    raise DownloadRefused(f"{artifact.filename} is no longer wanted")
                file.write(chunk)
                bar.update(task, advance=len(chunk))
    except (RequestException, OSError) as cause:
        raise DownloadRefused(f"{artifact.filename} cannot be downloaded: {type(cause).__name__}") from cause
