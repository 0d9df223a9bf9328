# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from marketplace.errors import Refused

from ..models import Business, Good, Product, Session, Stay
from ..validators import validate_cin


class NotPublishable(Refused):
    """Something that the law or the page needs is missing. `extra["fields"]` says what, by field."""

    code = "not-publishable"


def reasons_against(*, kind: type[Product | Business], values: dict[str, Any]) -> dict[str, str]:
    """Why a listing with these values may not be public, by field; empty if it may.

    A stay is advertised only with its national code (D.L. 145/2023, art. 13-ter).
    """
    if not issubclass(kind, Stay):
        return {}
    cin = values.get("cin") or ""
    if not cin:
        return {"cin": _("A stay is published only with its CIN: the law wants the code in every advertisement.")}
    try:
        validate_cin(cin)
    except ValidationError as wrong:
        return {"cin": " ".join(wrong.messages)}
    return {}


def check_publishable(*, product: Product | Business) -> None:
    """Raise `NotPublishable` if `product`, as it is (a revision, say), may not be public."""
    values = {"cin": product.cin} if isinstance(product, Stay) else {}
    reasons = reasons_against(kind=type(product), values=values) | _sold_beyond(product)
    if reasons:
        raise NotPublishable(" ".join(reasons.values()), fields=reasons)


def _sold_beyond(product: Product | Business) -> dict[str, str]:
    """More may have been sold since the draft was written than it offers in all."""
    if not isinstance(product, Session | Good):
        return {}
    try:
        product.check_enough()
    except ValidationError as wrong:
        return {name: " ".join(messages) for name, messages in wrong.message_dict.items()}
    return {}
