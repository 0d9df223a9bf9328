# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Elasticsearch nodes of our own, to be paused and killed, alone or as a cluster of three.

`python -m tests.search.nodes -- pytest tests/search/test_totals.py` runs a command on such a cluster, with two replicas.
"""

import os
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from marketplace.runtime.elasticsearch import EmbeddedElasticsearch
from marketplace.runtime.processes import signal_group
from marketplace.runtime.state import free_port

PATIENCE = 300.0  # seconds for a start on a busy machine


class Node(EmbeddedElasticsearch):
    """A node that may be hurt. Its port and its data stay."""

    def begin(self) -> "Node":
        self.start(patience=PATIENCE)
        return self

    def hurt(self, number: signal.Signals) -> None:
        assert self.child is not None
        assert self.child.process is not None
        assert signal_group(self.child.process.pid, number)
        if number == signal.SIGKILL:
            self.child.process.wait()

    def end(self) -> None:
        if self.child is not None and self.child.process is not None:
            signal_group(self.child.process.pid, signal.SIGKILL)
        self.stop()


def settings_of(folder: Path, count: int) -> list[Node]:
    ports = [free_port() for _ in range(count)]
    names = [f"node-{number}" for number in range(count)]
    return [
        Node(
            folder / name,
            heap_megabytes=256,
            settings={
                "node.name": name,
                "transport.port": port,
                "discovery.seed_hosts": [f"127.0.0.1:{other}" for other in ports],
                "cluster.initial_master_nodes": names,
            },
        )
        for name, port in zip(names, ports, strict=True)
    ]


@contextmanager
def running(nodes: list[Node]) -> Iterator[list[Node]]:
    """All of them, until the end, whatever happens."""
    try:
        for node in nodes:
            node.folder.mkdir(parents=True, exist_ok=True)
            node.reserve_port()
        with ThreadPoolExecutor(len(nodes)) as pool:
            list(pool.map(Node.begin, nodes))
        yield nodes
    finally:
        for node in nodes:
            node.end()


@contextmanager
def three_nodes(folder: Path) -> Iterator[list[Node]]:
    """A cluster on 127.0.0.1, 256 MB of heap each."""
    with running(settings_of(folder, 3)) as nodes:
        wait_for(nodes[0].url, "wait_for_nodes=3")
        yield nodes


@contextmanager
def one_node(folder: Path) -> Iterator[Node]:
    with running([Node(folder, heap_megabytes=256)]) as nodes:
        yield nodes[0]


def wait_for(url: str, state: str) -> None:
    """Until the cluster is so; raises HTTPError after two minutes."""
    with urllib.request.urlopen(f"{url}/_cluster/health?{state}&timeout=120s", timeout=150) as answer:
        answer.read()


def addresses(nodes: list[Node]) -> str:
    return ",".join(node.url for node in nodes)


if __name__ == "__main__":
    command = [word for word in sys.argv[1:] if word != "--"]
    with tempfile.TemporaryDirectory(prefix="three-nodes-") as folder, three_nodes(Path(folder)) as cluster:
        environment = {**os.environ, "ELASTICSEARCH_URL": addresses(cluster), "SEARCH_REPLICAS": "1-2"}
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)
