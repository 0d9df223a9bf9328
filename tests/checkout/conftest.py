# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from tests.payments.conftest import run_tasks, sandbox

__all__ = ["run_tasks", "sandbox"]
