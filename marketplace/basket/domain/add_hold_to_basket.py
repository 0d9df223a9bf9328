# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.models import Option

from catalogue.domain.prepare_engine import HOLD_OPTION
from marketplace.booking.models import Hold
from marketplace.errors import Refused

MOST_LINES = 20


def add_hold_to_basket(*, basket: Any, hold: Hold) -> Any:
    """Put a hold into an Oscar basket as one line and answer the line; adding it again changes nothing.

    Raises `Refused` (code `basket-full`) beyond `MOST_LINES`.
    """
    line = basket.lines.filter(attributes__option__code=HOLD_OPTION, attributes__value=hold.token).first() if basket.id else None
    if line is not None:
        return line
    if basket.num_lines >= MOST_LINES:
        raise Refused(_("The basket is full: please book what is in it first."), code="basket-full")
    option = Option.objects.get(code=HOLD_OPTION)
    line, _created = basket.add_product(hold.product, quantity=1, options=[{"option": option, "value": hold.token}])
    return line
