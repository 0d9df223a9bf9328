# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The daily round of erasing what is no longer needed."""

from datetime import timedelta

from marketplace.runtime.periodic import periodic

from .domain.erase_expired import erase_expired


@periodic(every=timedelta(days=1))
def erase_what_has_expired() -> None:
    erase_expired()
