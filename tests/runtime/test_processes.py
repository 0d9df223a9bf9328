# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whatever happens to the demo, no process of it stays behind, and nobody else's process is touched."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from marketplace.runtime.processes import Child, boot_id, born
from marketplace.runtime.supervisor import Supervisor

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
PARENT = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); time.sleep(60)"


def child(folder: Path, code: str, *, grace: float = 5.0) -> Child:
    return Child("child", [sys.executable, "-c", code, str(folder)], folder, str(folder), grace=grace)


def eventually(holds: Callable[[], object], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold"
        time.sleep(0.05)


def living(group: int) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def test_stopping_ends_the_process_and_those_it_started(tmp_path: Path) -> None:
    one = child(tmp_path, PARENT)
    one.start()
    assert one.process is not None
    group = one.process.pid
    eventually(lambda: len(living(group)) == 2)

    one.stop()

    assert living(group) == []
    assert not one.pid_file.exists()


def test_a_process_deaf_to_the_signal_is_killed_after_its_grace(tmp_path: Path) -> None:
    one = child(tmp_path, STUBBORN, grace=0.5)
    one.start()
    eventually(lambda: "deaf" in one.last_words())

    one.stop()

    assert one.process is not None
    assert one.process.returncode == -signal.SIGKILL


@pytest.fixture
def orphan(tmp_path: Path) -> int:
    """A process whose owner was killed hard."""
    owner = f"""
        import sys, time
        from pathlib import Path
        from marketplace.runtime.processes import Child
        folder = Path({str(tmp_path)!r})
        Child("child", [sys.executable, "-c", "import time; time.sleep(60)", str(folder)], folder, str(folder)).start()
        print("started", flush=True)
        time.sleep(60)
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(owner)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        process.kill()
    pid: int = json.loads((tmp_path / "run" / "child.pid").read_text())["pid"]
    assert psutil.pid_exists(pid)
    return pid


def test_the_next_start_ends_what_a_killed_run_left(orphan: int, tmp_path: Path) -> None:
    fresh = child(tmp_path, "import time; time.sleep(60)")
    fresh.start()
    try:
        assert not psutil.pid_exists(orphan)
        assert fresh.alive()
    finally:
        fresh.stop()


@pytest.mark.parametrize("changed", [{"born": 1.0}, {"boot": "another boot"}, {"marker": "some other program"}])
def test_a_process_that_only_has_the_old_number_is_left_alone(tmp_path: Path, changed: dict[str, object]) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", str(tmp_path)], start_new_session=True) as stranger:
        try:
            # The kernel closes the pipe that Popen waits for a moment before it shows the new command line.
            eventually(lambda: str(tmp_path) in " ".join(psutil.Process(stranger.pid).cmdline()))
            facts = {"pid": stranger.pid, "born": born(stranger.pid), "boot": boot_id(), "marker": str(tmp_path)}
            one = child(tmp_path, "pass")
            one.pid_file.parent.mkdir()
            one.pid_file.write_text(json.dumps(facts | changed))

            assert not one.end_leftover()
            assert stranger.poll() is None

            one.pid_file.write_text(json.dumps(facts))  # the control: with all facts right it is ours
            assert one.end_leftover()
        finally:
            stranger.kill()


def test_a_process_that_dies_is_restarted_and_it_is_said_once(tmp_path: Path) -> None:
    said: list[str] = []
    with Supervisor(tell=said.append) as supervisor:
        one = child(tmp_path, "import time; time.sleep(60)")
        supervisor.start(one)
        assert one.process is not None
        first = one.process.pid
        one.process.kill()
        one.process.wait()

        def restarted() -> bool:
            supervisor.check()
            return one.alive() and one.process is not None and one.process.pid != first

        eventually(restarted)

    assert [line.split(" (")[0] for line in said] == ["child ended", "child was restarted."]
    assert not one.alive()


def test_one_that_dies_again_and_again_is_given_ever_more_time(tmp_path: Path) -> None:
    said: list[str] = []
    with Supervisor(tell=said.append) as supervisor:
        supervisor.start(child(tmp_path, "raise SystemExit(3)"))

        def died_twice() -> bool:
            supervisor.check()
            return len([line for line in said if "ended" in line]) == 2

        eventually(died_twice)

    assert [line.split(". Its")[0] for line in said if "ended" in line] == [
        "child ended (code 3); restart in 1 s",
        "child ended (code 3); restart in 2 s",
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_the_supervisor_ends_its_children(tmp_path: Path, number: signal.Signals) -> None:
    program = f"""
        import sys
        from pathlib import Path
        from marketplace.runtime.processes import Child
        from marketplace.runtime.supervisor import Supervisor, interruptible
        folder = Path({str(tmp_path)!r})
        with interruptible(), Supervisor() as supervisor:
            for name in ("one", "two"):
                supervisor.start(Child(name, [sys.executable, "-c", "import time; time.sleep(60)", name], folder, name))
            print("started", flush=True)
            supervisor.watch()
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        pids = [json.loads((tmp_path / "run" / f"{name}.pid").read_text())["pid"] for name in ("one", "two")]
        process.send_signal(number)
        assert process.wait(15) == 128 + number
    assert not any(map(psutil.pid_exists, pids))
