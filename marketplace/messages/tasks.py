# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Mails leave soon after commit; the job that comes round takes what was left behind."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from marketplace.runtime.periodic import periodic

from .domain.forget_mails import forget_mails
from .domain.send_mails import send_mails

KEPT = timedelta(days=180)


@task()
def send() -> int:
    """Send what waits."""
    return send_mails()


@periodic(every=timedelta(days=1))
def forget() -> int:
    """Mails name people and their plans: half a year later nobody needs them."""
    return forget_mails(before=timezone.now() - KEPT)


@periodic(every=timedelta(minutes=1))
def send_what_waits() -> int:
    return send_mails(limit=500)
