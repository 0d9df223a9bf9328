# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Idempotency-Key on writes of the API: whoever asks twice with the same key gets the first answer again, and nothing is done twice."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja.responses import NinjaJSONEncoder, Status

from marketplace.clients import client_of
from marketplace.errors import Conflict, Refused
from marketplace.problems import problem_of, problem_response

from .models import Checkout, IdempotentRequest

LONGEST_KEY = 255
# A first request that has not answered by then has died with its process.
ABANDONED = timedelta(seconds=60)
ROW = "idempotent_row"
KEPT = timedelta(hours=24)

View = Callable[..., tuple[int, Any]]


def idempotent(view: View) -> Callable[..., Any]:
    """For a ninja operation, which then returns `(status, body)`. Same key, other request: 422; first one still running: 409.

    Refusals of the domain are kept as answers too; what failed by our fault may be tried again with the same key.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return Status(*view(request, *args, **kwargs))
        if len(key) > LONGEST_KEY or not key.isprintable():
            raise Refused(_("The Idempotency-Key is at most 255 printable characters."), code="idempotency-key-invalid")
        row, first = _open(request, key)
        if not first:
            return _again(row)
        setattr(request, ROW, row)
        return _first(row, lambda: view(request, *args, **kwargs))

    return answer


def remember(request: HttpRequest, checkout: Checkout) -> None:
    """Write down which checkout the request's key has made, in the caller's transaction: both stand, or neither."""
    row: IdempotentRequest | None = getattr(request, ROW, None)
    if row is not None:
        IdempotentRequest.objects.filter(pk=row.pk).update(checkout=checkout)


def made_before(request: HttpRequest) -> Checkout | None:
    """The checkout an earlier request with the same key made, whose answer was lost."""
    row: IdempotentRequest | None = getattr(request, ROW, None)
    return Checkout.objects.filter(pk__in=IdempotentRequest.objects.filter(pk=row.pk).values("checkout")).first() if row else None


def erase_old_requests() -> int:
    """Forget answers older than `KEPT`; says how many."""
    return IdempotentRequest.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]


def _open(request: HttpRequest, key: str) -> tuple[IdempotentRequest, bool]:
    """The row of this key, and whether this request is the one that shall be carried out."""
    client = client_of(request)
    told = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    fingerprint = hashlib.sha256(told).hexdigest()
    with transaction.atomic():
        row, created = IdempotentRequest.objects.get_or_create(client=client, key=key, defaults={"fingerprint": fingerprint})
        if created:
            return row, True
        row = IdempotentRequest.objects.select_for_update().get(pk=row.pk)
        if row.fingerprint != fingerprint:
            raise Refused(_("This Idempotency-Key was used for another request."), code="idempotency-key-reused")
        if row.status is None and row.created_at < timezone.now() - ABANDONED:
            row.created_at = timezone.now()
            row.save(update_fields=["created_at"])
            return row, True
        return row, False


def _again(row: IdempotentRequest) -> Any:
    if row.status is None:
        raise Conflict(_("The first request with this Idempotency-Key is still being answered."), code="idempotency-key-running")
    if row.status >= 400:
        return problem_response(row.body or {"status": row.status}, Idempotent_Replayed="true")
    return Status(row.status, row.body)


def _first(row: IdempotentRequest, run: Callable[[], tuple[int, Any]]) -> Any:
    try:
        status, result = run()
    except Refused as refused:
        _keep(row, refused.status, problem_of(refused))
        raise
    except Exception:
        IdempotentRequest.objects.filter(pk=row.pk, checkout=None).delete()
        # What it has made stands: the next request with this key goes on from there, and need not wait.
        IdempotentRequest.objects.filter(pk=row.pk).update(created_at=timezone.now() - 2 * ABANDONED)
        raise
    body = result.model_dump() if hasattr(result, "model_dump") else result
    return Status(status, _keep(row, status, body))


def _keep(row: IdempotentRequest, status: int, body: Any) -> Any:
    row.status, row.body = status, json.loads(json.dumps(body, cls=NinjaJSONEncoder))
    row.save(update_fields=["status", "body"])
    return row.body
