# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db.models import F

from ..models import Decision, Stage

ASIDE = 10_000  # a rank no list reaches: rows pass through it, so that no two ever have the same


def order_waiting_list(*, stage: Stage, moved: Decision | None = None, rank: int | None = None) -> None:
    """Number the waiting list of a stage 1, 2, 3 …; with `moved` at place `rank`, the others behind it. In the caller's transaction,
    under the stage's row lock.
    """
    listed = Decision.objects.filter(stage=stage, outcome=Decision.Outcome.WAITING, published_at=None)
    rows = list(listed.order_by("rank"))
    if moved is not None and rank is not None:
        rows = [row for row in rows if row.pk != moved.pk]
        rows.insert(max(rank, 1) - 1, moved)
    if [row.rank for row in rows] == list(range(1, len(rows) + 1)):
        return
    listed.update(rank=F("rank") + ASIDE)
    for place, row in enumerate(rows, start=1):
        row.rank = place
    Decision.objects.bulk_update(rows, ["rank"])
