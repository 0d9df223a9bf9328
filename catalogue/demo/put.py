# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Writing demo rows once: a second load of the same data saves nothing."""

from typing import Any, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


class Shelf:
    """Rows of a model by a key of theirs; `put` saves what is new or differs, and counts it."""

    def __init__(self, model: type[M], key: str = "slug") -> None:
        self.model = model
        self.key = key
        self.rows: dict[Any, Any] = {getattr(row, key): row for row in model._default_manager.all()}
        self.written = 0

    def put(self, key: Any, **facts: Any) -> Any:
        row = self.rows.get(key)
        if row is None:
            row = self.rows[key] = self.model(**{self.key: key}, **facts)
        elif all(_same(getattr(row, name), value) for name, value in facts.items()):
            return row
        for name, value in facts.items():
            setattr(row, name, value)
        row.save()
        self.written += 1
        return row


def _same(old: Any, new: Any) -> bool:
    if isinstance(new, Model):
        return isinstance(old, Model) and old.pk == new.pk
    return bool(old == new)
