# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from wagtail.models import Revision

from .check_publishable import NotPublishable, check_publishable

SCHEDULED = "wagtail.publish.scheduled"
logger = logging.getLogger(__name__)


def publish_listing(*, revision: Revision, publish: Callable[[], Any], log_action: bool | str = True, **_rest: Any) -> Any:
    """Publish `revision` by calling `publish`, if it may be public; else raise `NotPublishable`.

    A schedule that has come due and may not be published is dropped with a line in the log: raising would keep every other
    scheduled listing waiting behind it.
    """
    try:
        with transaction.atomic():
            _lock(revision)
            thing = revision.as_object()
            check_publishable(product=thing)
            answer = publish()
            thing.after_publishing()
            return answer
    except NotPublishable:
        if log_action != SCHEDULED:
            raise
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        logger.warning("scheduled revision %s is not publishable and was taken off the schedule", revision.pk)
        return None


def _lock(revision: Revision) -> None:
    """Nobody takes a place or a piece between the check and the new capacity: the counters' own row waits."""
    kind = revision.content_type.model_class()
    kind._base_manager.select_for_update(of=("self",)).filter(pk=revision.object_id).first()
