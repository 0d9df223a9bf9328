# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify

LONGEST = 100


def choose_slug(*, text: str, among: QuerySet[Any], fallback: str) -> str:
    """An address made of `text` that none of the rows in `among` has; `fallback` where the text has no Latin letter or digit."""
    base = slugify(text)[:LONGEST].strip("-") or fallback
    taken = set(among.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
