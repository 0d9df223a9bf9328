# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page of a good: collected at its business."""

from typing import Any

from django.http import HttpRequest

from ..models import Good
from ..queries import pictures_by_id


def good_context(request: HttpRequest, good: Good) -> dict[str, Any]:
    """All that `catalogue/good.html` needs."""
    pictures = pictures_by_id(ids=[good.picture_id, *getattr(good, "gallery_ids", [])])
    return {
        "good": good,
        "head": pictures.get(good.picture_id or 0),
        "gallery": [picture for pk, picture in pictures.items() if pk != good.picture_id],
        "left": good.stock - good.stock_taken,
    }
