# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Runs the tests marked `contract` against Stripe's official mock server, built from its Go module at a pinned version.

The tests find the mock at STRIPE_MOCK_URL. Exits with pytest's code; 1 when there is no Go to build the mock with.
"""

import http.client
import os
import shutil
import subprocess
import sys
from pathlib import Path

from marketplace.runtime import testservers
from marketplace.runtime.paths import instance_folder, local_folder
from marketplace.runtime.processes import Child
from marketplace.runtime.progress import say, step
from marketplace.runtime.state import free_port
from marketplace.runtime.supervisor import interruptible, wait_until

VERSION = "v0.203.0"


def built() -> Path:
    """The program, built at the first call. Go's own checksum database vouches for the module."""
    folder = local_folder() / f"stripe-mock-{VERSION}"
    program = folder / "stripe-mock"
    if not program.exists():
        go = shutil.which("go")
        if go is None:
            raise SystemExit("There is no Go here to build stripe-mock with: the contract tests cannot run.")
        with step(f"Building stripe-mock {VERSION}"):
            module = f"github.com/stripe/stripe-mock@{VERSION}"
            subprocess.run([go, "install", module], check=True, env={**os.environ, "GOBIN": str(folder)})
    return program


def listens(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/v1/balance", headers={"Authorization": "Bearer sk_test_contract"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def main() -> int:
    program, port = built(), free_port()
    command = [str(program), "-http-addr", f"127.0.0.1:{port}", "-https-port", "-1"]
    mock = Child("stripe-mock", command, instance_folder("contract"), str(program))
    mock.start()
    try:
        if not wait_until(lambda: listens(port), mock, patience=30):
            say(f"stripe-mock did not start:\n{mock.last_words()}")
            return 1
        os.environ["STRIPE_MOCK_URL"] = f"http://127.0.0.1:{port}"
        return testservers.run([sys.executable, "-m", "pytest", "-m", "contract", *sys.argv[1:]])
    finally:
        mock.stop()


if __name__ == "__main__":
    with interruptible():
        sys.exit(main())
