# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any, cast

from django.utils import timezone

from ..models import User
from ..signals import personal_data_wanted


def export_personal_data(*, user: User) -> dict[str, Any]:
    """All the rooms know about a person, fit for JSON. Source: Reg. (EU) 2016/679 art. 15 and 20."""
    data: dict[str, Any] = {
        "made_at": timezone.now().isoformat(),
        "account": {
            "email": user.email,
            "full_name": user.full_name,
            "phone": user.phone,
            "language": user.language,
            "date_joined": user.date_joined.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
        },
    }
    for _receiver, answer in personal_data_wanted.send(sender=User, user=user):
        name, part = cast(tuple[str, Any], answer)
        data[name] = part
    return data
