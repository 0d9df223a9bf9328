# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from marketplace.errors import Refused

from ..models import Business, Good, Product, Session, Stay, Unit
from ..validators import validate_cin


class NotPublishable(Refused):
    """Something that the law or the page needs is missing. `extra["fields"]` says what, by field."""

    code = "not-publishable"


def reasons_against(*, kind: type[Product | Business], values: dict[str, Any], pk: Any = None) -> dict[str, str]:
    """Why a listing with these values may not be public, by field; empty if it may. `pk` of the row, if there is one already.

    A stay is advertised only with its national code, and let only with its safety devices (D.L. 145/2023, art. 13-ter, c. 6-7).
    """
    if issubclass(kind, Business):
        return {} if values.get("email") else {"email": _("A business is published with its e-mail: requests and bookings arrive there.")}
    if not issubclass(kind, Stay):
        return {}
    return _against_cin(values) | _against_page(values) | _against_safety(values) | _against_units(pk)


def _against_cin(values: dict[str, Any]) -> dict[str, str]:
    cin = values.get("cin") or ""
    if not cin:
        return {"cin": _("A stay is published only with its CIN: the law wants the code in every advertisement.")}
    try:
        validate_cin(cin)
    except ValidationError as wrong:
        return {"cin": " ".join(wrong.messages)}
    return {}


def _against_page(values: dict[str, Any]) -> dict[str, str]:
    reasons = {name: _("Needed to publish, in Italian.") for name in ("title", "description") if not (values.get(name) or "").strip()}
    picture = values.get("picture")
    if picture is None:
        reasons["picture"] = _("A stay is published with a picture.")
    elif not picture.description.strip():
        reasons["picture"] = _("Describe the picture in Italian first: who cannot see it hears these words.")
    return reasons


def _against_safety(values: dict[str, Any]) -> dict[str, str]:
    reasons = {}
    if not values.get("gas_safety"):
        reasons["gas_safety"] = _("Declare it to publish: the law wants working detectors of gas and carbon monoxide.")
    if not values.get("fire_extinguishers"):
        reasons["fire_extinguishers"] = _("Declare it to publish: the law wants one for each 200 m², and at least one a floor.")
    return reasons


def _against_units(pk: Any) -> dict[str, str]:
    if pk and Unit.objects.filter(parent=pk, rate__isnull=False).exists():
        return {}
    return {"units": _("A stay is published with at least one unit that has a rate.")}


def values_of(product: Product | Business) -> dict[str, Any]:
    """The values of a listing that `reasons_against` asks about."""
    names = ("email", "cin", "title", "description", "picture", "gas_safety", "fire_extinguishers")
    return {name: getattr(product, name) for name in names if hasattr(product, name)}


def check_publishable(*, product: Product | Business) -> None:
    """Raise `NotPublishable` if `product`, as it is (a revision, say), may not be public."""
    reasons = reasons_against(kind=type(product), values=values_of(product), pk=product.pk) | _sold_beyond(product)
    reasons |= product.reasons_against_publishing()
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
