# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from ..models import Application


def discard_stray(*, application: Application) -> None:
    """A draft begun before signing in that its writer does not want beside the one of the account: gone, with its files."""
    Application.objects.filter(pk=application.pk, user=None, submitted_at=None).delete()
