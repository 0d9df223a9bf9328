# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who decides: whoever may publish calls."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

PERMISSION = "residencies.publish_call"


def may_manage(user: Any) -> bool:
    return bool(user.is_authenticated and user.has_perm(PERMISSION))


def for_managers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """403 for everybody else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_manage(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
