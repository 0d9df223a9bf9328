# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`/api/v1/holds`: keep nights for half an hour, or let them go."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Router
from ninja.params.functions import Header
from ninja.responses import Status

from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.domain.release_hold import release_hold
from marketplace.booking.models import Hold
from marketplace.clients import client_of
from marketplace.errors import Missing

from .idempotency import idempotent
from .schemas import HoldIn, HoldOut, Id, Problem, Token

router = Router(tags=["holds"])


@router.post(
    "",
    response={201: HoldOut, 404: Problem, 409: Problem, 413: Problem, 422: Problem, 429: Problem},
    summary="Keep nights for a guest",
    openapi_extra={"parameters": [{"in": "header", "name": "Idempotency-Key", "schema": {"type": "string", "maxLength": 255}}]},
)
@idempotent
def create(request: HttpRequest, body: HoldIn) -> tuple[int, dict[str, Any]]:
    """The nights are nobody else's until `expires_at`. 409: somebody was faster (`nights-taken`), or you hold as much as you may
    (`too-many-holds`, `hold-pause`). 422: rules are broken, `reasons` lists all of them."""
    hold = hold_nights(**body.dict(), client=client_of(request))
    return 201, {"id": hold.pk, "token": hold.token, "expires_at": hold.expires_at, "total": hold.total, "currency": "EUR"}


@router.delete("/{hold_id}", response={204: None, 404: Problem, 409: Problem, 422: Problem}, summary="Let a hold go")
def delete(request: HttpRequest, hold_id: Path[Id], token: Annotated[Token, Header(alias="X-Hold-Token")]) -> Status[None]:
    """Needs the token of the hold in the header `X-Hold-Token` (a header, so that it stands in no log). Doing it again answers 204 too."""
    hold = Hold.objects.filter(pk=hold_id, token=token).first()
    if hold is None:
        raise Missing(_("There is no such hold, or the token is not its own."))
    release_hold(hold=hold)
    return Status(204, None)
