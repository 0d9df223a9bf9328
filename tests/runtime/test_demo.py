# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The demo comes up with what it can have, one at a time, and does no step twice."""

import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

from marketplace.runtime import demo, demo_steps
from marketplace.runtime.demo_lock import only_one_demo
from marketplace.runtime.demo_processes import sandbox, web, worker
from marketplace.runtime.demo_settings import Demo
from marketplace.runtime.elasticsearch import EmbeddedElasticsearch
from marketplace.runtime.fingerprints import Finished, fingerprint
from marketplace.runtime.state import State
from marketplace.runtime.supervisor import Supervisor


def test_without_elasticsearch_it_says_so_once_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MARKETPLACE_LOCAL", str(tmp_path))
    monkeypatch.setenv("MARKETPLACE_MAVEN_MIRROR", "http://127.0.0.1:9")

    with Supervisor() as supervisor:
        assert demo.start_elasticsearch(EmbeddedElasticsearch(tmp_path / "demo"), supervisor) == ""

    said = capsys.readouterr().out
    assert said.count("Elasticsearch cannot be had, so the search runs on PostgreSQL") == 1
    assert "elasticsearch-8.17.10.zip cannot be downloaded" in said


HOLDER = """
    import sys, time
    from pathlib import Path
    from marketplace.runtime.demo_lock import only_one_demo
    with only_one_demo(Path(sys.argv[1])):
        print("held", flush=True)
        time.sleep(60)
"""


def test_a_second_demo_in_the_same_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(SystemExit), only_one_demo(tmp_path):
            pytest.fail("two demos at once")
        assert first.poll() is None
        first.kill()

    assert f"The demo runs already (process {first.pid})" in capsys.readouterr().out


def test_a_demo_whose_terminal_was_killed_is_replaced(tmp_path: Path) -> None:
    shell = [sys.executable, "-c", "import subprocess, sys; subprocess.Popen(sys.argv[1:]).wait()"]
    with subprocess.Popen([*shell, sys.executable, "-c", textwrap.dedent(HOLDER), str(tmp_path)], stdout=subprocess.PIPE) as terminal:
        assert terminal.stdout is not None
        assert terminal.stdout.readline() == b"held\n"
        (orphan,) = psutil.Process(terminal.pid).children()
        terminal.kill()

    with only_one_demo(tmp_path):
        assert not orphan.is_running() or orphan.status() == psutil.STATUS_ZOMBIE


def test_the_processes_know_each_other_and_share_secrets_that_stay(tmp_path: Path) -> None:
    first, second = Demo(tmp_path, port=8123), Demo(tmp_path, port=8124)
    first.choose_sandbox_port()

    environment = first.environment()

    assert environment["STRIPE_API_BASE"] == f"http://127.0.0.1:{first.sandbox_port}"
    assert "http://127.0.0.1:8123/webhooks/stripe/" in sandbox(first).command
    assert environment["SECRET_KEY"] == second.environment()["SECRET_KEY"]
    assert len({environment[name] for name in ("SECRET_KEY", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET")}) == 3
    for child in (web(first), worker(first), sandbox(first)):
        assert child.marker in " ".join(child.command)
        assert not any(secret in " ".join(child.command) for secret in (environment["SECRET_KEY"], environment["STRIPE_SECRET_KEY"]))


def test_with_keys_of_stripe_in_the_environment_the_sandbox_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRIPE_SECRET_KEY", "sk_test_of_the_consortium")

    assert Demo(tmp_path, port=8123).uses_stripe
    assert "STRIPE_API_BASE" not in Demo(tmp_path, port=8123).environment()


def test_a_finished_step_is_due_again_when_its_inputs_change_or_its_database_is_gone(tmp_path: Path) -> None:
    finished = Finished(State(tmp_path))
    finished.record("migrate", "inputs of today")

    assert finished.is_current("migrate", "inputs of today")
    assert not finished.is_current("migrate", "inputs of tomorrow")

    demo_steps.forget_database(Demo(tmp_path, port=8123))
    assert not finished.is_current("migrate", "inputs of today")


def test_a_fingerprint_follows_what_a_file_says_and_not_when_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "0001_initial.py"
    file.write_text("one")
    before = fingerprint([file])
    file.write_text("one")
    assert fingerprint([file]) == before

    file.write_text("two")
    assert fingerprint([file]) != before
