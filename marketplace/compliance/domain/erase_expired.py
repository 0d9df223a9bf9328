# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ..retention import RETENTION

logger = logging.getLogger(__name__)


def erase_expired(*, now: datetime | None = None) -> dict[str, int]:
    """Erase all personal data whose time is over by the retention table; how many rows of each kind. Each kind in its own transaction."""
    now = now or timezone.now()
    erased: dict[str, int] = {}
    for row in RETENTION:
        with transaction.atomic():
            erased[row.name] = row.erase(now - row.keep)
    logger.info("retention", extra={"erased": erased})
    return erased
