# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""One child process: started in a session of its own, written to a pid file, stopped gently, then firmly."""

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
NO_SIGNAL = 0
TOLERANCE = 1.0  # seconds between two readings of a process' birth


def unprivileged() -> list[str]:
    """What to put before a command that refuses to run as root: a user namespace in which root appears as user 1000.

    Files stay root's, so nothing needs another owner. Empty when we are not root.
    """
    return ["unshare", "--user", "--map-user=1000"] if os.geteuid() == 0 else []


@dataclass
class Child:
    """A supervised command. `marker` is a piece of its command line that no foreign process has."""

    name: str
    command: Sequence[str]
    folder: Path
    marker: str
    environment: Mapping[str, str] = field(default_factory=dict)
    working_folder: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 10.0
    is_server: bool = False  # others depend on it, so that it is ended last
    shown: bool = False  # its output goes to our terminal, not to the log
    process: subprocess.Popen[bytes] | None = None

    @property
    def pid_file(self) -> Path:
        return self.folder / "run" / f"{self.name}.pid"

    @property
    def log_file(self) -> Path:
        return self.folder / "log" / f"{self.name}.log"

    def start(self) -> None:
        """Ends what an earlier run left behind, then starts the command with its output in the log file."""
        self.end_leftover()
        for path in (self.pid_file, self.log_file):
            path.parent.mkdir(parents=True, exist_ok=True)
        if self.log_file.exists() and self.log_file.stat().st_size > 10_000_000:
            self.log_file.replace(self.log_file.with_suffix(".old.log"))
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=None if self.shown else log,
                stderr=None if self.shown else subprocess.STDOUT,
                cwd=self.working_folder,
                env={**os.environ, **self.environment},
                start_new_session=True,
            )
        self._write_pid_file(self.process.pid)

    def _write_pid_file(self, pid: int) -> None:
        with contextlib.suppress(psutil.NoSuchProcess):
            facts = {"pid": pid, "born": born(pid), "boot": boot_id(), "marker": self.marker}
            self.pid_file.write_text(json.dumps(facts), encoding="utf-8")

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Asks the command's whole group to end, waits up to `grace` seconds, then kills what is left of it."""
        if self.process is None:
            return
        deadline = time.monotonic() + self.grace
        signal_now: int = self.stop_signal
        while signal_group(self.process.pid, signal_now):
            self.process.poll()  # reaps the leader, which would else stay in its group as a zombie
            late = time.monotonic() > deadline
            signal_now = signal.SIGKILL if late else NO_SIGNAL
            time.sleep(0.05)
        self.process.wait()
        self.pid_file.unlink(missing_ok=True)

    def end_leftover(self) -> bool:
        """Ends the process group that the pid file of a killed run names, if still ours. True if there was one."""
        try:
            facts = json.loads(self.pid_file.read_text(encoding="utf-8"))
            group, birth, boot, marker = facts["pid"], facts["born"], facts["boot"], facts["marker"]
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return False
        ours = leftovers(group, birth, marker) if boot == boot_id() else []
        for process in ours:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(self.stop_signal if process.pid == group else signal.SIGTERM)
        _gone, alive = psutil.wait_procs(ours, timeout=self.grace)
        for process in alive:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(alive, timeout=5)
        self.pid_file.unlink(missing_ok=True)
        return bool(ours)

    def last_words(self, lines: int = 12) -> str:
        """The end of the log, for a person who wants to know why it died."""
        try:
            text = self.log_file.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""
        return "\n".join(text.splitlines()[-lines:])


def boot_id() -> str:
    """Differs after every boot, so that an old pid is never mistaken; empty where the kernel has none."""
    try:
        return BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def born(pid: int) -> float:
    """When a process was born, in seconds since boot where the kernel tells: clock time would move when the clock is set."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return psutil.Process(pid).create_time()
    return int(facts.rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")


def leftovers(group: int, birth: float, marker: str) -> list[psutil.Process]:
    """The living processes of a group we once started: none if its leader is by now somebody else's process."""
    with contextlib.suppress(psutil.Error):
        leader = psutil.Process(group)
        same = abs(born(group) - birth) <= TOLERANCE and marker in " ".join(leader.cmdline())
        if not same and leader.status() != psutil.STATUS_ZOMBIE:
            return []
    found = []
    for pid in psutil.pids():  # process_iter would remember numbers that are by now another's
        with contextlib.suppress(psutil.Error, ProcessLookupError, PermissionError):
            if os.getpgid(pid) == group and born(pid) >= birth - TOLERANCE:
                found.append(psutil.Process(pid))
    return found


def signal_group(group: int, number: int) -> bool:
    """Sends a signal (0: only looks) to a process group; False when nobody is left in it."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True
