# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading of request parameters: Stripe's bracketed forms in /v1, JSON in /v2."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator
from typing import Any

from .clock import from_rfc3339
from .errors import Obj, malformed

_BRACKETS = re.compile(r"\[([^\]]*)\]")
MAX_METADATA_KEYS, MAX_METADATA_KEY, MAX_METADATA_VALUE = 50, 40, 500


def decode(text: str) -> Obj:
    """`a[b][0]=c` → `{"a": {"b": ["c"]}}`; raises ApiError when one name is used as a value and as a group."""
    tree: Obj = {}
    for name, value in urllib.parse.parse_qsl(text, keep_blank_values=True):
        keys = [name.split("[", 1)[0], *_BRACKETS.findall(name)]
        node: Obj = tree
        for key in keys[:-1]:
            child = node.setdefault(key or str(len(node)), {})
            if not isinstance(child, dict):
                raise malformed(f"Invalid hash: {name}", name)
            node = child
        node[keys[-1] or str(len(node))] = value
    decoded = _lists(tree)
    return decoded if isinstance(decoded, dict) else {}


def _lists(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    values = {key: _lists(value) for key, value in node.items()}
    if values and all(key.isdecimal() for key in values):
        return [values[key] for key in sorted(values, key=int)]
    return values


class Params:
    """One group of parameters; every reader names the parameter when it refuses."""

    def __init__(self, values: Obj, path: str = "") -> None:
        self._values = values
        self._path = path

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) not in (None, "")

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def name(self, key: str) -> str:
        """The parameter's full name as Stripe writes it, e.g. `payment_intent_data[capture_method]`."""
        return f"{self._path}[{key}]" if self._path else key

    def only(self, *known: str) -> Params:
        """Refuse parameters nobody would read (Stripe: parameter_unknown)."""
        for key in self._values:
            if key not in known:
                full = self.name(key)
                raise malformed(f"Received unknown parameter: {full}", full, code="parameter_unknown")
        return self

    def text(self, key: str, *, longest: int = 5000) -> str | None:
        """A string, or None when absent or empty."""
        value = self._values.get(key)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise malformed(f"Invalid string: {value!r}", self.name(key))
        if len(value) > longest:
            raise malformed(f"Invalid string: must be at most {longest} characters", self.name(key))
        return value

    def must(self, key: str) -> str:
        """A string that has to be there (Stripe: parameter_missing)."""
        value = self.text(key)
        if value is None:
            full = self.name(key)
            raise malformed(f"Missing required param: {full}.", full, code="parameter_missing")
        return value

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str | None:
        """One of `allowed`."""
        value = self.text(key)
        if value is None:
            return default
        if value not in allowed:
            raise malformed(f"Invalid {self.name(key)}: must be one of {', '.join(allowed)}", self.name(key))
        return value

    def integer(self, key: str) -> int | None:
        """A whole number, or None when absent."""
        value = self._values.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,15}", str(value)):
            raise malformed(f"Invalid integer: {value}", self.name(key), code="parameter_invalid_integer")
        return int(value)

    def cents(self, key: str) -> int | None:
        """A positive amount in cents, at most 999,999.99 EUR."""
        value = self.integer(key)
        if value is None:
            return None
        if value < 1:
            raise malformed("Invalid positive integer", self.name(key), code="parameter_invalid_integer")
        if value > 99_999_999:
            raise malformed("Amount must be no more than €999,999.99", self.name(key), code="amount_too_large")
        return value

    def boolean(self, key: str) -> bool:
        """True or false; absent is false."""
        value = self._values.get(key)
        if value in (None, "", False, "false"):
            return False
        if value in (True, "true"):
            return True
        raise malformed(f"Invalid boolean: {value}", self.name(key))

    def is_group(self, key: str) -> bool:
        """Whether the parameter came as a nested group."""
        return isinstance(self._values.get(key), dict)

    def moment(self, key: str) -> int:
        """A time: Unix seconds, or RFC 3339."""
        text = str(self._values.get(key))
        if text.isdecimal():
            return int(text)
        try:
            return from_rfc3339(text)
        except ValueError:
            raise malformed(f"Invalid time: {text}", self.name(key)) from None

    def group(self, key: str) -> Params:
        """A nested group; empty when absent."""
        value = self._values.get(key)
        if value is None or value == "":
            return Params({}, self.name(key))
        if not isinstance(value, dict):
            raise malformed("Invalid object", self.name(key))
        return Params(value, self.name(key))

    def groups(self, key: str) -> list[Params]:
        """A list of nested groups; empty when absent."""
        found = self._list(key)
        for item in found:
            if not isinstance(item, dict):
                raise malformed("Invalid array", self.name(key))
        return [Params(item, f"{self.name(key)}[{i}]") for i, item in enumerate(found)]

    def words(self, key: str) -> list[str]:
        """A list of strings; empty when absent."""
        return [str(item) for item in self._list(key)]

    def metadata(self) -> dict[str, str]:
        """Up to 50 keys of at most 40 characters, values of at most 500."""
        found = self.group("metadata")
        if len(found._values) > MAX_METADATA_KEYS:
            raise malformed(f"You can have up to {MAX_METADATA_KEYS} metadata keys.", found._path)
        for key, value in found._values.items():
            if not isinstance(value, str) or len(key) > MAX_METADATA_KEY or len(value) > MAX_METADATA_VALUE:
                raise malformed("Metadata keys hold 40 characters, values 500", found.name(key))
        return dict(found._values)

    def _list(self, key: str) -> list[Any]:
        value = self._values.get(key)
        if value is None or value == "":
            return []
        if not isinstance(value, list):
            raise malformed("Invalid array", self.name(key))
        return value
