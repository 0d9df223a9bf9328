# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Texts in columns per language: `title` is Italian, `title_en` and `title_de` stand beside it."""

from typing import Any

from django.utils.translation import get_language

OTHER_LANGUAGES = ("en", "de")


def localised(instance: Any, name: str, language: str | None = None) -> Any:
    """The text `name` of `instance` in `language` (the active one by default); Italian where that is empty."""
    code = (language or get_language() or "it").split("-")[0]
    if code in OTHER_LANGUAGES and (text := getattr(instance, f"{name}_{code}", "")):
        return text
    return getattr(instance, name)


class _Texts:
    def __init__(self, instance: Any) -> None:
        self._instance = instance

    def __getattr__(self, name: str) -> Any:
        return localised(self._instance, name)


class LocalisedMixin:
    """Gives `thing.t.title`: the title in the active language."""

    @property
    def t(self) -> _Texts:
        return _Texts(self)
