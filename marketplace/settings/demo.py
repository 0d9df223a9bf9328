# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The demo and development on embedded servers. `make demo` exports the environment; nothing here is secret."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-commands-that-serve-nobody")
from .base import *

DEMO = True
ALLOWED_HOSTS = ["*"] if env.bool("MARKETPLACE_ANY_HOST", False) else ["127.0.0.1", "localhost", "[::1]"]
MARKETPLACE_STYLE_PAGE = True
