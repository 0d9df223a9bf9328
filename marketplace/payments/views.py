# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .domain.receive_event import receive_event
from .gateway import BadNotificationError

LARGEST = 64 * 1024  # bytes; a thin event has a few hundred


@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Take a thin event from Stripe: 200 once it is stored, again or not; 400 for anything Stripe has not just signed."""
    try:
        length = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return HttpResponse(status=400)
    if length > LARGEST:
        return HttpResponse(status=400)
    try:
        receive_event(body=request.body, signature=request.headers.get("Stripe-Signature"))
    except BadNotificationError:
        return HttpResponse(status=400)
    return HttpResponse(status=200)
