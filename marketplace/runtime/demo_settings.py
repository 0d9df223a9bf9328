# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the processes of the demo are told: addresses, secrets made at the first start, folders."""

import os
from pathlib import Path

from marketplace.runtime.state import State


class Demo:
    """One demo: its folder, its ports and the environment of its processes."""

    def __init__(self, folder: Path, *, port: int) -> None:
        self.folder = folder
        self.port = port
        self.state = State(folder)
        self.database_url = ""
        self.elasticsearch_url = ""
        self.sandbox_port = int(self.state.get("sandbox_port") or 0)

    def choose_sandbox_port(self) -> None:
        """To be called when no sandbox of an earlier run is left: the port of last time if it is free, else another."""
        self.sandbox_port = self.state.port("sandbox_port")

    @property
    def site_url(self) -> str:
        return f"http://{self.host}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def mails(self) -> Path:
        return self.folder / "mails"

    @property
    def sandbox_url(self) -> str:
        return f"http://127.0.0.1:{self.sandbox_port}"

    def environment(self) -> dict[str, str]:
        """What the processes get on top of our own environment."""
        return {
            **({} if self.uses_stripe else self._sandbox_environment()),
            "DJANGO_SETTINGS_MODULE": "marketplace.settings.demo",
            "MARKETPLACE_LOCAL": str(self.folder),
            "SECRET_KEY": self.state.secret("secret_key"),
            "SITE_URL": self.site_url,
            "DATABASE_URL": self.database_url,
            "ELASTICSEARCH_URL": self.elasticsearch_url,
            "SEARCH_INDEX_PREFIX": "demo",
            "EMAIL_URL": f"file:///{self.mails}",
        }

    @property
    def uses_stripe(self) -> bool:
        """Keys in our environment: the demo then speaks to Stripe itself, in its test mode, and starts no sandbox."""
        return bool(os.environ.get("STRIPE_SECRET_KEY"))

    def _sandbox_environment(self) -> dict[str, str]:
        return {
            "STRIPE_API_BASE": self.sandbox_url,
            "STRIPE_SECRET_KEY": f"sk_test_{self.state.secret('stripe_key')}",
            "STRIPE_WEBHOOK_SECRET": f"whsec_{self.state.secret('stripe_webhook')}",
        }
