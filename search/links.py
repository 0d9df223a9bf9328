# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of neighbouring searches: this one with a choice more, or one less. Every state of the page is an address."""

from django.http import QueryDict

from .query import SearchForm

KNOWN = frozenset(SearchForm.base_fields) - {"lang"}


class Links:
    """Makes addresses from the parameters of a request; what is empty or unknown is left out, and the page starts anew."""

    def __init__(self, path: str, params: QueryDict) -> None:
        self.path = path
        self.params = QueryDict(mutable=True)
        for name, values in params.lists():
            if name in KNOWN and name != "page" and (kept := [value for value in values if value.strip()]):
                # Two children may be of one age; all other values count once.
                self.params.setlist(name, (kept if name == "children_ages" else list(dict.fromkeys(kept)))[:100])

    def address(self, params: QueryDict) -> str:
        return f"{self.path}?{params.urlencode()}" if params else self.path

    def without(self, *names: str) -> str:
        """Without these parameters."""
        params = self.params.copy()
        for name in names:
            params.pop(name, None)
        return self.address(params)

    def without_value(self, name: str, value: str) -> str:
        """Without one value of a repeatable parameter."""
        params = self.params.copy()
        params.setlist(name, [other for other in params.getlist(name) if other != value])
        if not params.getlist(name):
            del params[name]
        return self.address(params)

    def but(self, **changes: str | list[str]) -> str:
        """With these values instead of others; without those that are empty."""
        params = self.params.copy()
        for name, value in changes.items():
            if value:
                params.setlist(name, [value] if isinstance(value, str) else value)
            else:
                params.pop(name, None)
        return self.address(params)

    def with_value(self, name: str, *values: str) -> str:
        """With these values for a parameter, instead of others."""
        params = self.params.copy()
        params.setlist(name, list(values))
        return self.address(params)

    def kept(self, *without: str) -> list[tuple[str, str]]:
        """Names and values for hidden inputs of a form that asks for the rest itself."""
        return [(name, value) for name, values in self.params.lists() if name not in without for value in values]
