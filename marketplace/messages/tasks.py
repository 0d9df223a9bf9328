# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Mails leave soon after commit; the job that comes round takes what was left behind."""

from datetime import timedelta

from django_tasks import task

from marketplace.runtime.periodic import periodic

from .domain.send_mails import send_mails


@task(priority=50)  # before what staff's bulk edits queue for the admin's search: a guest waits for this mail
def send() -> int:
    """Send what waits."""
    return send_mails()


@periodic(every=timedelta(minutes=1))
def send_what_waits() -> int:
    return send_mails(limit=500)
