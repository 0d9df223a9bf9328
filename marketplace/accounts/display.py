# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from .models import User


def user_display(user: User) -> str:
    """How allauth's pages and mails call a person."""
    return user.get_short_name()
